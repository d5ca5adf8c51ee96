import { packetDelayed, uuidToId } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { sweep, type Ctx, type SweepCtx } from '@firmament/kit';
import { dueNow, laterOn, notAnyMore } from '../due.js';
import { portsOf } from '../ports.js';
import type { CarriedRecipient, PacketCarrier, Parcel } from './carrier.js';
import { Errand } from './errand.entity.js';
import { sendErrand } from './errands.js';
import { holdPacket, packetPlace, wentOut, type HeldPacket } from './packet-flow.js';
import type { PacketRecipient } from './recipient.entity.js';

/** After so many tries somebody is told; the tries go on. */
const triesUntilTold = 4;
/** How long one try may take before another process may begin its own. */
const leaseMs = 60_000;
const pauseMs = (tries: number): number => Math.min(1_000 * 3 ** tries, 600_000);

interface Job { readonly errand: Errand; readonly parcel: Parcel; readonly replacement: CarriedRecipient | null }

const carried = (person: PacketRecipient): CarriedRecipient => ({ recipientId: person.id, role: person.role, order: person.order, name: person.name, email: person.email });

function parcelOf(errand: Errand, { packet, people }: HeldPacket): Parcel {
  return {
    key: errand.kind === 'SEND' ? `${packet.id}:${errand.matter.provider ?? packet.provider}` : errand.id, firmId: packet.tenantId, packetId: packet.id, provider: errand.matter.provider ?? packet.provider, providerRef: packet.providerRef, title: packet.title,
    message: packet.message, expiresAt: packet.expiresAt, documents: packet.documents, recipients: people.filter((one) => one.state !== 'REPLACED').map(carried),
  };
}

/** A word that nobody needs to hear any more is not said. */
function isStale(errand: Errand, { packet }: HeldPacket): boolean {
  if (errand.kind === 'SEND') return packet.state !== 'SENDING' || packet.provider !== errand.matter.provider;
  if (errand.kind === 'CANCEL') return false;
  return packet.state !== 'SENT' && packet.state !== 'PARTIALLY_SIGNED';
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
  const replacement = held.people.find((one) => one.id === errand.matter.recipientId);
  return { errand, parcel: parcelOf(errand, held), replacement: replacement ? carried(replacement) : null };
}

async function say(carrier: PacketCarrier, { errand, parcel, replacement }: Job): Promise<string | null> {
  switch (errand.kind) {
    case 'SEND': return (await carrier.send(parcel)).providerRef;
    case 'CANCEL': await carrier.cancel(parcel, errand.matter.reason ?? ''); return null;
    case 'REMIND': await carrier.remind(parcel, errand.matter.recipientId ?? ''); return null;
    case 'REPLACE':
      if (replacement) await carrier.replaceRecipient(parcel, { replacedRecipientId: errand.matter.replacedRecipientId ?? '', recipient: replacement });
      return null;
  }
}

/** It was said. A packet that was taken back while it went out is taken back there too. */
async function said(ctx: Ctx, job: Job, providerRef: string | null): Promise<void> {
  const errand = await ctx.em.findOneOrFail(Errand, { id: job.errand.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  Object.assign(errand, { doneAt: ctx.now, lastError: null });
  await notAnyMore(ctx, 'carry', errand.id);
  if (errand.kind !== 'SEND' || providerRef === null) return;
  const held = await holdPacket(ctx, errand.packetId);
  const { packet } = held;
  if (packet.state === 'SENDING' && packet.provider === errand.matter.provider) { await wentOut(ctx, held, providerRef); return; }
  if (packet.providerRef !== null && packet.provider === errand.matter.provider) return;
  if (packet.provider === errand.matter.provider) packet.providerRef = providerRef;
  await sendErrand(ctx, packet, 'CANCEL', { reason: 'It was taken back.', ...(errand.matter.provider ? { provider: errand.matter.provider } : {}) });
}

/** It could not be said: later again, and after some tries somebody is told. */
async function failed(ctx: Ctx, job: Job, why: string): Promise<void> {
  const errand = await ctx.em.findOneOrFail(Errand, { id: job.errand.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  errand.lastError = why;
  await laterOn(ctx, 'carry', { id: errand.id, at: null, inMs: pauseMs(errand.tries) });
  if (errand.kind !== 'SEND') return;
  const { packet } = await holdPacket(ctx, errand.packetId);
  if (packet.state !== 'SENDING' || packet.provider !== errand.matter.provider) return;
  packet.problem = why;
  if (errand.tries === triesUntilTold) ctx.emit(packetDelayed, { ...packet.facts, provider: packet.provider, reason: why }, packetPlace(packet));
}

async function carryOne(ctx: SweepCtx, firm: string, id: string): Promise<void> {
  const job = await ctx.inTenant(firm, (inside) => take(inside, id));
  if (!job) return;
  const story = { correlationId: job.errand.correlationId };
  // Nothing is open while a signing service takes its time.
  const outcome = await say(portsOf(ctx).carrier, job).then((ref) => ({ ref }), (error: unknown) => ({ why: error instanceof Error ? error.message.slice(0, 300) : 'it gave no reason' }));
  if ('why' in outcome) await ctx.inTenant(firm, (inside) => failed(inside, job, outcome.why), story);
  else await ctx.inTenant(firm, (inside) => said(inside, job, outcome.ref), story);
}

/** Carries to signing services what was written down for them. */
export const carryPackets = sweep({
  name: 'carry-packets',
  everyMs: 1_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'carry', null)) await carryOne(ctx, uuidToId('firm', row.tenant_id), uuidToId('ern', row.id));
  },
});
