import { appointmentCancelled, appointmentRescheduled } from '@firmament/events';
import { idToUuid } from '@firmament/kit/ids';
import type { Ctx } from '@firmament/kit';
import { AppointmentType } from '../appointment-type/appointment-type.entity.js';
import { openDiary } from '../availability/host-times.js';
import { blockedBy, judgeStart, overlaps } from '../availability/slots.rules.js';
import { refuseStart, slotTaken } from '../errors.js';
import { writing } from '../rows.js';
import type { Appointment } from './appointment.entity.js';
import { attendeeOf, factsOf, letterOf } from './appointment-facts.js';
import { AppointmentHost } from './appointment-host.entity.js';
import { queueForHosts } from './place-booking.js';
import { issueManageToken } from './secret.js';

/** On whose side a change was made. */
export type ChangedBy = 'ATTENDEE' | 'STAFF' | 'PORTAL';

/** Refuses a start that the attendee cannot have, or for staff, who may go outside the offered hours, one that another meeting has. */
async function judge(ctx: Ctx, appointment: Appointment, hosts: readonly AppointmentHost[], start: number, by: ChangedBy, field: string): Promise<void> {
  const type = await ctx.em.findOneOrFail(AppointmentType, { id: appointment.typeId });
  await queueForHosts(ctx, hosts.map((host) => host.hostUserId));
  const diary = await openDiary(writing(ctx), type, { from: start, to: start + appointment.minutes * 60_000 }, ctx.now, 0, appointment.id);
  const terms = { ...diary.terms, length: appointment.minutes * 60_000 };
  if (by !== 'STAFF') return refuseStart(judgeStart(start, diary.hosts, terms, diary.isFull), field);
  if (start < ctx.now.getTime()) refuseStart('TOO_SOON', field);
  if (diary.hosts.some((host) => host.taken.some((span) => overlaps(span, blockedBy(start, terms))))) throw slotTaken();
}

/** Moves an appointment and its hosts' time, keeps its id, and states one fact with both times. */
export async function moveAppointment(ctx: Ctx, appointment: Appointment, start: number, zone: string, by: ChangedBy, field: string): Promise<{ hosts: AppointmentHost[]; manageToken: string }> {
  const hosts = await ctx.em.find(AppointmentHost, { appointmentId: appointment.id });
  const previous = { start: appointment.startsAt, end: appointment.endsAt };
  const shift = start - previous.start.getTime();
  appointment.move(new Date(start), new Date(previous.end.getTime() + shift), zone);
  await judge(ctx, appointment, hosts, start, by, field);
  await ctx.sql(
    `update scheduling.appointment_hosts set starts_at = starts_at + $2 * interval '1 millisecond', ends_at = ends_at + $2 * interval '1 millisecond', blocked_from = blocked_from + $2 * interval '1 millisecond', blocked_to = blocked_to + $2 * interval '1 millisecond' where appointment_id = $1`,
    [idToUuid(appointment.id), shift]);
  const manageToken = await issueManageToken(ctx, appointment.id);
  ctx.emit(appointmentRescheduled, {
    ...factsOf(appointment, hosts), ...await letterOf(writing(ctx), appointment, hosts, ctx), manageToken, attendee: attendeeOf(appointment),
    previousStart: previous.start.toISOString(), previousEnd: previous.end.toISOString(), by, clientId: appointment.clientId,
  }, { aggregateId: appointment.id, clientId: appointment.clientId });
  return { hosts, manageToken };
}

/** Calls an appointment off and gives its hosts their time back. */
export async function callOff(ctx: Ctx, appointment: Appointment, by: ChangedBy, reason: string | null): Promise<AppointmentHost[]> {
  const hosts = await ctx.em.find(AppointmentHost, { appointmentId: appointment.id });
  appointment.cancel(by, reason);
  await ctx.sql(`update scheduling.appointment_hosts set status = 'free' where appointment_id = $1`, [idToUuid(appointment.id)]);
  ctx.emit(appointmentCancelled, {
    ...factsOf(appointment, hosts), ...await letterOf(writing(ctx), appointment, hosts, ctx), attendee: attendeeOf(appointment), by, reason, clientId: appointment.clientId,
  }, { aggregateId: appointment.id, clientId: appointment.clientId });
  return hosts;
}
