/** Lets a person stop something for a while and go on. What is under way is broken off; what is done stays done. */
export class Hold {
  private stop = new AbortController();
  private waiting: Promise<void> | null = null;
  private wake: () => void = () => undefined;

  /** Aborted while held; a fresh one after each release. */
  get signal(): AbortSignal { return this.stop.signal; }
  get on(): boolean { return this.waiting !== null; }

  /** Stops for a while. */
  pause(): void {
    if (this.waiting) return;
    this.waiting = new Promise((resolve) => { this.wake = resolve; });
    this.stop.abort(new Error('held'));
  }

  /** Goes on. */
  release(): void {
    if (!this.waiting) return;
    this.stop = new AbortController();
    this.waiting = null;
    this.wake();
  }

  /** Resolves when nothing holds. */
  released(): Promise<void> { return this.waiting ?? Promise.resolve(); }
}

/** Waits for something unless the signal comes first. */
export function heed<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
