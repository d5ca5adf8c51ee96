import type { Ctx } from '@firmament/kit';
import { laterOn } from '../due.js';
import { Errand, type ErrandKind, type ErrandMatter } from './errand.entity.js';
import type { SignaturePacket } from './packet.entity.js';

/** Writes down what is to be said to a signing service, in the commit of what it is about. */
export async function sendErrand(ctx: Ctx, packet: SignaturePacket, kind: ErrandKind, matter: ErrandMatter = {}): Promise<void> {
  const errand = ctx.em.create(Errand, {
    id: ctx.newId('ern'), tenantId: packet.tenantId, version: 1, clientId: packet.clientId, packetId: packet.id, kind, matter: { provider: packet.provider, ...matter }, tries: 0, lastError: null, correlationId: ctx.meta.correlationId, doneAt: null, createdAt: ctx.now,
  });
  ctx.em.persist(errand);
  await laterOn(ctx, 'carry', { id: errand.id, at: null });
}
