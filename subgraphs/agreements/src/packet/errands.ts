import { idToUuid } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { laterOn } from '../due.js';
import { Errand, type ErrandKind, type ErrandMatter } from './errand.entity.js';
import type { SignaturePacket } from './packet.entity.js';

/** Under which key a packet goes out by a service: the same on every try, and another one when it comes back to a service that it had left. */
async function referenceOf(ctx: Ctx, packet: SignaturePacket): Promise<string> {
  const [before] = await ctx.sql<{ count: number }>(`select count(*)::int as count from agreements.errands where packet_id = $1 and kind = 'SEND' and matter->>'provider' = $2`, [idToUuid(packet.id), packet.provider]);
  return `${packet.id}:${packet.provider}${before?.count ? `:${before.count + 1}` : ''}`;
}

/** Writes down what is to be said to a signing service, in the commit of what it is about. */
export async function sendErrand(ctx: Ctx, packet: SignaturePacket, kind: ErrandKind, matter: ErrandMatter = {}): Promise<void> {
  if (kind === 'SEND') packet.reference = await referenceOf(ctx, packet);
  const { provider, connectionId, providerRef, reference } = packet;
  const errand = ctx.em.create(Errand, {
    id: ctx.newId('ern'), tenantId: packet.tenantId, version: 1, clientId: packet.clientId, packetId: packet.id, kind, matter: { provider, connectionId, providerRef, ...(reference ? { reference } : {}), ...matter }, tries: 0, lastError: null, correlationId: ctx.meta.correlationId, doneAt: null, createdAt: ctx.now,
  });
  ctx.em.persist(errand);
  await laterOn(ctx, 'carry', { id: errand.id, at: null });
}
