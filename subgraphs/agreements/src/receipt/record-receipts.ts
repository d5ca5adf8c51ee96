import { providerReceiptRecorded } from '@firmament/events';
import { idToUuid, uuidToId, type HookCtx } from '@firmament/kit';
import { lookSoon } from '../packet/look-soon.js';
import type { CallbackNews } from '../signing/signing-provider.js';
import { packetsKnownAs } from './packets-known-as.js';

/** Where news came in, and the hash of the bytes that brought them. */
export interface Arrival { readonly connectionId: string; readonly provider: string; readonly rawHash: Buffer }

/** PandaDoc names its deliveries in a header, which its signature does not cover: there the same bytes under another name are no news. */
const namesUnsigned: readonly string[] = ['PANDADOC'];

/** What was not heard before. */
const insertNew = `insert into agreements.provider_receipts (tenant_id, id, connection_id, provider, natural_key, provider_ref, raw_hash, packet_id, handled_at)
select sec.tenant_id(), n.id, $1::uuid, $2::text, n.natural_key, n.provider_ref, $3::bytea, n.packet_id, case when n.packet_id is null then null else clock_timestamp() end
from unnest($4::uuid[], $5::text[], $6::text[], $7::uuid[]) as n (id, natural_key, provider_ref, packet_id)
where not ($8::boolean and exists (select from agreements.provider_receipts r where r.connection_id = $1 and r.raw_hash = $3))
on conflict (tenant_id, connection_id, natural_key) do nothing returning id, natural_key, packet_id`;

/** Writes down what a service has to tell, and has the packets looked at, all of it before the service hears that it was heard. From here on the service itself acts. */
export async function recordReceipts(ctx: HookCtx, arrival: Arrival, news: readonly CallbackNews[]): Promise<void> {
  if (news.length === 0) return;
  const packets = await packetsKnownAs(ctx, news.map((one) => one.providerRef));
  await ctx.actAsProvider(arrival.connectionId);
  const fresh = await ctx.sql<{ id: string; natural_key: string; packet_id: string | null }>(insertNew, [
    idToUuid(arrival.connectionId), arrival.provider, arrival.rawHash, news.map(() => idToUuid(ctx.newId('rct'))), news.map((one) => one.naturalKey), news.map((one) => one.providerRef), news.map((one) => packets.get(one.providerRef) ?? null),
    namesUnsigned.includes(arrival.provider),
  ]);
  for (const row of fresh) {
    const receiptId = uuidToId('rct', row.id);
    ctx.emit(providerReceiptRecorded, { receiptId, connectionId: arrival.connectionId, provider: arrival.provider, naturalKey: row.natural_key, rawHash: arrival.rawHash.toString('hex') }, { aggregateId: receiptId });
  }
  for (const packet of new Set(fresh.flatMap((row) => row.packet_id ?? []).sort())) await lookSoon(ctx, uuidToId('pkt', packet));
}
