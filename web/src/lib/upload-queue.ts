import { Refusal, uploadFile, type Kept, type Taker } from './upload';

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

/** What the firm's side says of a file that was sent whole. */
export type Verdict = 'checking' | 'done' | { refused: string };

/** How files reach one place. */
export interface Way {
  taker: Taker;
  /** Whether the file came through its check. */
  verdict: (uploadId: string) => Promise<Verdict>;
  /** It is there. */
  onDone: () => void;
  /** It will not come any more; told so that the other side forgets it too. */
  onStop?: (uploadId: string) => void;
}

interface Job { shown: Queued; file: File; way: Way; kept: Kept; stop: AbortController }
interface Tools { send?: typeof uploadFile; pause?: (ms: number) => Promise<void> }

const abreast = 2;

/** Files on their way, two at a time. It lives beside the pages, so that whoever goes elsewhere stops nothing. */
export class UploadQueue {
  #jobs: Job[] = [];
  #shown: readonly Queued[] = [];
  #counter = 0;
  readonly #listeners = new Set<() => void>();
  readonly #send: typeof uploadFile;
  readonly #pause: (ms: number) => Promise<void>;

  constructor({ send = uploadFile, pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); }) }: Tools = {}) {
    this.#send = send;
    this.#pause = pause;
  }

  subscribe = (listener: () => void): (() => void) => { this.#listeners.add(listener); return () => this.#listeners.delete(listener); };

  snapshot = (): readonly Queued[] => this.#shown;

  /** Whether closing the page would lose something. */
  get busy(): boolean { return this.#jobs.some(({ shown }) => shown.step === 'queued' || shown.step === 'reading' || shown.step === 'sending' || shown.step === 'waiting'); }

  add(files: readonly File[], place: string, way: Way): void {
    for (const file of files) this.#jobs.push({ shown: { key: ++this.#counter, name: file.name, size: file.size, place, step: 'queued', done: 0, words: null }, file, way, kept: { parts: [] }, stop: new AbortController() });
    this.#next();
  }

  pause(key: number): void { this.#with(key, (job) => { this.#put(job, { step: 'paused' }); job.stop.abort(); }); }

  /** Goes on after a pause where it was; what was refused begins anew. */
  resume(key: number): void {
    this.#with(key, (job) => {
      if (job.shown.step === 'refused') job.kept = { parts: [] };
      job.stop = new AbortController();
      this.#put(job, { step: 'queued', words: null });
    });
    this.#next();
  }

  /** Stops it for good, or takes a line off the list that is over. */
  drop(key: number): void {
    this.#with(key, (job) => {
      const underWay = job.shown.step !== 'done' && job.shown.step !== 'refused';
      this.#jobs = this.#jobs.filter((one) => one !== job);
      job.stop.abort();
      if (underWay && job.kept.upload) job.way.onStop?.(job.kept.upload.id);
    });
    this.#tell();
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
    const { signal } = job.stop;
    this.#put(job, { step: job.kept.digest ? 'sending' : 'reading' });
    try {
      const uploadId = await this.#send(job.way.taker, job.file, { signal, kept: job.kept, onProgress: ({ step, done }) => { if (!signal.aborted) this.#put(job, { step, done }); } });
      if (signal.aborted) return;
      this.#put(job, { step: 'checking' });
      this.#next();
      await this.#watch(job, uploadId, signal);
    } catch (error) {
      if (!signal.aborted) this.#put(job, { step: 'refused', words: error instanceof Refusal ? error.message : 'It did not get through. Try it again.' });
    } finally { this.#next(); }
  }

  async #watch(job: Job, uploadId: string, signal: AbortSignal): Promise<void> {
    for (let wait = 800; !signal.aborted; wait = Math.min(wait * 1.5, 8_000)) {
      // A domain that is silent for a moment says nothing about the file.
      const verdict = await job.way.verdict(uploadId).catch((): Verdict => 'checking');
      if (signal.aborted) return;
      if (verdict === 'done') { this.#put(job, { step: 'done' }); job.way.onDone(); return; }
      if (verdict !== 'checking') { this.#put(job, { step: 'refused', words: verdict.refused }); return; }
      await this.#pause(wait);
    }
  }

  /** Takes everything off the list that is over. */
  tidy(): void { this.#jobs = this.#jobs.filter(({ shown }) => shown.step !== 'done' && shown.step !== 'refused'); this.#tell(); }
}
