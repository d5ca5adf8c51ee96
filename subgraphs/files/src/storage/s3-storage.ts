import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CopyObjectCommand, CreateMultipartUploadCommand, DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListMultipartUploadsCommand, ListPartsCommand, paginateListObjectsV2, S3Client, UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { urlSeconds, type PartSeal, type PartsPlace, type Storage, type StoredObject, type StoredPart, type UnjoinedUpload } from './storage.js';

/** Where the store is and who we are to it. */
export interface S3Place { readonly endpoint: string; readonly region: string; readonly bucket: string; readonly accessKeyId: string; readonly secretAccessKey: string }

const nameOf = (error: unknown): string => (error as { name?: string }).name ?? '';
const isGone = (error: unknown): boolean => ['NoSuchUpload', 'NoSuchKey', 'NotFound'].includes(nameOf(error));

/** As RFC 6266 writes it: a plain name for old readers and the real one beside it. */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}

/** When a signed address ends, by the date that its signer wrote into it. */
function endOf(url: string): Date {
  const { searchParams } = new URL(url);
  const signed = Date.parse((searchParams.get('X-Amz-Date') ?? '').replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  return new Date(signed + Number(searchParams.get('X-Amz-Expires')) * 1000);
}

/** Keeps objects in S3, or in whatever speaks its language. */
export class S3Storage implements Storage {
  readonly #client: S3Client;

  constructor(private readonly place: S3Place) {
    this.#client = new S3Client({
      endpoint: place.endpoint, region: place.region, forcePathStyle: true, credentials: { accessKeyId: place.accessKeyId, secretAccessKey: place.secretAccessKey }, maxAttempts: 2,
      requestHandler: { connectionTimeout: 2_000, socketTimeout: 20_000 },
      // The default would put the checksum of an empty body into every presigned address.
      requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async begin(key: string, contentType: string): Promise<string> {
    const { UploadId } = await this.#client.send(new CreateMultipartUploadCommand({ Bucket: this.place.bucket, Key: key, ContentType: contentType }), { abortSignal: AbortSignal.timeout(4_000) });
    if (!UploadId) throw new Error('the store began no upload');
    return UploadId;
  }

  partUrl({ key, uploadId }: PartsPlace, part: PartSeal): Promise<string> {
    const command = new UploadPartCommand({ Bucket: this.place.bucket, Key: key, UploadId: uploadId, PartNumber: part.number, ContentLength: part.size });
    command.middlewareStack.add((next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['content-type'] = part.contentType;
      return next(args);
    }, { step: 'build', name: 'typeUnderTheSignature' });
    return getSignedUrl(this.#client, command, { expiresIn: urlSeconds, signableHeaders: new Set(['host', 'content-type', 'content-length']), unhoistableHeaders: new Set(['content-type', 'content-length']) });
  }

  async parts({ key, uploadId }: PartsPlace): Promise<StoredPart[]> {
    const found: StoredPart[] = [];
    for (let marker: string | undefined; ;) {
      const page = await this.#client.send(new ListPartsCommand({ Bucket: this.place.bucket, Key: key, UploadId: uploadId, ...(marker ? { PartNumberMarker: marker } : {}) })).catch((error: unknown) => { if (isGone(error)) return null; throw error; });
      for (const part of page?.Parts ?? []) found.push({ number: part.PartNumber ?? 0, etag: (part.ETag ?? '').replaceAll('"', ''), size: part.Size ?? 0 });
      if (!page?.IsTruncated || !page.NextPartNumberMarker) return found;
      marker = page.NextPartNumberMarker;
    }
  }

  async complete({ key, uploadId }: PartsPlace, parts: readonly Pick<StoredPart, 'number' | 'etag'>[]): Promise<'done' | 'missing'> {
    try {
      const list = [...parts].sort((a, b) => a.number - b.number).map((part) => ({ PartNumber: part.number, ETag: part.etag }));
      await this.#client.send(new CompleteMultipartUploadCommand({ Bucket: this.place.bucket, Key: key, UploadId: uploadId, MultipartUpload: { Parts: list } }));
      return 'done';
    } catch (error) {
      // A first try may have joined them before its answer was lost.
      if (nameOf(error) === 'NoSuchUpload') return (await this.size(key)) === null ? 'missing' : 'done';
      if (['InvalidPart', 'InvalidPartOrder', 'EntityTooSmall'].includes(nameOf(error))) return 'missing';
      throw error;
    }
  }

  async abort({ key, uploadId }: PartsPlace): Promise<void> {
    await this.#client.send(new AbortMultipartUploadCommand({ Bucket: this.place.bucket, Key: key, UploadId: uploadId })).catch((error: unknown) => { if (!isGone(error)) throw error; });
  }

  async read(key: string): Promise<Readable> {
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.place.bucket, Key: key }));
    return Body as Readable;
  }

  async size(key: string): Promise<number | null> {
    const head = await this.#client.send(new HeadObjectCommand({ Bucket: this.place.bucket, Key: key })).catch((error: unknown) => { if (isGone(error)) return null; throw error; });
    return head === null ? null : (head.ContentLength ?? 0);
  }

  async downloadUrl(key: string, file: { readonly name: string; readonly contentType: string }): Promise<{ url: string; expiresAt: Date }> {
    const command = new GetObjectCommand({ Bucket: this.place.bucket, Key: key, ResponseContentDisposition: attachment(file.name), ResponseContentType: file.contentType });
    const url = await getSignedUrl(this.#client, command, { expiresIn: urlSeconds });
    return { url, expiresAt: endOf(url) };
  }

  async copy(from: string, to: string): Promise<void> { await this.#client.send(new CopyObjectCommand({ Bucket: this.place.bucket, Key: to, CopySource: encodeURI(`${this.place.bucket}/${from}`) })); }

  async remove(key: string): Promise<void> { await this.#client.send(new DeleteObjectCommand({ Bucket: this.place.bucket, Key: key })); }

  async *list(): AsyncIterable<StoredObject> {
    for await (const page of paginateListObjectsV2({ client: this.#client }, { Bucket: this.place.bucket })) {
      for (const one of page.Contents ?? []) if (one.Key) yield { key: one.Key, modifiedAt: one.LastModified ?? new Date(0) };
    }
  }
  async *unjoined(): AsyncIterable<UnjoinedUpload> {
    for (let marker: { KeyMarker?: string; UploadIdMarker?: string } = {}; ;) {
      const page = await this.#client.send(new ListMultipartUploadsCommand({ Bucket: this.place.bucket, ...marker }));
      for (const one of page.Uploads ?? []) if (one.Key && one.UploadId && one.Initiated) yield { key: one.Key, uploadId: one.UploadId, begunAt: one.Initiated };
      if (!page.IsTruncated || !page.NextKeyMarker) return;
      marker = { KeyMarker: page.NextKeyMarker, ...(page.NextUploadIdMarker ? { UploadIdMarker: page.NextUploadIdMarker } : {}) };
    }
  }
}
