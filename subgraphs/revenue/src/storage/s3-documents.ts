import { PutObjectCommand } from '@aws-sdk/client-s3';
import { openStore, signedDownload, type StoreConfig } from '@firmament/kit/object-store';
import type { DocumentStore } from './document-store.js';

/** Keeps documents in S3, or in whatever speaks its language. */
export class S3Documents implements DocumentStore {
  readonly #client;

  constructor(private readonly settings: StoreConfig) { this.#client = openStore(settings); }

  async put(key: string, bytes: Uint8Array, contentType: string): Promise<void> {
    await this.#client.send(new PutObjectCommand({ Bucket: this.settings.S3_BUCKET, Key: key, Body: bytes, ContentType: contentType, ContentLength: bytes.length }));
  }

  downloadUrl(key: string, name: string): Promise<{ url: string; expiresAt: Date }> {
    return signedDownload(this.#client, { bucket: this.settings.S3_BUCKET, key, name, contentType: 'application/pdf' });
  }

  stop(): void { this.#client.destroy(); }
}
