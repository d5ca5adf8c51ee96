import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { sendByXhr } from './send-part';
import { heed, Hold } from './hold';

/** What one part of a file is sent to. */
export interface PartAddress {
  number: number;
  url: string;
  size: number;
  contentType: string;
}

/** How an upload stands at the server. */
export interface Standing {
  state: string;
  reason?: string | null;
  missingParts?: readonly number[] | null;
}

/** The acts of whoever takes a file in. The bytes go straight to the store and never through them. */
export interface Taker {
  begin: (declared: { name: string; size: number; contentType: string; sha256: string }) => Promise<{ id: string; partSize: number; partCount: number }>;
  addresses: (uploadId: string, numbers: number[]) => Promise<PartAddress[]>;
  complete: (uploadId: string, parts: { number: number; etag: string }[]) => Promise<void>;
  standing: (uploadId: string) => Promise<Standing>;
  abort: (uploadId: string) => Promise<void>;
}

/** Sends one part and answers its ETag; told how many bytes are out. */
export type SendPart = (address: PartAddress, bytes: Blob, onSent: (bytes: number) => void, signal: AbortSignal) => Promise<string>;

/** How far a file is: read through, sent, held by a person or waiting for the network. */
export interface Progress {
  step: 'reading' | 'sending' | 'waiting' | 'held';
  done: number;
  of: number;
}

interface Options {
  onProgress: (progress: Progress) => void;
  signal: AbortSignal;
  /** By which a person stops for a while and goes on. */
  hold?: Hold;
  send?: SendPart;
  /** Resolves when there is a network; true when it had to wait for one. */
  online?: () => Promise<boolean>;
  /** Rests between two tries. */
  pause?: (ms: number) => Promise<void>;
}

/** A failure that no further try can mend. */
export class Refusal extends Error {}

const chunk = 4 * 1024 * 1024;
const abreast = 3;
const tries = 5;

/** The SHA-256 of a file, read piece by piece so that a large one does not fill the memory. */
export async function fingerprint(file: Blob, onRead: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += chunk) {
    signal.throwIfAborted();
    hash.update(new Uint8Array(await file.slice(at, at + chunk).arrayBuffer()));
    onRead(Math.min(at + chunk, file.size));
  }
  return bytesToHex(hash.digest());
}

/** Takes a file to the store in parts: a part that is lost on the way is sent again to a fresh address, without a network it waits, and held it goes on where it was. Answers the upload's id. */
export async function uploadFile(taker: Taker, file: File, options: Options): Promise<string> {
  const { onProgress, signal, pause = rest, online = untilOnline } = options;
  const digest = await fingerprint(file, (done) => onProgress({ step: 'reading', done, of: file.size }), signal);
  const wait = { signal, online, pause };
  const declared = { name: file.name, size: file.size, contentType: file.type || 'application/octet-stream', sha256: digest };
  const upload = await persist(() => taker.begin(declared), { ...wait, onWait: () => onProgress({ step: 'waiting', done: 0, of: file.size }) });
  const journey = new Journey(taker, file, upload, { ...options, ...wait });
  try {
    await journey.carryAll();
  } catch (error) {
    // Given up for good: the store need not keep what is there. If even that is lost, the server tidies it after a day.
    if (signal.aborted) void taker.abort(upload.id).catch(() => undefined);
    throw error;
  }
  return upload.id;
}

/** Asks until a file that was sent whole was looked through; answers how it then stands. A server that is silent for a moment says nothing about the file. */
export async function untilChecked(taker: Pick<Taker, 'standing'>, uploadId: string, signal: AbortSignal, pause: (ms: number) => Promise<void> = rest): Promise<Standing> {
  for (let wait = 800; ; wait = Math.min(wait * 1.5, 8_000)) {
    signal.throwIfAborted();
    const standing = await taker.standing(uploadId).catch((error: unknown) => { if (error instanceof Refusal) throw error; return null; });
    if (standing && standing.state !== 'CHECKING') return standing;
    await heed(signal, pause(wait));
  }
}

/** One file under way: which parts are out, and which are left. */
class Journey {
  private readonly sent = new Map<number, number>();
  private readonly etags = new Map<number, string>();
  private readonly hold: Hold;
  private readonly send: SendPart;

  constructor(private readonly taker: Taker, private readonly file: File, private readonly upload: { id: string; partSize: number; partCount: number }, private readonly options: Options & Required<Pick<Options, 'online' | 'pause'>>) {
    this.hold = options.hold ?? new Hold();
    this.send = options.send ?? sendByXhr;
  }

  async carryAll(): Promise<void> {
    let left = this.numbers();
    for (;;) {
      try {
        await this.carry(left);
        const parts = [...this.etags].map(([number, etag]) => ({ number, etag })).sort((a, b) => a.number - b.number);
        return await persist(() => this.taker.complete(this.upload.id, parts), this.wait(this.signal(), () => this.report('waiting')));
      } catch (error) {
        if (!this.hold.on || this.options.signal.aborted) throw error;
        this.report('held');
        await heed(this.options.signal, this.hold.released());
        left = await this.stillLeft();
      }
    }
  }

  private numbers(): number[] { return Array.from({ length: this.upload.partCount }, (_, i) => i + 1); }

  private signal(): AbortSignal { return AbortSignal.any([this.options.signal, this.hold.signal]); }

  private wait(signal: AbortSignal, onWait: () => void) { return { signal, online: this.options.online, pause: this.options.pause, onWait }; }

  private report(step: Progress['step']): void {
    this.options.onProgress({ step, done: [...this.sent.values()].reduce((sum, bytes) => sum + bytes, 0), of: this.file.size });
  }

  /** What the store lacks, and what it has but whose receipt was lost on the way. */
  private async stillLeft(): Promise<number[]> {
    const { missingParts } = await persist(() => this.taker.standing(this.upload.id), this.wait(this.signal(), () => this.report('waiting')));
    const missing = new Set(missingParts ?? []);
    for (const number of this.numbers()) if (missing.has(number) || !this.etags.has(number)) { this.etags.delete(number); this.sent.delete(number); }
    this.report('sending');
    return this.numbers().filter((number) => !this.etags.has(number));
  }

  private async carry(left: number[]): Promise<void> {
    const signal = this.signal();
    const lane = async () => { for (let part = left.shift(); part !== undefined; part = left.shift()) await this.carryPart(part, signal); };
    const ended = await Promise.allSettled(Array.from({ length: Math.min(abreast, left.length) }, lane));
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async carryPart(part: number, signal: AbortSignal): Promise<void> {
    const bytes = this.file.slice((part - 1) * this.upload.partSize, part * this.upload.partSize);
    const etag = await persist(async () => {
      const [address] = await this.taker.addresses(this.upload.id, [part]);
      if (!address) throw new Error('there is no address for this part');
      return this.send(address, bytes, (out) => { this.sent.set(part, out); this.report('sending'); }, signal);
    }, this.wait(signal, () => { this.sent.set(part, 0); this.report('waiting'); }));
    this.sent.set(part, bytes.size);
    this.etags.set(part, etag);
    this.report('sending');
  }
}

/** Tries again while it makes sense. A network that was gone is nobody's fault and costs no try. */
async function persist<T>(work: () => Promise<T>, { signal, online, pause, onWait }: Required<Pick<Options, 'signal' | 'online' | 'pause'>> & { onWait: () => void }): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || error instanceof Refusal || attempt >= tries) throw error;
      onWait();
      if (await heed(signal, online())) attempt = 0;
      await heed(signal, pause(Math.min(500 * 2 ** attempt, 8_000)));
    }
  }
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

function untilOnline(): Promise<boolean> {
  if (navigator.onLine) return Promise.resolve(false);
  return new Promise((resolve) => { window.addEventListener('online', () => resolve(true), { once: true }); });
}
