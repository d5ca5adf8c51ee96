import type { Ctx } from '@firmament/kit';
import { Firm, Host } from '../host/host.entity.js';
import type { FindRows } from '../rows.js';
import type { Appointment } from './appointment.entity.js';
import type { AppointmentHost } from './appointment-host.entity.js';
import { invitationText } from './invitation.js';

/** What is told in every fact about an appointment. */
export interface AppointmentFacts {
  appointmentId: string; typeId: string; typeName: string; start: string; end: string; zone: string; hostUserIds: string[]; hostNames: string[]; place: string;
}

/** The part of an appointment that every fact repeats, so that no listener has to ask. */
export function factsOf(appointment: Appointment, hosts: readonly Pick<AppointmentHost, 'hostUserId' | 'hostName'>[]): AppointmentFacts {
  return {
    appointmentId: appointment.id, typeId: appointment.typeId, typeName: appointment.typeName, place: appointment.place,
    start: appointment.startsAt.toISOString(), end: appointment.endsAt.toISOString(), zone: appointment.zone,
    hostUserIds: hosts.map((host) => host.hostUserId), hostNames: hosts.map((host) => host.hostName),
  };
}

/** Who comes, as facts tell it. */
export const attendeeOf = (appointment: Appointment) => ({ name: appointment.attendeeName, email: appointment.attendeeEmail, phone: appointment.attendeePhone });

/** The calendar invitation of an appointment as it stands now. */
export async function writeInvitation(find: FindRows, appointment: Appointment, hosts: readonly Pick<AppointmentHost, 'hostUserId' | 'hostName'>[], ctx: Ctx): Promise<string> {
  const [firm] = await find(Firm, { id: appointment.tenantId });
  const [organiser] = await find(Host, { id: hosts[0]?.hostUserId ?? '' });
  return invitationText({
    id: appointment.id, summary: `${appointment.typeName}${firm ? `, ${firm.name}` : ''}`, place: appointment.place, start: appointment.startsAt, end: appointment.endsAt,
    sequence: appointment.sequence, cancelled: appointment.status === 'CANCELLED', stamp: ctx.now,
    attendee: { name: appointment.attendeeName, email: appointment.attendeeEmail }, organiser: organiser ? { name: organiser.name, email: organiser.email } : null,
  });
}
