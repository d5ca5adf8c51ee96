import { packetDelayed, uuidToId } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { ProviderRefused, ReauthRequired, RetryLater, sweep, type Ctx, type SweepCtx, firmLine } from '@firmament/kit';
import { dueNow, laterOn, notAnyMore } from '../due.js';
import { portsOf } from '../ports.js';
import { lookIfHeardBefore } from '../receipt/heard-before.js';
import type { Carried, CarriedRecipient, FirmLine, PacketCarrier, Parcel } from './carrier.js';
import { Errand } from './errand.entity.js';
import { sendErrand } from './errands.js';
import { lookSoon } from './look-soon.js';
import { holdPacket, packetPlace, wentOut, type HeldPacket } from './packet-flow.js';
import { isOpen } from './packet.rules.js';
import { carried, parcelOf } from './parcel.js';
import { sideBySide } from './side-by-side.js';

/** After so many tries somebody is told; the tries go on. */
const triesUntilTold = 4;
/** How long one try may take before another process may begin its own: longer than any call of a service. */
const leaseMs = 150_000;
const pauseMs = (tries: number): number => Math.min(1_000 * 3 ** tries, 600_000);

interface Job { readonly errand: Errand; readonly parcel: Parcel; readonly person: CarriedRecipient | null; readonly replaced: CarriedRecipient | null }

/** True for the packet that still goes by the way of this errand. */
const goesThisWay = (errand: Errand, { packet }: HeldPacket): boolean => packet.reference === (errand.matter.reference ?? null);

/** A word that nobody needs to hear any more is not said. */
function isStale(errand: Errand, held: HeldPacket): boolean {
  if (errand.kind === 'SEND') return held.packet.state !== 'SENDING' || !goesThisWay(errand, held);
  return errand.kind !== 'CANCEL' && !isOpen(held.packet.state);
}

/** Takes an errand in hand: from here on it counts as tried, so that whoever takes a packet back knows that it may be out. */
async function take(ctx: Ctx, id: string): Promise<Job | null> {
  const errand = await ctx.em.findOne(Errand, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!errand || errand.doneAt !== null) { await notAnyMore(ctx, 'carry', id); return null; }
  const held = await holdPacket(ctx, errand.packetId);
  if (isStale(errand, held)) {
    errand.doneAt = ctx.now;
    await notAnyMore(ctx, 'carry', id);
    return null;
  }
  errand.tries += 1;
  await laterOn(ctx, 'carry', { id, at: null, inMs: leaseMs });
  const personOf = (wanted: string | undefined): CarriedRecipient | null => { const found = held.people.find((one) => one.id === wanted); return found ? carried(found) : null; };
  return { errand, parcel: parcelOf(held, errand.matter), person: personOf(errand.matter.recipientId), replaced: personOf(errand.matter.replacedRecipientId) };
}

/** What a service answered, where it answers something that is to be kept. */
interface Said { readonly sent?: Carried; readonly ref?: string }

async function say(carrier: PacketCarrier, line: FirmLine, { errand, parcel, person, replaced }: Job): Promise<Said> {
  switch (errand.kind) {
    case 'SEND': return { sent: await carrier.send(line, parcel) };
    case 'CANCEL': await carrier.cancel(line, parcel, errand.matter.reason ?? ''); return {};
    case 'REMIND': if (person) await carrier.remind(line, parcel, person); return {};
    case 'REPLACE': return person && replaced ? await carrier.replaceRecipient(line, parcel, { replaced, recipient: person }) : {};
  }
}

/** It went out. A packet that was taken back, or sent another way, while it went out is taken back there too. */
async function sent(ctx: Ctx, errand: Errand, { providerRef, refs }: Carried): Promise<void> {
  const held = await holdPacket(ctx, errand.packetId);
  const { packet } = held;
  const isOurs = goesThisWay(errand, held);
  if (isOurs) for (const person of held.people) person.providerRef ??= refs[person.id] ?? null;
  if (isOurs && packet.state === 'SENDING') { await wentOut(ctx, held, providerRef); return; }
  if (isOurs && packet.providerRef !== null) return;
  if (isOurs) {
    packet.providerRef = providerRef;
    await lookIfHeardBefore(ctx, packet, providerRef);
  }
  await sendErrand(ctx, packet, 'CANCEL', { ...errand.matter, providerRef, reason: 'It was taken back.' });
}

/** It was said. */
async function said(ctx: Ctx, job: Job, answer: Said): Promise<void> {
  const errand = await ctx.em.findOneOrFail(Errand, { id: job.errand.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  Object.assign(errand, { doneAt: ctx.now, lastError: null });
  await notAnyMore(ctx, 'carry', errand.id);
  if (answer.sent) await sent(ctx, errand, answer.sent);
  const { ref } = answer;
  if (ref !== undefined) for (const person of (await holdPacket(ctx, errand.packetId)).people) if (person.id === errand.matter.recipientId) person.providerRef = ref;
  // Somebody may have signed before the service heard that it is over: then this is the moment to learn of it.
  if (errand.kind === 'CANCEL') await lookSoon(ctx, errand.packetId);
}

/** It was refused for good: saying it again would be refused again. What the service knows instead is asked for. */
async function refused(ctx: Ctx, errand: Errand, why: string): Promise<void> {
  Object.assign(errand, { doneAt: ctx.now, lastError: why });
  await notAnyMore(ctx, 'carry', errand.id);
  const { packet } = await holdPacket(ctx, errand.packetId);
  if (isOpen(packet.state)) packet.problem = why;
  await lookSoon(ctx, packet.id);
}

/** It could not be said: later again, and after some tries, or at once where only a person can help, somebody is told. */
async function failed(ctx: Ctx, job: Job, error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message.slice(0, 300) : 'it gave no reason';
  const errand = await ctx.em.findOneOrFail(Errand, { id: job.errand.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (error instanceof ProviderRefused && errand.kind !== 'SEND') { await refused(ctx, errand, why); return; }
  errand.lastError = why;
  await laterOn(ctx, 'carry', { id: errand.id, at: null, inMs: Math.max(pauseMs(errand.tries), error instanceof RetryLater ? (error.retryAfterMs ?? 0) : 0) });
  const held = await holdPacket(ctx, errand.packetId);
  const { packet } = held;
  if (errand.kind !== 'SEND' || packet.state !== 'SENDING' || !goesThisWay(errand, held)) return;
  packet.problem = why;
  const isHopeless = error instanceof ProviderRefused || error instanceof ReauthRequired;
  if (errand.matter.told || (errand.tries < triesUntilTold && !isHopeless)) return;
  errand.matter = { ...errand.matter, told: true };
  ctx.emit(packetDelayed, { ...packet.facts, provider: packet.provider, reason: why }, packetPlace(packet));
}

async function carryOne(ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const job = await ctx.inTenant(firmId, (inside) => take(inside, id));
  if (!job) return;
  const story = { correlationId: job.errand.correlationId };
  const line = firmLine(ctx, firmId, story);
  // Nothing is open while a signing service takes its time.
  const outcome = await say(portsOf(ctx).carrier, line, job).then((answer) => ({ answer }), (error: unknown) => ({ error }));
  await line.inFirm((inside) => ('answer' in outcome ? said(inside, job, outcome.answer) : failed(inside, job, outcome.error)));
}

/** Carries to signing services what was written down for them. */
export const carryPackets = sweep({
  name: 'carry-packets',
  everyMs: 1_000,
  run: async (ctx) => { await sideBySide(ctx, await dueNow(ctx, 'carry', null), (row) => carryOne(ctx, uuidToId('firm', row.tenant_id), uuidToId('ern', row.id))); },
});
