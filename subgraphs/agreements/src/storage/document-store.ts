/** The object store, as contracts need it: written once, read often. */
export interface DocumentStore {
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  get(key: string): Promise<Uint8Array>;
  /** A link that fetches the object as an attachment of this name. */
  downloadUrl(key: string, name: string): Promise<{ readonly url: string; readonly expiresAt: Date }>;
}
