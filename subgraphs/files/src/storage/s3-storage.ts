import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CopyObjectCommand, CreateMultipartUploadCommand, DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListMultipartUploadsCommand, ListPartsCommand, paginateListObjectsV2, UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { openStore, signedDownload, urlSeconds, type StoreConfig } from '@firmament/kit/object-store';
import type { PartSeal, PartsPlace, Storage, StoredObject, StoredPart, UnjoinedUpload } from './storage.js';

const nameOf = (error: unknown): string => (error as { name?: string }).name ?? '';
const isGone = (error: unknown): boolean => ['NoSuchUpload', 'NoSuchKey', 'NotFound'].includes(nameOf(error));

/** Keeps objects in S3, or in whatever speaks its language. */
export class S3Storage implements Storage {
  readonly #client;
  readonly #bucket: string;

  constructor(settings: StoreConfig) {
    this.#client = openStore(settings);
    this.#bucket = settings.S3_BUCKET;
  }

  async begin(key: string, contentType: string): Promise<string> {
    const { UploadId } = await this.#client.send(new CreateMultipartUploadCommand({ Bucket: this.#bucket, Key: key, ContentType: contentType }), { abortSignal: AbortSignal.timeout(4_000) });
    if (!UploadId) throw new Error('the store began no upload');
    return UploadId;
  }

  partUrl({ key, uploadId }: PartsPlace, part: PartSeal): Promise<string> {
    const command = new UploadPartCommand({ Bucket: this.#bucket, Key: key, UploadId: uploadId, PartNumber: part.number, ContentLength: part.size });
    command.middlewareStack.add((next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['content-type'] = part.contentType;
      return next(args);
    }, { step: 'build', name: 'typeUnderTheSignature' });
    return getSignedUrl(this.#client, command, { expiresIn: urlSeconds, signableHeaders: new Set(['host', 'content-type', 'content-length']), unhoistableHeaders: new Set(['content-type', 'content-length']) });
  }

  async parts({ key, uploadId }: PartsPlace): Promise<StoredPart[]> {
    const found: StoredPart[] = [];
    for (let marker: string | undefined; ;) {
      const page = await this.#client.send(new ListPartsCommand({ Bucket: this.#bucket, Key: key, UploadId: uploadId, ...(marker ? { PartNumberMarker: marker } : {}) })).catch((error: unknown) => { if (isGone(error)) return null; throw error; });
      for (const part of page?.Parts ?? []) found.push({ number: part.PartNumber ?? 0, etag: (part.ETag ?? '').replaceAll('"', ''), size: part.Size ?? 0 });
      if (!page?.IsTruncated || !page.NextPartNumberMarker) return found;
      marker = page.NextPartNumberMarker;
    }
  }

  async complete({ key, uploadId }: PartsPlace, parts: readonly Pick<StoredPart, 'number' | 'etag'>[]): Promise<'done' | 'missing'> {
    try {
      const list = [...parts].sort((a, b) => a.number - b.number).map((part) => ({ PartNumber: part.number, ETag: part.etag }));
      await this.#client.send(new CompleteMultipartUploadCommand({ Bucket: this.#bucket, Key: key, UploadId: uploadId, MultipartUpload: { Parts: list } }));
      return 'done';
    } catch (error) {
      // A first try may have joined them before its answer was lost.
      if (nameOf(error) === 'NoSuchUpload') return (await this.size(key)) === null ? 'missing' : 'done';
      if (['InvalidPart', 'InvalidPartOrder', 'EntityTooSmall'].includes(nameOf(error))) return 'missing';
      throw error;
    }
  }

  async abort({ key, uploadId }: PartsPlace): Promise<void> {
    await this.#client.send(new AbortMultipartUploadCommand({ Bucket: this.#bucket, Key: key, UploadId: uploadId })).catch((error: unknown) => { if (!isGone(error)) throw error; });
  }

  async read(key: string): Promise<Readable> {
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
    return Body as Readable;
  }

  async size(key: string): Promise<number | null> {
    const head = await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key })).catch((error: unknown) => { if (isGone(error)) return null; throw error; });
    return head === null ? null : (head.ContentLength ?? 0);
  }

  downloadUrl(key: string, file: { readonly name: string; readonly contentType: string }): Promise<{ url: string; expiresAt: Date }> {
    return signedDownload(this.#client, { bucket: this.#bucket, key, ...file });
  }

  async copy(from: string, to: string): Promise<void> { await this.#client.send(new CopyObjectCommand({ Bucket: this.#bucket, Key: to, CopySource: encodeURI(`${this.#bucket}/${from}`) })); }

  async remove(key: string): Promise<void> { await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key })); }

  async *list(): AsyncIterable<StoredObject> {
    for await (const page of paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket })) {
      for (const one of page.Contents ?? []) if (one.Key) yield { key: one.Key, modifiedAt: one.LastModified ?? new Date(0) };
    }
  }
  async *unjoined(): AsyncIterable<UnjoinedUpload> {
    for (let marker: { KeyMarker?: string; UploadIdMarker?: string } = {}; ;) {
      const page = await this.#client.send(new ListMultipartUploadsCommand({ Bucket: this.#bucket, ...marker }));
      for (const one of page.Uploads ?? []) if (one.Key && one.UploadId && one.Initiated) yield { key: one.Key, uploadId: one.UploadId, begunAt: one.Initiated };
      if (!page.IsTruncated || !page.NextKeyMarker) return;
      marker = { KeyMarker: page.NextKeyMarker, ...(page.NextUploadIdMarker ? { UploadIdMarker: page.NextUploadIdMarker } : {}) };
    }
  }
}
