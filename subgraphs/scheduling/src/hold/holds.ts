import { timingSafeEqual } from 'node:crypto';
import { holdExpired, holdPlaced } from '@firmament/events';
import { idToUuid, uuidToId } from '@firmament/kit/ids';
import { sweep, type Ctx } from '@firmament/kit';
import type { BookingDraft } from '../appointment/booking-draft.rules.js';
import { claimStart, placeBooking, takeTime, type PlacedBooking } from '../appointment/place-booking.js';
import { AppointmentHost } from '../appointment/appointment-host.entity.js';
import { hashOf, newCode } from '../appointment/secret.js';
import { AppointmentType } from '../appointment-type/appointment-type.entity.js';
import { TypeHost } from '../appointment-type/type-host.entity.js';
import { holdExpired as tooLate } from '../errors.js';
import { insertRow } from '../rows.js';
import { Hold } from './hold.entity.js';

/** How long a time is kept for somebody who looks for the code in their mail. */
const holdMinutes = 10;
/** How often a code may be wrong before the time is given back. */
export const codeAttempts = 5;

/** A hold as its visitor is told of it. */
export interface PlacedHold { readonly holdId: string; readonly expiresAt: Date }

/** Keeps a time until the code arrives; the code leaves by mail and is kept only as a hash. */
export async function placeHold(ctx: Ctx, type: AppointmentType, draft: BookingDraft, field: string): Promise<PlacedHold> {
  const hosts = await ctx.em.find(TypeHost, { typeId: type.id });
  const taken = await claimStart(ctx, type, hosts.map((host) => host.hostUserId), draft.start, field);
  const [clock] = await ctx.sql<{ until: Date }>(`select clock_timestamp() + make_interval(mins => $1) as until`, [holdMinutes]);
  const expiresAt = new Date(clock?.until ?? ctx.now);
  const holdId = ctx.newId('hld');
  const code = newCode(ctx);
  const tenant = idToUuid(ctx.actor.tenantId ?? '');
  const end = new Date(draft.start + type.minutes * 60_000);
  await insertRow(ctx, 'holds', {
    tenant_id: tenant, id: idToUuid(holdId), type_id: idToUuid(type.id), page_id: idToUuid(draft.pageId ?? ''), starts_at: new Date(draft.start), ends_at: end, zone: draft.zone,
    draft: JSON.stringify(draft), code_hash: hashOf(holdId, code), attempts: 0, expires_at: expiresAt, status: 'WAITING',
  });
  await insertRow(ctx, 'hold_due', { tenant_id: tenant, id: idToUuid(holdId), due_at: expiresAt });
  await takeTime(ctx, type, taken, draft.start, { holdId, expiresAt: expiresAt.toISOString() });
  ctx.emit(holdPlaced, {
    holdId, start: new Date(draft.start).toISOString(), end: end.toISOString(), zone: draft.zone, typeName: type.name, expiresAt: expiresAt.toISOString(),
    attendee: { name: draft.attendee.name, email: draft.attendee.email, phone: draft.attendee.phone }, code,
  }, { aggregateId: holdId });
  return { holdId, expiresAt };
}

/** What came of a code: the booking, or how often it may still be tried. */
export type CodeOutcome = { booked: PlacedBooking; type: AppointmentType } | { attemptsLeft: number };

/** Tries a code. A wrong one is counted and committed, so it is an answer and not a refusal: a refusal would undo the count. */
export async function tryCode(ctx: Ctx, holdId: string, code: string): Promise<CodeOutcome> {
  const [live] = await ctx.sql<{ code_hash: Buffer; attempts: number }>(
    `update scheduling.holds set attempts = attempts + 1 where id = $1 and status = 'WAITING' and expires_at > clock_timestamp() and attempts < $2 returning code_hash, attempts`,
    [idToUuid(holdId), codeAttempts]);
  if (!live) throw tooLate();
  if (!timingSafeEqual(live.code_hash, hashOf(holdId, code.trim()))) {
    if (live.attempts >= codeAttempts) await release(ctx, holdId);
    return { attemptsLeft: codeAttempts - live.attempts };
  }
  return book(ctx, holdId);
}

async function book(ctx: Ctx, holdId: string): Promise<CodeOutcome> {
  const hold = await ctx.em.findOneOrFail(Hold, { id: holdId });
  const type = await ctx.em.findOneOrFail(AppointmentType, { id: hold.typeId });
  const rows = await ctx.em.find(AppointmentHost, { holdId, status: 'held' });
  if (rows.length === 0) throw tooLate();
  const hosts = rows.map((row) => ({ hostUserId: row.hostUserId, hostName: row.hostName }));
  const booked = await placeBooking(ctx, type, hosts, hold.draft, async (appointmentId) => {
    await ctx.sql(`update scheduling.appointment_hosts set status = 'confirmed', expires_at = null, appointment_id = $2 where hold_id = $1 and status = 'held'`, [idToUuid(holdId), idToUuid(appointmentId)]);
  });
  await close(ctx, holdId, 'BOOKED');
  return { booked, type };
}

/** A hold that ended forgets the person: what was booked stands in the appointment, what was not is nobody's business. */
async function close(ctx: Ctx, holdId: string, status: 'BOOKED' | 'RELEASED'): Promise<void> {
  await ctx.sql(`update scheduling.holds set status = $2, draft = '{}' where id = $1`, [idToUuid(holdId), status]);
  await ctx.sql('delete from scheduling.hold_due where id = $1', [idToUuid(holdId)]);
}

async function release(ctx: Ctx, holdId: string): Promise<void> {
  await ctx.sql(`update scheduling.appointment_hosts set status = 'free' where hold_id = $1 and status = 'held'`, [idToUuid(holdId)]);
  await close(ctx, holdId, 'RELEASED');
}

/** Gives back the time behind a hold that ran out, and says so. Does nothing for one that was booked or given back. */
async function expire(ctx: Ctx, holdId: string): Promise<void> {
  const [hold] = await ctx.sql<{ starts_at: Date }>(`select starts_at from scheduling.holds where id = $1 and status = 'WAITING' and expires_at <= clock_timestamp() for update`, [idToUuid(holdId)]);
  if (!hold) {
    await ctx.sql(`delete from scheduling.hold_due where id = $1 and due_at <= clock_timestamp()`, [idToUuid(holdId)]);
    return;
  }
  await release(ctx, holdId);
  ctx.emit(holdExpired, { holdId, start: new Date(hold.starts_at).toISOString() }, { aggregateId: holdId });
}

/** Holds that nobody confirmed are given back, firm by firm; the person's data goes with them. */
export const expireHolds = sweep({
  name: 'expire-holds',
  everyMs: 15_000,
  run: async (ctx) => {
    const due = await ctx.scan<{ tenant_id: string; id: string }>('select tenant_id, id from scheduling.hold_due where due_at <= clock_timestamp() order by due_at limit 200');
    for (const row of due) await ctx.inTenant(uuidToId('firm', row.tenant_id), (work) => expire(work, uuidToId('hld', row.id)));
  },
});
