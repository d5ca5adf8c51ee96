import { readdir, readFile, rm, stat } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';

/** The disk on which the local store keeps the parts of uploads that are not joined yet. */
export interface PartsOnDisk { readonly directory: string; readonly bucket: string }

interface Part { readonly number: number; readonly etag: string; readonly size: number }

const xml = (response: ServerResponse, status: number, body: string): void => void response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`);
const fault = (response: ServerResponse, status: number, [code, message]: readonly [string, string]): void => xml(response, status, `<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
const noSuchUpload = ['NoSuchUpload', 'The specified upload does not exist. It may have been aborted or completed.'] as const;
const invalidPart = ['InvalidPart', 'One or more of the specified parts could not be found, or its entity tag does not match.'] as const;

/**
 * The local store joins parts but believes too much: it lists neither parts nor uploads, gives up none, takes parts for uploads that are over, and joins by
 * number alone.
 * This stands before it and answers as S3 does.
 */
export function honestMultipart(place: PartsOnDisk, store: RequestListener): RequestListener {
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://store');
    const uploadId = url.searchParams.get('uploadId');
    const failed = (): void => fault(response, 500, ['InternalError', 'The store did not answer.']);
    if (request.method === 'GET' && url.searchParams.has('uploads')) return void uploadsIn(place).then((body) => xml(response, 200, body)).catch(failed);
    if (uploadId === null) return void store(request, response);
    void answer({ place, store, url, uploadId }, request, response).catch(failed);
  };
}

/** Every upload that is neither joined nor given up, on one page. */
async function uploadsIn({ directory, bucket }: PartsOnDisk): Promise<string> {
  const folder = join(directory, bucket, '._S3rver_uploads');
  const rows = await Promise.all((await readdir(folder).catch(() => [])).map(async (id) => {
    const file = join(folder, id, 'key');
    // One that ends while it is looked at is not among them any more.
    const [key, there] = await Promise.all([readFile(file, 'utf8').catch(() => null), stat(file).catch(() => null)]);
    return key === null || !there ? '' : `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${there.mtime.toISOString()}</Initiated></Upload>`;
  }));
  return `<ListMultipartUploadsResult><Bucket>${bucket}</Bucket><IsTruncated>false</IsTruncated>${rows.join('')}</ListMultipartUploadsResult>`;
}

interface Asked { readonly place: PartsOnDisk; readonly store: RequestListener; readonly url: URL; readonly uploadId: string }

async function answer(asked: Asked, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const folder = join(asked.place.directory, asked.place.bucket, '._S3rver_uploads', asked.uploadId);
  const key = decodeURIComponent(asked.url.pathname).split('/').slice(2).join('/');
  const known = /^[0-9a-f]{32}$/.test(asked.uploadId) && (await readFile(join(folder, 'key'), 'utf8').catch(() => null)) === key;
  if (!known) return fault(response, 404, noSuchUpload);
  if (request.method === 'GET') return xml(response, 200, listing(asked, key, await partsIn(folder)));
  if (request.method === 'DELETE') {
    await rm(folder, { recursive: true, force: true });
    return void response.writeHead(204).end();
  }
  if (request.method !== 'POST') return asked.store(request, response);
  await joinParts(asked, await partsIn(folder), { request, response });
}

async function partsIn(folder: string): Promise<Part[]> {
  const names = (await readdir(folder)).filter((name) => /^\d+\.md5$/.test(name)).map((name) => name.slice(0, -4));
  const parts = await Promise.all(names.map(async (name) => ({ number: Number(name), etag: await readFile(join(folder, `${name}.md5`), 'utf8'), size: (await stat(join(folder, name))).size })));
  return parts.sort((a, b) => a.number - b.number);
}

function listing({ place, uploadId, url }: Asked, key: string, parts: readonly Part[]): string {
  const after = Number(url.searchParams.get('part-number-marker') ?? 0);
  const rest = parts.filter((part) => part.number > after);
  const page = rest.slice(0, 1_000);
  const rows = page.map((part) => `<Part><PartNumber>${part.number}</PartNumber><ETag>"${part.etag}"</ETag><Size>${part.size}</Size></Part>`).join('');
  return `<ListPartsResult><Bucket>${place.bucket}</Bucket><Key>${key}</Key><UploadId>${uploadId}</UploadId><NextPartNumberMarker>${page.at(-1)?.number ?? 0}</NextPartNumberMarker><IsTruncated>${rest.length > page.length}</IsTruncated>${rows}</ListPartsResult>`;
}

async function joinParts({ store }: Asked, there: readonly Part[], { request, response }: { request: IncomingMessage; response: ServerResponse }): Promise<void> {
  const body = Buffer.concat(await request.toArray() as Buffer[]);
  const etags = new Map(there.map((part) => [part.number, part.etag]));
  const named = [...body.toString('utf8').matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, inner = '']) => ({
    number: Number(/<PartNumber>(\d+)<\/PartNumber>/.exec(inner)?.[1]), etag: (/<ETag>(.*?)<\/ETag>/.exec(inner)?.[1] ?? '').replaceAll('&quot;', '').replaceAll('"', ''),
  }));
  if (named.length === 0 || named.some((part) => etags.get(part.number) !== part.etag)) return fault(response, 400, invalidPart);
  // The body was read to be judged; the store gets the same request with the same body once more.
  const { method, url, headers, rawHeaders, socket, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  store(Object.assign(Readable.from([body]), { method, url, headers, rawHeaders, socket, httpVersion, httpVersionMajor, httpVersionMinor }) as unknown as IncomingMessage, response);
}
