/** An address to which a browser sends one file, and the headers that it has to send along. */
export interface UploadAddress { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly expiresAt: Date }

/** The object store, as invoices and bills need it: written once, read often. */
export interface DocumentStore {
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** A link that fetches the object as an attachment of this name. */
  /** An address that takes one object of this type and length under a key where nothing lies, for a few minutes. */
  uploadUrl(key: string, file: { readonly type: string; readonly size: number }): Promise<UploadAddress>;
  /** The bytes; null when there is nothing, or more than may be read. */
  read(key: string, most: number): Promise<Uint8Array | null>;
  remove(key: string): Promise<void>;
  downloadUrl(key: string, name: string, contentType?: string): Promise<{ readonly url: string; readonly expiresAt: Date }>;
}
