import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { Sent } from './browser.js';
import type { FilesHouse } from './house.js';

const run = promisify(execFile);
/** As many at a time as the page sends. */
const ABREAST = '3';

/** The pieces of a file on the disk, because curl sends whole files. */
export async function splitFile(path: string, size: number, partSize: number): Promise<string[]> {
  const pieces = Array.from({ length: Math.ceil(size / partSize) }, (_, n) => `${path}.${n + 1}`);
  for (const [n, piece] of pieces.entries()) await pipeline(createReadStream(path, { start: n * partSize, end: Math.min(size, (n + 1) * partSize) - 1 }), createWriteStream(piece));
  return pieces;
}

/** The same acts as the page, with `sha256sum` for the fingerprint and one curl for all parts, three of them at a time. */
export async function sendByCurl(house: FilesHouse, path: string, { size, pieces }: { readonly size: number; readonly pieces: readonly string[] }): Promise<Sent> {
  const began = performance.now();
  const { stdout: sum } = await run('sha256sum', [path]);
  const read = performance.now();
  const upload = await house.begin({ name: basename(path), size, contentType: 'application/octet-stream', sha256: sum.slice(0, 64) });
  const addresses = await house.addresses(upload.id, pieces.map((_, n) => n + 1));
  const transfers = addresses.flatMap(({ number, url, contentType }) => [
    '--next', '--fail-with-body', '--silent', '--output', '/dev/null', '--write-out', `${number} %header{etag}\\n`, '--header', `content-type: ${contentType}`, '--header', 'expect:', '--upload-file', pieces[number - 1] ?? '', url,
  ]);
  const { stdout } = await run('curl', ['--parallel', '--parallel-max', ABREAST, ...transfers.slice(1)]);
  const parts = stdout.trim().split('\n').map((line) => { const [number, etag = ''] = line.split(' '); return { number: Number(number), etag }; });
  await house.complete(upload.id, parts);
  return { uploadId: upload.id, readingMs: read - began, sendingMs: performance.now() - read };
}
