import { createHash } from 'node:crypto';
import { idToUuid } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { portsOf } from '../ports.js';
import type { StoredDocument } from '../storage/document.types.js';
import { paperPdf } from './paper-pdf.js';
import type { Paper } from './paper.types.js';

/** Lays a document into the store. What the bytes are is in the name, so a second try writes the same object. Null when the store does not take it. */
export async function keepPaper(ctx: Ctx, paper: Paper, ownerId: string): Promise<StoredDocument | null> {
  const bytes = await paperPdf(paper);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const key = `revenue/${idToUuid(ctx.actor.tenantId ?? '')}/${idToUuid(ownerId)}/${sha256.slice(0, 32)}.pdf`;
  try {
    await portsOf(ctx).documents.put(key, bytes, 'application/pdf');
    return { key, sha256, size: bytes.length };
  } catch (error) {
    ctx.log.warn({ err: error }, 'the object store did not take a document');
    return null;
  }
}
