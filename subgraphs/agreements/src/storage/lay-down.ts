import { createHash } from 'node:crypto';
import { idToUuid } from '@firmament/events';
import type { DocumentStore } from './document-store.js';
import type { StoredDocument } from './document.types.js';

const types = { pdf: 'application/pdf', png: 'image/png' } as const;

/** Where bytes belong: the place within the firm's own folder. */
export interface BytesPlace { readonly place: string; readonly kind: keyof typeof types }

/** Lays bytes into the store. What they are is in the name, so a second try writes the same object. */
export async function layDown(documents: DocumentStore, firmId: string, bytes: Uint8Array, { place, kind }: BytesPlace): Promise<StoredDocument> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const key = `agreements/${idToUuid(firmId)}/${place}/${sha256.slice(0, 32)}.${kind}`;
  await documents.put(key, bytes, types[kind]);
  return { key, sha256, size: bytes.length };
}
