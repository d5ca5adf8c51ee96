import { idToUuid, type Ctx } from '@firmament/kit';
import { lookSoon } from '../packet/look-soon.js';
import { holdRef } from './packets-known-as.js';

/** A packet has its number at the signing service. What the service told under it before we knew it is looked at now. */
export async function lookIfHeardBefore(ctx: Ctx, packet: { readonly id: string }, providerRef: string): Promise<void> {
  await holdRef(ctx, providerRef);
  const waiting = await ctx.sql('update agreements.provider_receipts set packet_id = $1, handled_at = clock_timestamp() where provider_ref = $2 and packet_id is null returning id', [idToUuid(packet.id), providerRef]);
  if (waiting.length > 0) await lookSoon(ctx, packet.id);
}
