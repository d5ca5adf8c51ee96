import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { openStore, signedDownload, signedUpload, type StoreConfig } from '@firmament/kit/object-store';
import type { DocumentStore, UploadAddress } from './document-store.js';

const isGone = (error: unknown): boolean => ['NoSuchKey', 'NotFound'].includes((error as { name?: string }).name ?? '');

/** Keeps documents in S3, or in whatever speaks its language. */
export class S3Documents implements DocumentStore {
  readonly #client;

  constructor(private readonly settings: StoreConfig) { this.#client = openStore(settings); }

  async put(key: string, bytes: Uint8Array, contentType: string): Promise<void> {
    await this.#client.send(new PutObjectCommand({ Bucket: this.settings.S3_BUCKET, Key: key, Body: bytes, ContentType: contentType, ContentLength: bytes.length }));
  }

  uploadUrl(key: string, file: { readonly type: string; readonly size: number }): Promise<UploadAddress> { return signedUpload(this.#client, { bucket: this.settings.S3_BUCKET, key, ...file }); }

  async read(key: string, most: number): Promise<Uint8Array | null> {
    const found = await this.#client.send(new GetObjectCommand({ Bucket: this.settings.S3_BUCKET, Key: key })).catch((error: unknown) => { if (isGone(error)) return null; throw error; });
    if (!found?.Body || (found.ContentLength ?? 0) > most) return null;
    return found.Body.transformToByteArray();
  }

  async remove(key: string): Promise<void> { await this.#client.send(new DeleteObjectCommand({ Bucket: this.settings.S3_BUCKET, Key: key })); }

  downloadUrl(key: string, name: string, contentType = 'application/pdf'): Promise<{ url: string; expiresAt: Date }> {
    return signedDownload(this.#client, { bucket: this.settings.S3_BUCKET, key, name, contentType });
  }

  stop(): void { this.#client.destroy(); }
}
