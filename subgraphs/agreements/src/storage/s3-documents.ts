import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { urlSeconds, type DocumentStore } from './document-store.js';

/** Where the store is and who we are to it. */
export interface S3Place { readonly endpoint: string; readonly region: string; readonly bucket: string; readonly accessKeyId: string; readonly secretAccessKey: string }

/** When a signed address ends, by the date that its signer wrote into it. */
function endOf(url: string): Date {
  const { searchParams } = new URL(url);
  const signed = Date.parse((searchParams.get('X-Amz-Date') ?? '').replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  return new Date(signed + Number(searchParams.get('X-Amz-Expires')) * 1000);
}

/** Keeps documents in S3, or in whatever speaks its language. */
export class S3Documents implements DocumentStore {
  readonly #client: S3Client;

  constructor(private readonly place: S3Place) {
    this.#client = new S3Client({
      endpoint: place.endpoint, region: place.region, forcePathStyle: true, credentials: { accessKeyId: place.accessKeyId, secretAccessKey: place.secretAccessKey }, maxAttempts: 2,
      requestHandler: { connectionTimeout: 2_000, socketTimeout: 20_000 },
      // The default would put the checksum of an empty body into every presigned address.
      requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async put(key: string, bytes: Uint8Array, contentType: string): Promise<void> {
    await this.#client.send(new PutObjectCommand({ Bucket: this.place.bucket, Key: key, Body: bytes, ContentType: contentType, ContentLength: bytes.length }));
  }

  async get(key: string): Promise<Uint8Array> {
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.place.bucket, Key: key }));
    if (!Body) throw new Error('the store gave an object without bytes');
    return Body.transformToByteArray();
  }

  async downloadUrl(key: string, name: string): Promise<{ url: string; expiresAt: Date }> {
    const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
    const command = new GetObjectCommand({ Bucket: this.place.bucket, Key: key, ResponseContentDisposition: `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`, ResponseContentType: 'application/pdf' });
    const url = await getSignedUrl(this.#client, command, { expiresIn: urlSeconds });
    return { url, expiresAt: endOf(url) };
  }

  stop(): void { this.#client.destroy(); }
}
