import { Hold } from './hold';
import { Refusal, untilChecked, uploadFile, type Taker } from './upload';

/** Where a file of the queue is. */
export type QueueStep = 'queued' | 'reading' | 'sending' | 'waiting' | 'paused' | 'checking' | 'done' | 'refused';

/** A file on its way, as a list shows it. */
export interface Queued {
  key: number;
  name: string;
  size: number;
  /** Where it goes, as whoever added it calls the place. */
  place: string;
  step: QueueStep;
  /** Bytes that are read or sent. */
  done: number;
  /** Why it is not taken in. */
  words: string | null;
}

interface Job { shown: Queued; file: File; taker: Taker; hold: Hold; stop: AbortController }
interface Tools {
  /** Why a file that arrived was not taken in, as this app says it. */
  why: (reason: string | null | undefined) => string;
  send?: typeof uploadFile;
  pause?: (ms: number) => Promise<void>;
}

const abreast = 2;

/** Files on their way, two at a time. It lives beside the pages, so that whoever goes elsewhere stops nothing. */
export class UploadQueue {
  #jobs: Job[] = [];
  #shown: readonly Queued[] = [];
  #counter = 0;
  readonly #listeners = new Set<() => void>();
  readonly #why: Tools['why'];
  readonly #send: typeof uploadFile;
  readonly #pause: Tools['pause'];

  constructor({ why, send = uploadFile, pause }: Tools) {
    this.#why = why;
    this.#send = send;
    this.#pause = pause;
  }

  subscribe = (listener: () => void): (() => void) => { this.#listeners.add(listener); return () => this.#listeners.delete(listener); };

  snapshot = (): readonly Queued[] => this.#shown;

  /** Whether closing the page would lose something. */
  get busy(): boolean { return this.#jobs.some(({ shown }) => shown.step === 'queued' || shown.step === 'reading' || shown.step === 'sending' || shown.step === 'waiting'); }

  add(files: readonly File[], place: string, taker: Taker): void {
    for (const file of files) this.#jobs.push({ shown: { key: ++this.#counter, name: file.name, size: file.size, place, step: 'queued', done: 0, words: null }, file, taker, hold: new Hold(), stop: new AbortController() });
    this.#next();
  }

  /** Rests; the place in the row goes to the next one. */
  pause(key: number): void { this.#with(key, (job) => { job.hold.pause(); this.#put(job, { step: 'paused' }); }); this.#next(); }

  /** Goes on after a pause where it was; what was refused begins anew. */
  resume(key: number): void {
    this.#with(key, (job) => {
      if (job.hold.on) { this.#put(job, { step: 'sending' }); job.hold.release(); return; }
      job.stop = new AbortController();
      this.#put(job, { step: 'queued', words: null });
    });
    this.#next();
  }

  /** Stops it for good, or takes a line off the list that is over. */
  drop(key: number): void {
    this.#with(key, (job) => { this.#jobs = this.#jobs.filter((one) => one !== job); job.stop.abort(); });
    this.#next();
  }

  #with(key: number, act: (job: Job) => void): void { const job = this.#jobs.find(({ shown }) => shown.key === key); if (job) act(job); }

  #put(job: Job, change: Partial<Queued>): void { job.shown = { ...job.shown, ...change }; this.#tell(); }

  #tell(): void { this.#shown = this.#jobs.map(({ shown }) => shown); for (const listener of this.#listeners) listener(); }

  #next(): void {
    this.#tell();
    const running = this.#jobs.filter(({ shown }) => shown.step === 'reading' || shown.step === 'sending' || shown.step === 'waiting').length;
    for (const job of this.#jobs.filter(({ shown }) => shown.step === 'queued').slice(0, Math.max(0, abreast - running))) void this.#run(job);
  }

  async #run(job: Job): Promise<void> {
    const { hold, stop: { signal } } = job;
    this.#put(job, { step: 'reading' });
    try {
      const uploadId = await this.#send(job.taker, job.file, { signal, hold, onProgress: ({ step, done }) => { if (!signal.aborted) this.#put(job, { step: hold.on || step === 'held' ? 'paused' : step, done }); } });
      if (signal.aborted) return;
      this.#put(job, { step: 'checking' });
      this.#next();
      const standing = await untilChecked(job.taker, uploadId, signal, this.#pause);
      this.#put(job, standing.state === 'DONE' ? { step: 'done' } : { step: 'refused', words: this.#why(standing.reason) });
    } catch (error) {
      if (!signal.aborted) this.#put(job, { step: 'refused', words: error instanceof Refusal ? error.message : 'It did not get through. Try it again.' });
    } finally { this.#next(); }
  }

  /** Takes everything off the list that is over. */
  tidy(): void { this.#jobs = this.#jobs.filter(({ shown }) => shown.step !== 'done' && shown.step !== 'refused'); this.#tell(); }
}
