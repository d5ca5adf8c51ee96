import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileTypeFromBuffer } from 'file-type';
import type { Scanner, ScanVerdict } from './scanner.js';

/** What was found out about a stored object in one pass over its bytes. */
export interface Inspection { readonly sha256: string; readonly size: number; readonly sniffed: string | null; readonly verdict: ScanVerdict }

const sniffBytes = 4_100;

/** Reads an object once: hash, size, magic bytes and scan from the same stream, so a large file costs no memory. */
export async function inspect(bytes: Readable, scanner: Scanner): Promise<Inspection> {
  const hash = createHash('sha256');
  const forScan = new PassThrough();
  let head = Buffer.alloc(0);
  let size = 0;
  const verdict = scanner.scan(forScan);
  // A scanner that gives up early must end the reading, not stall it.
  verdict.catch((error: Error) => forScan.destroy(error));
  await pipeline(bytes, async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      size += chunk.length;
      if (head.length < sniffBytes) head = Buffer.concat([head, chunk.subarray(0, sniffBytes - head.length)]);
      yield chunk;
    }
  }, forScan);
  const result = await verdict;
  return { sha256: hash.digest('hex'), size, sniffed: (await fileTypeFromBuffer(head))?.mime ?? null, verdict: result };
}
