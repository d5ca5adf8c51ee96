import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { z } from 'zod';

/** What a domain that keeps bytes reads from the environment. */
export const storeConfig = {
  S3_ENDPOINT: z.string().regex(/^https?:\/\//, 'the address of an object store').default('http://127.0.0.1:9100'),
  S3_ACCESS_KEY_ID: z.string().default('firmament'), S3_SECRET_ACCESS_KEY: z.string().default(''), S3_REGION: z.string().default('us-east-1'), S3_BUCKET: z.string().default('firmament'),
};

/** Those settings, once checked: where the store is and who we are to it. */
export type StoreConfig = z.infer<z.ZodObject<typeof storeConfig>>;

/** How many seconds a signed address holds. */
export const urlSeconds = 300;

/** A line to the store that gives up soon enough for the request behind it. */
export function openStore(settings: StoreConfig): S3Client {
  return new S3Client({
    endpoint: settings.S3_ENDPOINT, region: settings.S3_REGION, forcePathStyle: true, credentials: { accessKeyId: settings.S3_ACCESS_KEY_ID, secretAccessKey: settings.S3_SECRET_ACCESS_KEY }, maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, socketTimeout: 20_000 },
    // The default would put the checksum of an empty body into every presigned address.
    requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

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

/** An address that fetches one object as an attachment of this name, for five minutes. */
export async function signedDownload(client: S3Client, object: { readonly bucket: string; readonly key: string; readonly name: string; readonly contentType: string }): Promise<{ url: string; expiresAt: Date }> {
  const command = new GetObjectCommand({ Bucket: object.bucket, Key: object.key, ResponseContentDisposition: attachment(object.name), ResponseContentType: object.contentType });
  const url = await getSignedUrl(client, command, { expiresIn: urlSeconds });
  return { url, expiresAt: endOf(url) };
}

const underSignature = ['content-type', 'content-length', 'if-none-match'];

/** An address to which a browser sends one object of this type and length, for five minutes; a store that knows the condition takes it only where nothing lies. The headers are signed: other ones are refused. */
export async function signedUpload(client: S3Client, object: { readonly bucket: string; readonly key: string; readonly type: string; readonly size: number }): Promise<{ url: string; headers: Readonly<Record<string, string>>; expiresAt: Date }> {
  const command = new PutObjectCommand({ Bucket: object.bucket, Key: object.key, ContentType: object.type, ContentLength: object.size, IfNoneMatch: '*' });
  const url = await getSignedUrl(client, command, { expiresIn: urlSeconds, signableHeaders: new Set(['host', ...underSignature]), unhoistableHeaders: new Set(underSignature) });
  // The length is the browser's own word: it sends what the file has, and the signature holds it to that.
  return { url, headers: { 'content-type': object.type, 'if-none-match': '*' }, expiresAt: endOf(url) };
}

/** Lays an object down, whole. */
export async function putObject(client: S3Client, object: { readonly bucket: string; readonly key: string; readonly bytes: Uint8Array; readonly contentType: string }): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket: object.bucket, Key: object.key, Body: object.bytes, ContentType: object.contentType, ContentLength: object.bytes.length }));
}
