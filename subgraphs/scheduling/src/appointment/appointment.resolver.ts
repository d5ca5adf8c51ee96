import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { appointmentClientLinked, appointmentCompleted, appointmentConfirmed, appointmentNoShow } from '@firmament/events';
import { Action, NotFound, type Ctx } from '@firmament/kit';
import { AppointmentType } from '../appointment-type/appointment-type.entity.js';
import { TypeHost } from '../appointment-type/type-host.entity.js';
import { mustBeId, refuse } from '../errors.js';
import { writing } from '../rows.js';
import { optionalTextFault, tidy } from '../text.rules.js';
import { Appointment } from './appointment.entity.js';
import { AppointmentHost } from './appointment-host.entity.js';
import { attendeeOf, factsOf, letterOf } from './appointment-facts.js';
import { AppointmentActInput, BookForClientInput, CancelAppointmentInput, LinkAppointmentToClientInput, MarkNoShowInput, RescheduleAppointmentInput } from './appointment.inputs.js';
import { asAttendee, attendeeFault } from './attendee.rules.js';
import { callOff, moveAppointment } from './change-appointment.js';
import { claimStart, placeBooking, takeTime } from './place-booking.js';
import { wantedStart } from './wanted-start.js';

const load = (ctx: Ctx, input: { id: string; ifVersion?: number | null }): Promise<Appointment> => ctx.load(Appointment, mustBeId('apt', input.id), { ifVersion: input.ifVersion ?? null });
const hostsOf = (ctx: Ctx, appointment: Appointment): Promise<AppointmentHost[]> => ctx.em.find(AppointmentHost, { appointmentId: appointment.id });
const place = (appointment: Appointment) => ({ aggregateId: appointment.id, clientId: appointment.clientId });

/** What the firm does with appointments. */
@Resolver(() => Appointment)
export class AppointmentResolver {
  @Authorized('scheduling.appointment.book_for_client')
  @Action()
  @Mutation(() => Appointment, { description: 'Books a free time for a client.' })
  async bookForClient(@Arg('input', () => BookForClientInput, { description: 'Who, what and when.' }) input: BookForClientInput, @Context() ctx: Ctx): Promise<Appointment> {
    refuse(attendeeFault(input.attendee, 'input.attendee'));
    await ctx.clientExists(mustBeId('cli', input.clientId));
    const contactId = input.contactId ? mustBeId('con', input.contactId) : null;
    const start = wantedStart(input);
    const type = await ctx.em.findOne(AppointmentType, { id: mustBeId('apy', input.typeId), active: true });
    if (!type) throw new NotFound();
    const people = await ctx.em.find(TypeHost, { typeId: type.id });
    const hosts = await claimStart(ctx, type, people.map((person) => person.hostUserId), start, 'input.start');
    const placed = await placeBooking(ctx, type, hosts, {
      start, zone: input.zone, attendee: asAttendee(input.attendee), intake: [], consentAt: null, channel: 'STAFF', pageId: null, clientId: input.clientId, contactId,
    }, (appointmentId) => takeTime(ctx, type, hosts, start, { appointmentId }));
    return placed.appointment;
  }

  @Authorized('scheduling.appointment.edit')
  @Action()
  @Mutation(() => Appointment, { description: 'Says yes to a booking that awaited the host.' })
  async confirmAppointment(@Arg('input', () => AppointmentActInput, { description: 'The appointment.' }) input: AppointmentActInput, @Context() ctx: Ctx): Promise<Appointment> {
    const appointment = await load(ctx, input);
    appointment.confirm();
    const hosts = await hostsOf(ctx, appointment);
    ctx.emit(appointmentConfirmed, { ...factsOf(appointment, hosts), ...await letterOf(writing(ctx), appointment, hosts, ctx), attendee: attendeeOf(appointment), clientId: appointment.clientId }, place(appointment));
    return appointment;
  }

  @Authorized('scheduling.appointment.edit')
  @Action()
  @Mutation(() => Appointment, { description: 'Moves an appointment. The attendee gets a new invitation for the same appointment; the firm may go outside its offered hours, but not on top of another meeting.' })
  async rescheduleAppointment(@Arg('input', () => RescheduleAppointmentInput, { description: 'The new time.' }) input: RescheduleAppointmentInput, @Context() ctx: Ctx): Promise<Appointment> {
    const appointment = await load(ctx, input);
    await moveAppointment(ctx, appointment, input.start.getTime(), appointment.zone, 'STAFF', 'input.start');
    return appointment;
  }

  @Authorized('scheduling.appointment.edit')
  @Action()
  @Mutation(() => Appointment, { description: 'Calls an appointment off and tells the attendee.' })
  async cancelAppointment(@Arg('input', () => CancelAppointmentInput, { description: 'The appointment and the reason.' }) input: CancelAppointmentInput, @Context() ctx: Ctx): Promise<Appointment> {
    refuse(optionalTextFault(input.reason, { label: 'The reason', most: 500, lines: true }, 'input.reason'));
    const appointment = await load(ctx, input);
    await callOff(ctx, appointment, 'STAFF', input.reason ? tidy(input.reason) : null);
    return appointment;
  }

  @Authorized('scheduling.appointment.edit')
  @Action()
  @Mutation(() => Appointment, { description: 'Says that an appointment took place.' })
  async completeAppointment(@Arg('input', () => AppointmentActInput, { description: 'The appointment.' }) input: AppointmentActInput, @Context() ctx: Ctx): Promise<Appointment> {
    const appointment = await load(ctx, input);
    appointment.complete();
    ctx.emit(appointmentCompleted, { ...factsOf(appointment, await hostsOf(ctx, appointment)), clientId: appointment.clientId }, place(appointment));
    return appointment;
  }

  @Authorized('scheduling.appointment.edit')
  @Action()
  @Mutation(() => Appointment, { description: 'Says that somebody did not come.' })
  async markNoShow(@Arg('input', () => MarkNoShowInput, { description: 'The appointment and who was missing.' }) input: MarkNoShowInput, @Context() ctx: Ctx): Promise<Appointment> {
    const appointment = await load(ctx, input);
    appointment.miss(input.party);
    ctx.emit(appointmentNoShow, { ...factsOf(appointment, await hostsOf(ctx, appointment)), party: input.party, clientId: appointment.clientId }, place(appointment));
    return appointment;
  }

  @Authorized('scheduling.appointment.edit')
  @Action()
  @Mutation(() => Appointment, { description: 'Ties an appointment to the client and contact it turned out to be for; its story belongs to that client from the start. Linking again to the same changes nothing.' })
  async linkAppointmentToClient(@Arg('input', () => LinkAppointmentToClientInput, { description: 'What is tied to whom.' }) input: LinkAppointmentToClientInput, @Context() ctx: Ctx): Promise<Appointment> {
    await ctx.clientExists(mustBeId('cli', input.clientId));
    const appointment = await load(ctx, { id: input.appointmentId });
    if (!appointment.linkTo(input.clientId, mustBeId('con', input.contactId))) return appointment;
    const { appointmentId, start, end, zone, typeName, hostUserIds } = factsOf(appointment, await hostsOf(ctx, appointment));
    ctx.emit(appointmentClientLinked, { appointmentId, clientId: input.clientId, contactId: input.contactId, start, end, zone, typeName, hostUserIds }, place(appointment));
    return appointment;
  }
}
