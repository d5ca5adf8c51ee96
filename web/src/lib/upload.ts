import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** What one part of a file is sent to. */
export interface PartAddress {
  number: number;
  url: string;
  size: number;
  contentType: string;
}

/** The acts of whoever takes a file in. The bytes go straight to the store and never through them. */
export interface Taker {
  begin: (declared: { name: string; size: number; contentType: string; sha256: string }) => Promise<{ id: string; partSize: number; partCount: number }>;
  addresses: (uploadId: string, numbers: number[]) => Promise<PartAddress[]>;
  complete: (uploadId: string, parts: { number: number; etag: string }[]) => Promise<void>;
}

/** Sends one part and answers its ETag; told how many bytes are out. */
export type SendPart = (address: PartAddress, bytes: Blob, onSent: (bytes: number) => void, signal: AbortSignal) => Promise<string>;

/** How far a file is: read through, then sent. */
export interface Progress {
  step: 'reading' | 'sending' | 'waiting';
  done: number;
  of: number;
}

/** What is done of a file already, so that it goes on from there after a pause. */
export interface Kept {
  digest?: string;
  upload?: { id: string; partSize: number; partCount: number };
  parts: { number: number; etag: string }[];
}

interface Options {
  onProgress: (progress: Progress) => void;
  signal: AbortSignal;
  /** Filled as the file goes; handed in again, the upload goes on where it was. */
  kept?: Kept;
  send?: SendPart;
  /** Resolves when there is a network again. */
  online?: () => Promise<void>;
  /** Rests between two tries. */
  pause?: (ms: number) => Promise<void>;
}

const chunk = 4 * 1024 * 1024;
const abreast = 3;
const tries = 5;

/** The SHA-256 of a file, read piece by piece so that a large one does not fill the memory. */
async function fingerprint(file: Blob, onRead: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += chunk) {
    signal.throwIfAborted();
    hash.update(new Uint8Array(await file.slice(at, at + chunk).arrayBuffer()));
    onRead(Math.min(at + chunk, file.size));
  }
  return bytesToHex(hash.digest());
}

/** Takes a file to the store in parts: a part that is lost on the way is sent again to a fresh address, and without a network it waits. Answers the upload's id. */
export async function uploadFile(taker: Taker, file: File, { onProgress, signal, kept = { parts: [] }, send = sendByXhr, online = untilOnline, pause = rest }: Options): Promise<string> {
  kept.digest ??= await fingerprint(file, (done) => onProgress({ step: 'reading', done, of: file.size }), signal);
  const upload = kept.upload ??= await taker.begin({ name: file.name, size: file.size, contentType: file.type || 'application/octet-stream', sha256: kept.digest });
  const bytesOf = (part: number) => file.slice((part - 1) * upload.partSize, part * upload.partSize);
  const sent = new Map(kept.parts.map(({ number }) => [number, bytesOf(number).size]));
  const report = (step: Progress['step']) => onProgress({ step, done: [...sent.values()].reduce((sum, bytes) => sum + bytes, 0), of: file.size });
  const left = Array.from({ length: upload.partCount }, (_, i) => i + 1).filter((number) => !sent.has(number));
  const carry = async () => {
    for (let number = left.shift(); number !== undefined; number = left.shift()) {
      const part = number;
      const bytes = bytesOf(part);
      const etag = await persist(async () => {
        const [address] = await taker.addresses(upload.id, [part]);
        if (!address) throw new Error('there is no address for this part');
        return send(address, bytes, (out) => { sent.set(part, out); report('sending'); }, signal);
      }, { signal, online, pause, onWait: () => { sent.set(part, 0); report('waiting'); } });
      sent.set(part, bytes.size);
      report('sending');
      kept.parts.push({ number: part, etag });
    }
  };
  await Promise.all(Array.from({ length: Math.min(abreast, upload.partCount) }, carry));
  await persist(() => taker.complete(upload.id, kept.parts.sort((a, b) => a.number - b.number)), { signal, online, pause, onWait: () => report('waiting') });
  return upload.id;
}

/** A failure that no further try can mend. */
export class Refusal extends Error {}

async function persist<T>(work: () => Promise<T>, { signal, online, pause, onWait }: Required<Pick<Options, 'signal' | 'online' | 'pause'>> & { onWait: () => void }): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || error instanceof Refusal || attempt >= tries) throw error;
      onWait();
      await online();
      await pause(Math.min(500 * 2 ** attempt, 8_000));
    }
  }
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

function untilOnline(): Promise<void> {
  if (navigator.onLine) return Promise.resolve();
  return new Promise((resolve) => { window.addEventListener('online', () => resolve(), { once: true }); });
}

/** By XMLHttpRequest, because fetch does not tell how much is out. */
const sendByXhr: SendPart = ({ url, contentType }, bytes, onSent, signal) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  const stop = () => request.abort();
  request.open('PUT', url);
  request.setRequestHeader('content-type', contentType);
  request.upload.onprogress = (event) => onSent(event.loaded);
  request.onload = () => {
    const etag = request.getResponseHeader('etag');
    if (request.status >= 200 && request.status < 300 && etag) resolve(etag);
    else reject(new Error(`the store answered ${request.status}`));
  };
  request.onerror = () => reject(new Error('the store cannot be reached'));
  request.onabort = () => reject(new Error('given up'));
  request.onloadend = () => signal.removeEventListener('abort', stop);
  signal.addEventListener('abort', stop, { once: true });
  request.send(bytes);
});
