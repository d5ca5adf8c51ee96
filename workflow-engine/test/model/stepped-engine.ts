import type { RunRef } from '@firmament/workflow/journal';
import { advance } from '../../src/advance.js';
import type { Journal, Workbench } from '../../src/ports.js';

/** A process that is gone at this very point. */
export class Crash extends Error {}

interface Gate { name: string; op(): Promise<unknown>; resolve(value: never): void; reject(error: unknown): void }

/** How an engine leaves the point at which it stands: it goes on, dies before it acts, or dies before it learns what came of it. */
export type Leave = 'go' | 'crash before' | 'crash after';

/** An engine that stops before each thing it does to the journal or to the other side, so that a test decides what happens in between. */
export class SteppedEngine {
  #gate: Gate | null = null;
  #arrived: () => void = () => undefined;
  busy = false;
  /** How often it was cut off: it died, or somebody else had the run by then. */
  readonly ends = { cut: 0 };
  /** Faults that are neither a planned crash nor a lost lease. */
  readonly faults: unknown[] = [];

  constructor(private readonly journal: Journal, private readonly call: Workbench['call']) {}

  /** Where it stands; null when it has nothing in its hands. */
  get at(): string | null { return this.#gate?.name ?? null; }

  /** A bell rang for a run. An engine that is busy does not hear it. */
  async begin(ref: RunRef): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const arrived = this.#next();
    const over = (error?: unknown): void => {
      if (error instanceof Crash) this.ends.cut += 1;
      if (error !== undefined && !(error instanceof Crash)) this.faults.push(error);
      this.busy = false;
      this.#arrived();
    };
    advance(this.bench(), ref).then(({ held }) => { if (!held) this.ends.cut += 1; over(); }, over);
    await arrived;
  }

  /** Does the one thing before which it stands, and comes to the next or to its end. */
  async step(leave: Leave = 'go'): Promise<void> {
    const gate = this.#gate;
    if (!gate) return;
    this.#gate = null;
    const arrived = this.#next();
    try {
      if (leave === 'crash before') throw new Crash();
      const value = await gate.op();
      if (leave === 'crash after') throw new Crash();
      gate.resolve(value as never);
    } catch (error) {
      gate.reject(error);
    }
    await arrived;
  }

  #next(): Promise<void> { return new Promise((resolve) => { this.#arrived = resolve; }); }

  #stop<T>(name: string, op: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => { this.#gate = { name, op, resolve, reject }; this.#arrived(); });
  }

  private bench(): Workbench {
    const journal = new Proxy(this.journal, {
      get: (target, name: keyof Journal) => (...args: unknown[]) => this.#stop(name, () => (target[name] as (...given: unknown[]) => Promise<unknown>)(...args)),
    });
    return { journal, call: (step) => this.#stop(`call ${step.stepKey}`, () => this.call(step)), dice: () => 1, reached: () => undefined };
  }
}
