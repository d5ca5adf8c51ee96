/** Where an object lies, and what its bytes are. */
export interface StoredDocument { readonly key: string; readonly sha256: string; readonly size: number }
