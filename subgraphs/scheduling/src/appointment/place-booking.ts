import { appointmentBooked } from '@firmament/events';
import { idToUuid } from '@firmament/kit/ids';
import type { Ctx } from '@firmament/kit';
import type { AppointmentType } from '../appointment-type/appointment-type.entity.js';
import { openDiary } from '../availability/host-times.js';
import { blockedBy } from '../availability/slots.rules.js';
import { judgeStart } from '../availability/slots.rules.js';
import { refuseStart, slotTaken } from '../errors.js';
import { insertRow, writing } from '../rows.js';
import { Appointment, AppointmentStatus, BookingChannel } from './appointment.entity.js';
import { attendeeOf, factsOf, letterOf } from './appointment-facts.js';
import type { BookingDraft } from './booking-draft.rules.js';
import { issueManageToken } from './secret.js';

/** A host whose time is taken. */
export interface TakenHost { readonly hostUserId: string; readonly hostName: string }

const uuid = (id: string | null): string | null => (id === null ? null : idToUuid(id));

/**
 * Makes the people of a type ours for this transaction, one booking at a time, and frees what was held too long.
 * Without the lock two bookings could each wait for the other inside the exclusion constraint; with it the loser is told at once.
 */
export async function queueForHosts(ctx: Ctx, hostUserIds: readonly string[]): Promise<void> {
  const ids = hostUserIds.map(idToUuid).sort();
  for (const id of ids) await ctx.sql(`select pg_advisory_xact_lock(hashtextextended(current_setting('app.tenant_id') || $1, 0))`, [id]);
  await ctx.sql(`update scheduling.appointment_hosts set status = 'free' where status = 'held' and expires_at <= clock_timestamp() and host_user_id = any($1::uuid[])`, [ids]);
}

/** One cheap look before the queue: when a slot is fought over, all but the first leave here without waiting for anybody. */
async function isTakenForGood(ctx: Ctx, type: AppointmentType, start: number): Promise<boolean> {
  const rows = await ctx.sql(
    `select 1 from scheduling.type_hosts t join scheduling.appointment_hosts h on h.tenant_id = t.tenant_id and h.host_user_id = t.host_user_id
     where t.type_id = $1 and h.status = 'confirmed' and h.during && tstzrange($2, $3, '[)') limit 1`,
    [idToUuid(type.id), new Date(start), new Date(start + type.minutes * 60_000)]);
  return rows.length > 0;
}

/** Refuses unless the start can be had now; gives back who comes. `except` is an appointment that is itself about to move. */
export async function claimStart(ctx: Ctx, type: AppointmentType, hostUserIds: readonly string[], start: number, field: string, except: string | null = null): Promise<TakenHost[]> {
  if (except === null && start > ctx.now.getTime() && await isTakenForGood(ctx, type, start)) throw slotTaken();
  await queueForHosts(ctx, hostUserIds);
  const window = { from: start, to: start + type.minutes * 60_000 };
  const diary = await openDiary(writing(ctx), type, window, ctx.now, 0, except);
  refuseStart(judgeStart(start, diary.hosts, diary.terms, diary.isFull), field);
  return diary.people.map((person) => ({ hostUserId: person.hostUserId, hostName: person.name() }));
}

/** Takes the hosts' time for an appointment or a hold. */
export async function takeTime(ctx: Ctx, type: AppointmentType, hosts: readonly TakenHost[], start: number, owner: { appointmentId: string } | { holdId: string; expiresAt: string }): Promise<void> {
  const blocked = blockedBy(start, { length: type.minutes * 60_000, step: 0, bufferBefore: type.bufferBeforeMinutes * 60_000, bufferAfter: type.bufferAfterMinutes * 60_000, earliest: 0, latest: 0 });
  const held = 'holdId' in owner;
  for (const host of hosts) {
    await insertRow(ctx, 'appointment_hosts', {
      tenant_id: idToUuid(ctx.actor.tenantId ?? ''), id: idToUuid(ctx.newId('apt')), appointment_id: held ? null : idToUuid(owner.appointmentId), hold_id: held ? idToUuid(owner.holdId) : null,
      type_id: idToUuid(type.id), host_user_id: idToUuid(host.hostUserId), host_name: host.hostName, starts_at: new Date(start), ends_at: new Date(start + type.minutes * 60_000),
      blocked_from: new Date(blocked.from), blocked_to: new Date(blocked.to), status: held ? 'held' : 'confirmed', expires_at: held ? owner.expiresAt : null,
    });
  }
}

function rowOf(appointment: Appointment): Record<string, unknown> {
  return {
    tenant_id: uuid(appointment.tenantId), id: uuid(appointment.id), version: 1, type_id: uuid(appointment.typeId), type_name: appointment.typeName, page_id: uuid(appointment.pageId),
    status: appointment.status, starts_at: appointment.startsAt, ends_at: appointment.endsAt, zone: appointment.zone, place: appointment.place, attendee_name: appointment.attendeeName,
    attendee_email: appointment.attendeeEmail, attendee_phone: appointment.attendeePhone, organisation: appointment.organisation, intake: JSON.stringify(appointment.intake),
    consent_text: appointment.consentText, consent_at: appointment.consentAt, channel: appointment.channel, client_id: uuid(appointment.clientId), contact_id: uuid(appointment.contactId),
    sequence: 0, booked_at: appointment.bookedAt,
  };
}

function appointmentFrom(ctx: Ctx, type: AppointmentType, draft: BookingDraft): Appointment {
  return Object.assign(Object.create(Appointment.prototype) as Appointment, {
    id: ctx.newId('apt'), tenantId: ctx.actor.tenantId ?? '', version: 1, typeId: type.id, typeName: type.name, pageId: draft.pageId, place: type.place,
    status: type.needsConfirmation && draft.channel !== 'STAFF' ? AppointmentStatus.BOOKED : AppointmentStatus.CONFIRMED,
    startsAt: new Date(draft.start), endsAt: new Date(draft.start + type.minutes * 60_000), zone: draft.zone, attendeeName: draft.attendee.name, attendeeEmail: draft.attendee.email,
    attendeePhone: draft.attendee.phone, organisation: draft.attendee.organisation, intake: [...draft.intake], consentText: draft.consentAt ? type.consentText : null,
    consentAt: draft.consentAt ? new Date(draft.consentAt) : null, channel: BookingChannel[draft.channel], clientId: draft.clientId, contactId: draft.contactId, sequence: 0,
    cancelledBy: null, cancelReason: null, missedBy: null, bookedAt: ctx.now,
  });
}

/** An appointment as it was just written, and the secret that its attendee may change it with. */
export interface PlacedBooking { readonly appointment: Appointment; readonly hosts: readonly TakenHost[]; readonly manageToken: string }

/** Writes the appointment and states the fact. Its time must be taken in the same transaction, by `take`. */
export async function placeBooking(ctx: Ctx, type: AppointmentType, hosts: readonly TakenHost[], draft: BookingDraft, take: (appointmentId: string) => Promise<void>): Promise<PlacedBooking> {
  const appointment = appointmentFrom(ctx, type, draft);
  await insertRow(ctx, 'appointments', rowOf(appointment));
  await take(appointment.id);
  const manageToken = await issueManageToken(ctx, appointment.id);
  ctx.emit(appointmentBooked, {
    ...factsOf(appointment, hosts), ...await letterOf(writing(ctx), appointment, hosts, ctx), manageToken, attendee: attendeeOf(appointment),
    intake: [...draft.intake], consentAt: draft.consentAt, channel: draft.channel, bookingPageId: draft.pageId, clientKind: type.clientKind, organisation: draft.attendee.organisation,
    folderTemplateId: type.folderTemplateId, projectTemplateVersionId: type.projectTemplateVersionId, clientId: draft.clientId, contactId: draft.contactId,
    awaitsHost: appointment.status === AppointmentStatus.BOOKED,
  }, { aggregateId: appointment.id, clientId: draft.clientId });
  return { appointment, hosts, manageToken };
}
