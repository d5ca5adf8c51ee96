import { newId } from '@firmament/events';
import type pg from 'pg';
import type { SqlRow } from './context.js';
import type { Sweep, SweepCtx } from './define-subgraph.js';
import type { DomainRuntime } from './domain-runtime.js';
import { systemActor } from './messaging.js';
import { makePool } from './pool.js';
import { RequestContext } from './request-context.js';
import { unitOfWork } from './unit-of-work.js';

/** Runs a domain's sweeps by the clock, one round of each at a time. */
export class Sweeper {
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #running = new Set<Promise<void>>();
  #pool: pg.Pool | null = null;
  #stopped = false;

  constructor(private readonly runtime: DomainRuntime, private readonly url: string) {}

  start(): void { for (const sweep of this.runtime.def.sweeps ?? []) this.#schedule(sweep); }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.allSettled([...this.#running]);
    await this.#pool?.end();
  }

  #schedule(sweep: Sweep): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      const round = runSweep(this.runtime, sweep, this.#poolOf())
        .catch((error: unknown) => this.runtime.log.error({ err: error, sweep: sweep.name }, 'a sweep failed; the next round tries again'))
        .finally(() => { this.#running.delete(round); this.#schedule(sweep); });
      this.#running.add(round);
    }, sweep.everyMs);
    timer.unref();
    this.#timers.push(timer);
    if (this.#timers.length > 100) this.#timers.splice(0, 50);
  }

  #poolOf(): pg.Pool { return (this.#pool ??= makePool(this.url, 1, this.runtime.log)); }
}

/** One round of a sweep. */
export async function runSweep(runtime: DomainRuntime, sweep: Sweep, pool: pg.Pool): Promise<void> {
  const ctx: SweepCtx = {
    now: runtime.clock(), log: runtime.log.child({ sweep: sweep.name }), config: runtime.config, ports: runtime.ports,
    scan: async <T extends SqlRow>(text: string, params: readonly unknown[] = []) => (await pool.query<T>(text, [...params])).rows,
    inTenant: (firmId, work, story = {}) => {
      const random = (n: number) => runtime.random(n);
      const inside = new RequestContext(runtime, systemActor(runtime.def.name, firmId), {
        requestId: newId('req', { now: runtime.clock(), random }), correlationId: story.correlationId ?? newId('cor', { now: runtime.clock(), random }),
        ...(story.causationId ? { causationId: story.causationId } : {}), ...(story.seedTime ? { seedTime: story.seedTime } : {}), ...(story.provider ? { provider: story.provider } : {}),
      });
      return unitOfWork(inside, () => work(inside));
    },
  };
  await sweep.run(ctx);
}
