import { versionOf, type Envelope } from '../envelope.js';
import { uuidToId } from '../ids.js';
import { byKey, type AggregateKey, type Due, type InboxStore } from './inbox-store.js';
import type { ResendRequest } from './reconcile.js';
import type { InTenant, Listener, Logger, SqlTx } from './types.js';
import { backoff, oneLine } from './wake.js';

/** What stage 2 needs. */
export interface ApplyOptions {
  readonly store: InboxStore;
  readonly listeners: readonly Listener[];
  readonly inTenant: InTenant;
  readonly log: Logger;
  readonly backoffMs: readonly number[];
  readonly maxAttempts: number;
  /** How long a hole may last before the producer is asked to fill it. */
  readonly gapMs: number;
  readonly askAgain: (source: string, request: ResendRequest) => void;
}

/** How many events of one aggregate are read at a time. */
const lookahead = 50;
/** How many of them share a commit at most: a row holds its locks until its end, and others want them too. */
const rowLength = 20;

interface Waiting { event_id: string; aggregate_seq: string; event_type: string; envelope: Envelope; attempts: number; status: 'pending' | 'dead' }

/** A failure that no further attempt can mend. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}

/**
 * Stage 2: applies what waits, one aggregate at a time and in its order, each effect in one commit with its mark. What stands in a row shares a commit,
 * because a backlog costs commits before anything else; a row in which one effect fails is undone and gone through one by one, so that only that one waits.
 */
export class Applier {
  readonly counts = { applied: 0, passed: 0, failed: 0 };
  lastError: string | null = null;
  private readonly types: ReadonlySet<string>;

  constructor(private readonly o: ApplyOptions) {
    this.types = new Set(o.listeners.map((listener) => listener.type));
  }

  /** Brings one aggregate as far as it can go now. */
  async advance(due: Due): Promise<void> {
    const run = await this.o.store.inTenant(due.tenant_id, (tx) => this.look(tx, due));
    for (let at = 0; at < run.length; at += rowLength) if (!(await this.applyRow(due, run.slice(at, at + rowLength)))) return;
  }

  private async applyRow(due: Due, row: readonly Waiting[]): Promise<boolean> {
    if (row.length > 1 && row.every(({ attempts }) => attempts === 0) && await this.together(due, row).catch(() => false)) return true;
    for (const waiting of row) if (!(await this.apply(due, waiting))) return false;
    return true;
  }

  /** Reads what is next, passes over what nobody listens to, and settles gaps and empty aggregates. Answers what has an effect. */
  private async look(tx: SqlTx, due: Due): Promise<Waiting[]> {
    const { store } = this.o;
    const key = store.keyParams(due);
    const [head] = await tx.query<{ last_seq: string }>(`select last_seq from ${store.schema}.inbox_head where ${byKey} for update skip locked`, key);
    if (!head) return [];
    const rows = await tx.query<Waiting>(`select event_id, aggregate_seq, event_type, envelope, attempts, status from ${store.schema}.inbox
where ${byKey} and aggregate_seq > $6 and status in ('pending', 'dead') order by aggregate_seq limit ${lookahead}`, [...key, head.last_seq]);
    const last = Number(head.last_seq);
    const run = rows.filter((row, i) => Number(row.aggregate_seq) === last + 1 + i);
    const passed = run.findIndex((row) => this.isHeard(row.event_type) || row.status === 'dead');
    const silent = passed < 0 ? run : run.slice(0, passed);
    if (silent.length > 0) await this.pass(tx, due, silent);
    const next = run[silent.length];
    if (next?.status === 'dead') await this.block(tx, due, next.event_id);
    else if (silent.length === rows.length && rows.length < lookahead) await this.settle(tx, due);
    else if (run.length === 0) await this.gap(tx, due, last + 1, Number(rows[0]?.aggregate_seq) - 1);
    return next?.status === 'dead' ? [] : run.slice(silent.length).filter((row) => row.status === 'pending');
  }

  private isHeard(type: string): boolean {
    return this.types.has(type) || this.types.has('*');
  }

  private async pass(tx: SqlTx, due: Due, rows: readonly Waiting[]): Promise<void> {
    const { store } = this.o;
    const key = store.keyParams(due);
    await tx.query(`update ${store.schema}.inbox set status = 'done', processed_at = clock_timestamp(), envelope = null where ${byKey} and event_id = any($6)`, [...key, rows.map((r) => r.event_id)]);
    await tx.query(`update ${store.schema}.inbox_head set last_seq = $6 where ${byKey}`, [...key, rows.at(-1)?.aggregate_seq]);
    this.counts.passed += rows.length;
  }

  /** Takes the aggregate off the list, unless something arrived since it was read. */
  private async settle(tx: SqlTx, due: Due): Promise<void> {
    const { store } = this.o;
    await tx.query(`delete from ${store.schema}.inbox_due where ${byKey} and touches = $6`, [...store.keyParams(due), due.touches]);
  }

  private async block(tx: SqlTx, key: AggregateKey, eventId: string): Promise<void> {
    const { store } = this.o;
    await tx.query(`update ${store.schema}.inbox_due set state = 'blocked', event_id = $6 where ${byKey}`, [...store.keyParams(key), eventId]);
  }

  /** Lets the aggregate wait for what is missing, unless something arrived since it was read: that may be the very thing, and it would sleep over a filled hole. */
  private async gap(tx: SqlTx, due: Due, from: number, to: number): Promise<void> {
    const { store, gapMs, askAgain, log } = this.o;
    const noted = await tx.query(`update ${store.schema}.inbox_due set state = 'gap', gap_since = coalesce(gap_since, clock_timestamp()),
due_at = clock_timestamp() + $6 * interval '1 millisecond' where ${byKey} and touches = $7 returning 1`, [...store.keyParams(due), gapMs, due.touches]);
    if (noted.length === 0 || due.gap_age === null || due.gap_age < gapMs) return;
    await tx.query(`update ${store.schema}.inbox_due set gap_since = clock_timestamp() where ${byKey}`, store.keyParams(due));
    log.warn({ consumer: store.consumer, aggregate: due.aggregate_type, aggregateId: due.aggregate_id, from, to }, 'events are missing; asking for them');
    askAgain(due.source, { tenantid: uuidToId('firm', due.tenant_id), aggregate: due.aggregate_type, aggregateid: uuidToId('x', due.aggregate_id), from, to });
  }

  /** Runs one effect and its mark in one commit; true when the aggregate may go on. */
  private async apply(due: Due, waiting: Waiting): Promise<boolean> {
    try {
      return await this.together(due, [waiting]);
    } catch (error) {
      await this.fail(due, waiting, error);
      return false;
    }
  }

  /** Runs the effects of a row and their marks in one commit; false, and nothing done, when somebody else is at it. */
  private async together(due: Due, row: readonly Waiting[]): Promise<boolean> {
    let claimed: boolean | undefined;
    await this.o.inTenant(row.map(({ envelope }) => envelope), async (tx, event) => {
      claimed ??= await this.claim(tx, due, row);
      if (claimed) await this.effect(event, tx);
    });
    if (claimed) this.counts.applied += row.length;
    return claimed ?? false;
  }

  /** Marks a row done and moves the head; whoever comes second finds nothing to claim. */
  private async claim(tx: SqlTx, due: Due, row: readonly Waiting[]): Promise<boolean> {
    const s = this.o.store.schema;
    const [claim] = await tx.query<{ done: number; moved: boolean }>(`with head as (
  select last_seq from ${s}.inbox_head where ${byKey} and last_seq = $6::bigint - 1 for update skip locked
), done as (
  update ${s}.inbox set status = 'done', processed_at = clock_timestamp(), envelope = null, error = null
  where ${byKey} and event_id = any($8::uuid[]) and status = 'pending' and exists (select 1 from head) returning 1
), moved as (
  update ${s}.inbox_head set last_seq = $7::bigint where ${byKey} and (select count(*) from done) = cardinality($8::uuid[]) returning 1
)
select (select count(*) from done)::int as done, exists (select 1 from moved) as moved`,
    [...this.o.store.keyParams(due), row[0]?.aggregate_seq, row.at(-1)?.aggregate_seq, row.map(({ event_id: id }) => id)]);
    if (claim?.moved) return true;
    if (claim?.done) throw new Error('a part of the row was claimed by somebody else');
    return false;
  }

  private async effect(event: Envelope, tx: SqlTx): Promise<void> {
    const heard = this.o.listeners.filter((listener) => listener.type === event.type || listener.type === '*');
    // Read in one look with something heard before it: nobody listens to it, and it is done.
    if (heard.length === 0) return;
    const fitting = heard.filter((listener) => listener.version === undefined || listener.version === versionOf(event));
    if (fitting.length === 0) throw new Unreadable(`nobody here reads version ${versionOf(event)} of ${event.type}`);
    for (const listener of fitting) {
      const data = listener.shape ? listener.shape.parse(event.data) as Record<string, unknown> : event.data;
      await listener.handle({ ...event, data }, tx);
    }
  }

  private async fail(due: Due, waiting: Waiting, error: unknown): Promise<void> {
    const { store, maxAttempts, log } = this.o;
    const attempts = waiting.attempts + 1;
    const dead = attempts >= maxAttempts || error instanceof Unreadable;
    this.counts.failed += 1;
    this.lastError = oneLine(error);
    log[dead ? 'error' : 'warn']({ consumer: store.consumer, eventId: uuidToId('evt', waiting.event_id), type: waiting.event_type, attempts, reason: this.lastError }, dead ? 'an event is dead; its aggregate waits' : 'an effect failed');
    await store.inTenant(due.tenant_id, async (tx) => {
      const key = store.keyParams(due);
      await tx.query(`update ${store.schema}.inbox set attempts = $7, error = $8, status = $9 where ${byKey} and event_id = $6 and status = 'pending'`, [...key, waiting.event_id, attempts, this.lastError, dead ? 'dead' : 'pending']);
      if (dead) return this.block(tx, due, waiting.event_id);
      await tx.query(`update ${store.schema}.inbox_due set due_at = clock_timestamp() + $6 * interval '1 millisecond', state = 'ready', gap_since = null where ${byKey}`, [...key, backoff(this.o.backoffMs, attempts)]);
    });
  }
}
