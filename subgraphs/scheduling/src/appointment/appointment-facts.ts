import type { Ctx } from '@firmament/kit';
import { BookingPage, PageType } from '../booking-page/booking-page.entity.js';
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

/** What the mail about an appointment needs besides the facts: the invitation, and the page that its link opens. */
export async function letterOf(find: FindRows, appointment: Appointment, hosts: readonly Pick<AppointmentHost, 'hostUserId' | 'hostName'>[], ctx: Ctx): Promise<{ invitation: string; pageSlug?: string }> {
  const invitation = await writeInvitation(find, appointment, hosts, ctx);
  // An appointment that the firm made has no page of its own: any open page that offers its type can show it.
  const offering = appointment.pageId ? [appointment.pageId] : (await find(PageType, { typeId: appointment.typeId })).map((one) => one.pageId);
  const [page] = await find(BookingPage, { id: { $in: offering }, active: true });
  return { invitation, ...(page ? { pageSlug: page.slug } : {}) };
}

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
