import { idToUuid, uuidToId } from '@firmament/events';
import { RetryLater, sweep, type Ctx, type SweepCtx, firmLine } from '@firmament/kit';
import { dueNow, notAnyMore, postponeDue, settleDue, takeDue, type Taken } from '../due.js';
import { configOf, portsOf } from '../ports.js';
import { layDown } from '../storage/lay-down.js';
import { applyProviderState } from './apply-provider-state.js';
import type { FirmLine, Parcel } from './carrier.js';
import { Errand } from './errand.entity.js';
import { SignaturePacket } from './packet.entity.js';
import { isDead, isOpen } from './packet.rules.js';
import type { PacketStanding, ProviderState } from './packet.types.js';
import { parcelOf } from './parcel.js';
import { providerStateOf } from './provider-state.js';
import { PacketRecipient } from './recipient.entity.js';
import { sideBySide } from './side-by-side.js';

/** How long one look may take before another process may begin its own. */
const leaseMs = 150_000;
const firstPauseMs = 5_000;
const longestPauseMs = 300_000;

interface Look { readonly taken: Taken; readonly parcel: Parcel; readonly state: PacketStanding; readonly correlationId: string | null }

/** Takes a look in hand. What is with nobody, or complete, needs none; what ended gets one, because somebody may have signed meanwhile. */
async function take(ctx: Ctx, packetId: string): Promise<Look | null> {
  const taken = await takeDue(ctx, 'look', packetId, leaseMs);
  if (!taken) return null;
  const packet = await ctx.em.findOne(SignaturePacket, { id: packetId });
  if (packet?.providerRef === null || !packet || (!isOpen(packet.state) && !isDead(packet.state))) { await notAnyMore(ctx, 'look', packetId); return null; }
  const people = await ctx.em.find(PacketRecipient, { packetId }, { orderBy: { order: 'ASC', id: 'ASC' } });
  const errand = await ctx.em.findOne(Errand, { packetId, kind: 'SEND' }, { orderBy: { id: 'DESC' } });
  return { taken, parcel: parcelOf({ packet, people }), state: packet.state, correlationId: errand?.correlationId ?? null };
}

/** What all have signed, laid into the store. */
async function resultOf(ctx: SweepCtx, line: FirmLine, parcel: Parcel): Promise<ProviderState['result']> {
  const { carrier, documents } = portsOf(ctx);
  const { pdf, certificate } = await carrier.fetchSigned(line, parcel);
  const keep = (bytes: Uint8Array) => layDown(documents, line.firmId, bytes, { place: idToUuid(parcel.packetId), kind: 'pdf' });
  return { signedDocument: await keep(pdf), certificate: certificate && await keep(certificate) };
}

async function truthOf(ctx: SweepCtx, line: FirmLine, { parcel, state }: Look): Promise<ProviderState> {
  const reading = await portsOf(ctx).carrier.read(line, parcel);
  const result = reading.state === 'COMPLETED' && !isDead(state) ? await resultOf(ctx, line, parcel) : null;
  return providerStateOf(reading, parcel.recipients, { result, now: ctx.now });
}

/** What the service knows is applied; the packet is due for another look as long as it is out. */
async function learned(ctx: Ctx, { taken }: Look, truth: ProviderState): Promise<void> {
  const packet = await applyProviderState(ctx, taken.id, truth);
  await settleDue(ctx, 'look', taken, isOpen(packet.state) ? configOf(ctx).AGREEMENTS_LOOK_EVERY_MS : null);
}

/** Nobody answered: later again, each time a little later. */
async function missed(ctx: Ctx, { taken }: Look, error: unknown): Promise<void> {
  const pause = Math.min(firstPauseMs * 3 ** (taken.tries - 1), longestPauseMs);
  await postponeDue(ctx, 'look', taken, Math.max(pause, error instanceof RetryLater ? (error.retryAfterMs ?? 0) : 0));
}

async function lookAt(ctx: SweepCtx, firmId: string, packetId: string): Promise<void> {
  const look = await ctx.inTenant(firmId, (inside) => take(inside, packetId));
  if (!look) return;
  const story = look.correlationId === null ? {} : { correlationId: look.correlationId };
  const line = firmLine(ctx, firmId, story);
  // Asking, sealing and fetching take their time; nothing is open meanwhile.
  const outcome = await truthOf(ctx, line, look).then((truth) => ({ truth }), (error: unknown) => ({ error }));
  if ('error' in outcome) ctx.log.warn({ err: outcome.error, packet: packetId, provider: look.parcel.provider }, 'a signing service did not say how a packet stands; it is asked again');
  await line.inFirm((inside) => ('truth' in outcome ? learned(inside, look, outcome.truth) : missed(inside, look, outcome.error)));
}

/**
 * Asks signing services how packets stand: those of which somebody said that something may have changed, and each one that is out
 * every few minutes, so that news which were lost on their way are found.
 */
export const followProviders = sweep({
  name: 'follow-providers',
  everyMs: 1_000,
  run: async (ctx) => { await sideBySide(ctx, await dueNow(ctx, 'look', null), (row) => lookAt(ctx, uuidToId('firm', row.tenant_id), uuidToId('pkt', row.id))); },
});
