import { Arg, Authorized, Ctx as Context, Mutation, Query, Resolver } from 'type-graphql';
import { Audience, NotFound, type Ctx } from '@firmament/kit';
import { uuidToId } from '@firmament/kit/ids';
import { appointmentOver, refuse, tooLateToChange } from '../errors.js';
import { reading } from '../rows.js';
import { optionalTextFault, tidy } from '../text.rules.js';
import { Appointment } from './appointment.entity.js';
import { AppointmentHost } from './appointment-host.entity.js';
import { CancelBookingInput, RescheduleBookingInput } from './appointment.inputs.js';
import { writeInvitation } from './appointment-facts.js';
import { BookingConfirmation, confirmationOf } from './booking-confirmation.type.js';
import { callOff, moveAppointment } from './change-appointment.js';
import { hashOf } from './secret.js';
import { wantedStart } from './wanted-start.js';

interface BookingRow extends Record<string, unknown> {
  id: string; tenant_id: string; type_id: string; type_name: string; status: string; starts_at: Date; ends_at: Date; zone: string; place: string; attendee_name: string; attendee_email: string; sequence: number;
}

function appointmentOf(row: BookingRow): Appointment {
  return Object.assign(Object.create(Appointment.prototype) as Appointment, {
    id: uuidToId('apt', row.id), tenantId: uuidToId('firm', row.tenant_id), typeId: uuidToId('apy', row.type_id), typeName: row.type_name, status: row.status, startsAt: new Date(row.starts_at),
    endsAt: new Date(row.ends_at), zone: row.zone, place: row.place, attendeeName: row.attendee_name, attendeeEmail: row.attendee_email, sequence: row.sequence,
  });
}

/** Reads the booking behind a link. The bearer sees no client's rows; one database function answers for exactly this one. */
async function byToken(ctx: Ctx, token: string): Promise<{ appointment: Appointment; hosts: AppointmentHost[] }> {
  const [row] = await ctx.read.sql<BookingRow>('select * from scheduling.booking_by_token($1)', [hashOf(token)]);
  if (!row) throw new NotFound('This link is not known.');
  const appointment = appointmentOf(row);
  return { appointment, hosts: await ctx.read.rows(AppointmentHost, { appointmentId: appointment.id }) };
}

/** Takes the booking behind a link in hand to change it: the secret was the proof, from here on the domain acts. */
async function takeInHand(ctx: Ctx, token: string): Promise<Appointment> {
  const [link] = await ctx.sql<{ appointment_id: string }>('select appointment_id from scheduling.booking_tokens where token_hash = $1', [hashOf(token)]);
  if (!link) throw new NotFound('This link is not known.');
  await ctx.actAsSystem('the manage link of a booking');
  const appointment = await ctx.load(Appointment, uuidToId('apt', link.appointment_id));
  if (!appointment.stands) throw appointmentOver(appointment.status);
  if (appointment.startsAt <= ctx.now) throw tooLateToChange();
  return appointment;
}

/** What the person who booked may do with the link from the mail. */
@Resolver(() => BookingConfirmation)
export class ManageResolver {
  @Audience('public')
  @Authorized('scheduling.booking.manage')
  @Query(() => BookingConfirmation, { description: 'The booking behind a link from a mail.' })
  async bookingByToken(
    @Arg('firm', () => String, { description: 'The firm, as in the address.' }) _firm: string,
    @Arg('token', () => String, { description: 'The secret of the link.' }) token: string,
    @Context() ctx: Ctx,
  ): Promise<BookingConfirmation> {
    const { appointment, hosts } = await byToken(ctx, token);
    return confirmationOf(appointment, hosts.map((host) => host.hostName), null);
  }

  @Audience('public')
  @Authorized('scheduling.booking.manage')
  @Query(() => String, { description: 'The booking as an iCalendar file.' })
  async appointmentIcs(
    @Arg('firm', () => String, { description: 'The firm, as in the address.' }) _firm: string,
    @Arg('token', () => String, { description: 'The secret of the link.' }) token: string,
    @Context() ctx: Ctx,
  ): Promise<string> {
    const { appointment, hosts } = await byToken(ctx, token);
    return writeInvitation(reading(ctx), appointment, hosts, ctx);
  }

  @Audience('public')
  @Authorized('scheduling.booking.manage')
  @Mutation(() => BookingConfirmation, { description: 'Moves a booking to another free time. It stays the same appointment.' })
  async rescheduleBooking(@Arg('input', () => RescheduleBookingInput, { description: 'The link and the new time.' }) input: RescheduleBookingInput, @Context() ctx: Ctx): Promise<BookingConfirmation> {
    const start = wantedStart(input);
    const appointment = await takeInHand(ctx, input.token);
    const { hosts, manageToken } = await moveAppointment(ctx, appointment, start, input.zone, 'ATTENDEE', input.start ? 'input.start' : 'input.localStart');
    return confirmationOf(appointment, hosts.map((host) => host.hostName), manageToken);
  }

  @Audience('public')
  @Authorized('scheduling.booking.manage')
  @Mutation(() => BookingConfirmation, { description: 'Calls a booking off.' })
  async cancelBooking(@Arg('input', () => CancelBookingInput, { description: 'The link and the reason.' }) input: CancelBookingInput, @Context() ctx: Ctx): Promise<BookingConfirmation> {
    refuse(optionalTextFault(input.reason, { label: 'The reason', most: 500, lines: true }, 'input.reason'));
    const appointment = await takeInHand(ctx, input.token);
    const hosts = await callOff(ctx, appointment, 'ATTENDEE', input.reason ? tidy(input.reason) : null);
    return confirmationOf(appointment, hosts.map((host) => host.hostName), null);
  }
}
