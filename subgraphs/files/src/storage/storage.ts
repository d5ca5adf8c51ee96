import type { Readable } from 'node:stream';

/** A piece of an upload as the store confirmed it. */
export interface StoredPart { readonly number: number; readonly etag: string; readonly size: number }
/** Where an upload in pieces stands in the store. */
export interface PartsPlace { readonly key: string; readonly uploadId: string }
/** What a link for one piece binds: nothing but exactly this piece can be sent by it. */
export interface PartSeal { readonly number: number; readonly size: number; readonly contentType: string }
/** An object that lies in the store. */
export interface StoredObject { readonly key: string; readonly modifiedAt: Date }

/** An upload in pieces that the store still keeps pieces for. */
export interface UnjoinedUpload extends PartsPlace { readonly begunAt: Date }

/** The object store. Bytes go between it and the browser; we only sign, look and tidy. */
export interface Storage {
  begin(key: string, contentType: string): Promise<string>;
  partUrl(place: PartsPlace, part: PartSeal): Promise<string>;
  parts(place: PartsPlace): Promise<readonly StoredPart[]>;
  /** Joins the pieces. «missing» when the store lacks one of them; then nothing was joined. */
  complete(place: PartsPlace, parts: readonly Pick<StoredPart, 'number' | 'etag'>[]): Promise<'done' | 'missing'>;
  abort(place: PartsPlace): Promise<void>;
  read(key: string): Promise<Readable>;
  /** The size of an object; null when there is none. */
  size(key: string): Promise<number | null>;
  /** A link that fetches the object as an attachment of this name. */
  downloadUrl(key: string, file: { readonly name: string; readonly contentType: string }): Promise<{ readonly url: string; readonly expiresAt: Date }>;
  /** Makes a second object of the same bytes, inside the store. */
  copy(from: string, to: string): Promise<void>;
  remove(key: string): Promise<void>;
  list(): AsyncIterable<StoredObject>;
  /** Uploads that were begun and neither joined nor given up: their pieces take room and stand in no list of objects. */
  unjoined(): AsyncIterable<UnjoinedUpload>;
}
