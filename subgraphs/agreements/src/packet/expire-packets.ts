import { uuidToId } from '@firmament/events';
import { sweep, type Ctx } from '@firmament/kit';
import { dueNow, notAnyMore } from '../due.js';
import { endPacket, holdPacket, tellProviderItIsOver, watchExpiry, type HeldPacket } from './packet-flow.js';
import { SignaturePacket } from './packet.entity.js';
import { isOpen, missingOf } from './packet.rules.js';

/** True when the time of all is up, or of one without whom it cannot be completed. */
function isOver({ packet, people }: HeldPacket, now: Date): boolean {
  const past = (at: Date | null): boolean => at !== null && at <= now;
  return past(packet.expiresAt) || missingOf(people).some((one) => past(one.expiresAt));
}

async function expire(ctx: Ctx, id: string): Promise<void> {
  await notAnyMore(ctx, 'packet', id);
  if (!(await ctx.em.findOne(SignaturePacket, { id }))) return;
  const held = await holdPacket(ctx, id);
  if (!isOpen(held.packet.state)) return;
  if (!isOver(held, ctx.now)) { await watchExpiry(ctx, held); return; }
  await endPacket(ctx, held, { state: 'EXPIRED', by: null, reason: null });
  await tellProviderItIsOver(ctx, held.packet, 'The time to sign is over.');
}

/** Ends packets that were not signed in time. */
export const expirePackets = sweep({
  name: 'expire-packets',
  everyMs: 30_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'packet', ctx.now)) await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => expire(inside, uuidToId('pkt', row.id)));
  },
});
