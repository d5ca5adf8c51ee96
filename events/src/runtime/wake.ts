/** A bell that a loop sleeps on: rings are remembered while the loop is busy, and a poll rings when nobody else does. */
export class Bell {
  private rung = false;
  private stopped = false;
  private wake: (() => void) | undefined;

  /** Wakes the loop now, or at once after its present round. */
  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  /** Ends every present and later wait. */
  stop(): void {
    this.stopped = true;
    this.wake?.();
  }

  /** True once stopped. */
  get isStopped(): boolean {
    return this.stopped;
  }

  /** Waits for a ring, a stop or `milliseconds`, whichever is first. */
  async wait(milliseconds: number): Promise<void> {
    if (!this.rung && !this.stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.wake = () => { clearTimeout(timer); resolve(); };
      });
      this.wake = undefined;
    }
    this.rung = false;
  }
}

/** Delay before attempt `attempts + 1`, from a list whose last entry repeats. */
export function backoff(list: readonly number[], attempts: number): number {
  return list[Math.min(Math.max(attempts, 1), list.length) - 1] ?? 1_000;
}

/** An error as one line for a log or an operator's page: no stack, no row values. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replace(/[\s\p{Cc}]+/gu, ' ').slice(0, 500);
}
