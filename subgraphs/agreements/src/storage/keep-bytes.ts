import type { Ctx } from '@firmament/kit';
import { DocumentStoreDown } from '../errors.js';
import { portsOf } from '../ports.js';
import type { StoredDocument } from './document.types.js';
import { layDown, type BytesPlace } from './lay-down.js';

/** Lays bytes into the store for whoever asks for something at this moment: they hear in a sentence when the store is down, and nothing was begun. */
export function keepBytes(ctx: Ctx, bytes: Uint8Array, where: BytesPlace): Promise<StoredDocument> {
  return layDown(portsOf(ctx).documents, ctx.actor.tenantId ?? '', bytes, where).catch((error: unknown) => {
    ctx.log.warn({ err: error }, 'the object store did not take a document');
    throw new DocumentStoreDown();
  });
}
