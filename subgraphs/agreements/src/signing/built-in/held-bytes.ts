import type { StoredDocument } from '../../storage/document.types.js';

/** Bytes of a ceremony. They are read when they are needed, because most looks at a ceremony need none of them; `stored` says where they lie, once they lie somewhere. */
export interface HeldBytes { readonly stored: StoredDocument | null; read(): Promise<Uint8Array> }

/** Bytes that lie nowhere yet. */
export const inHand = (bytes: Uint8Array): HeldBytes => ({ stored: null, read: () => Promise.resolve(bytes) });
