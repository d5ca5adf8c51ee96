import type pg from 'pg';
import { eventually, type Bench } from '../../../events/test/bench.js';
import { streamName } from '../../../events/src/runtime.js';
import { manager } from '../../../events/src/runtime/stream.js';

/** What the books say after a scenario; a sound house has zero in the last five but the time. */
export interface Ledger {
  /** Events whose commit was acknowledged to the writer, and rows that the outbox and its archive hold. */
  readonly committed: number;
  readonly outbox: number;
  readonly stream: number;
  readonly inboxDone: number;
  readonly effects: number;
  /** Acknowledged commits without an effect. */
  readonly lost: number;
  /** Effects beyond the first one of an event. */
  readonly duplicated: number;
  /** Effects that came after a later one of the same thing. */
  readonly outOfOrder: number;
  /** What still waits to be published or applied. */
  readonly stuck: number;
  /** From the end of the fault to the last effect. */
  readonly drainMs: number;
}

const count = async (db: pg.Client, sql: string, params: unknown[] = []): Promise<number> => Number((await db.query(`select count(*) as n ${sql}`, params)).rows[0].n);

const outboxRows = '(select event_id from ledger.outbox union all select event_id from ledger.outbox_archive) o';
const lostRows = 'from unnest($1::text[]) c(id) where not exists (select from reader.effects e where e.event_id = c.id)';
const disordered = `from (select seq, max(seq) over (partition by tenant_id, aggregate_id order by n rows between unbounded preceding and 1 preceding) as before
from reader.effects) t where seq < before`;

/** What the broker still holds for the reader, handed out or not. */
export async function atBroker(bench: Bench): Promise<number> {
  const info = await (await manager(bench.infra)).consumers.info(streamName, 'reader');
  return info.num_pending + info.num_ack_pending;
}

/** How many events wait: unpublished, published and not taken in, taken in and not applied. */
export async function waiting(bench: Bench): Promise<number> {
  const unpublished = await count(bench.admin, 'from ledger.outbox where published_at is null');
  const unapplied = await count(bench.admin, "from reader.inbox where status in ('pending', 'dead')");
  return unpublished + unapplied + await atBroker(bench);
}

/** Waits until nothing moves any more; answers how long that took. */
export async function drained(bench: Bench, withinMs = 45_000): Promise<number> {
  const begin = performance.now();
  await eventually(async () => (await waiting(bench).catch(() => 1)) === 0, 'everything drained', withinMs);
  return Math.round(performance.now() - begin);
}

/** Reads the books. `acknowledged` are the ids of events whose commit the writer saw. */
export async function readLedger(bench: Bench, acknowledged: readonly string[], drainMs: number): Promise<Ledger> {
  const { admin } = bench;
  const distinct = Number((await admin.query('select count(distinct event_id) as n from reader.effects')).rows[0].n);
  const effects = await count(admin, 'from reader.effects');
  return {
    committed: acknowledged.length, outbox: await count(admin, `from ${outboxRows}`), stream: await bench.messages(),
    inboxDone: await count(admin, "from reader.inbox where status = 'done'"), effects,
    lost: await count(admin, lostRows, [acknowledged]), duplicated: effects - distinct, outOfOrder: await count(admin, disordered), stuck: await waiting(bench), drainMs,
  };
}

/** One line per scenario, on stderr beside Jest's own words. */
export function say(scenario: string, ledger: Ledger, extra: Readonly<Record<string, number | string>> = {}): void {
  const figures = Object.entries({ ...ledger, ...extra }).map(([name, value]) => `${name} ${value}`);
  process.stderr.write(`  ${scenario.padEnd(34)} ${figures.join(' · ')}\n`);
}

/** What must hold whatever was killed: all committed has its effect, once, in order, and nothing waits. */
export const sound = (events: number): Partial<Ledger> => ({ committed: events, outbox: events, effects: events, inboxDone: events, lost: 0, duplicated: 0, outOfOrder: 0, stuck: 0 });
