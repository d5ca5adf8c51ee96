import type { LockedConnection } from './lock.js';
import { rowColumns, type OutboxRow } from './outbox-row.js';
import type { Published } from './publish.js';

/** Pending and age of one domain's outbox. */
export interface Backlog { readonly pending: number; readonly oldestSeconds: number }

/** The relay's statements on one schema's outbox; every one runs on the connection that holds the relay's lock. */
export class OutboxStore {
  constructor(private readonly schema: string, private readonly db: LockedConnection) {}

  /**
   * The next rows to publish. Chosen by `published_at is null` and never by a position, so a row that commits late is simply found
   * next time; a row whose predecessor waits for another attempt waits with it.
   */
  next(limit: number): Promise<OutboxRow[]> {
    return this.db.query<OutboxRow>(`select ${rowColumns} from ${this.schema}.outbox o
where published_at is null and next_attempt_at <= now() and not exists (
  select 1 from ${this.schema}.outbox e where e.tenant_id = o.tenant_id and e.aggregate_type = o.aggregate_type and e.aggregate_id = o.aggregate_id
    and e.aggregate_seq < o.aggregate_seq and e.published_at is null and (e.next_attempt_at > now() or e.seq > o.seq))
order by seq limit $1`, [limit]);
  }

  /** Notes positions of published rows, and reason and next attempt of refused ones. */
  async mark(results: readonly Published[], streamId: string, delayMs: (attempts: number) => number): Promise<void> {
    const done = results.filter((r) => 'seq' in r);
    if (done.length > 0) {
      await this.db.query(`update ${this.schema}.outbox o set published_at = now(), stream_id = $4, stream_seq = v.seq, last_error = null
from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as v(tenant_id, event_id, seq) where o.tenant_id = v.tenant_id and o.event_id = v.event_id`,
      [done.map((r) => r.row.tenant_id), done.map((r) => r.row.event_id), done.map((r) => r.seq), streamId]);
    }
    for (const r of results) if ('refused' in r) await this.refuse(r.row, r.refused, delayMs(r.row.attempts + 1));
  }

  private refuse(row: OutboxRow, reason: string, delayMs: number): Promise<unknown> {
    const again = reason.startsWith('DuplicateWithoutMessage') ? 1 : 0;
    return this.db.query(`update ${this.schema}.outbox set attempts = attempts + 1, republish = republish + $4,
next_attempt_at = now() + $3 * interval '1 millisecond', last_error = $5 where tenant_id = $1 and event_id = $2`, [row.tenant_id, row.event_id, delayMs, again, reason]);
  }

  /** How much waits, and since when. */
  async backlog(): Promise<Backlog> {
    const [row] = await this.db.query<{ pending: string; oldest: number | null }>(`select count(*) as pending,
extract(epoch from now() - min(recorded_at))::float8 as oldest from ${this.schema}.outbox where published_at is null`);
    return { pending: Number(row?.pending ?? 0), oldestSeconds: Math.max(0, row?.oldest ?? 0) };
  }

  /** Moves rows that were published longer ago than `olderThanMs` to their month, `limit` at a time; answers how many. */
  async archive(olderThanMs: number, limit: number): Promise<number> {
    const old = `published_at < now() - ${Math.floor(olderThanMs)} * interval '1 millisecond'`;
    const months = await this.db.query<{ month: string }>(`select distinct to_char(recorded_at at time zone 'UTC', 'YYYY-MM-01') as month
from (select recorded_at from ${this.schema}.outbox where ${old} order by published_at limit ${limit}) t`);
    for (const { month } of months) await this.db.query(`select ${this.schema}.ensure_archive_partition($1::date)`, [month]);
    if (months.length === 0) return 0;
    const moved = await this.db.query(`with moved as (delete from ${this.schema}.outbox where (tenant_id, event_id) in (
  select tenant_id, event_id from ${this.schema}.outbox where ${old} and to_char(recorded_at at time zone 'UTC', 'YYYY-MM-01') = any($1) order by published_at limit ${limit})
  returning ${allColumns})
insert into ${this.schema}.outbox_archive (${allColumns}) select ${allColumns} from moved returning 1`, [months.map((m) => m.month)]);
    return moved.length;
  }

  /** Sends published rows out once more, under a new message id; archived ones come back first. Answers how many. */
  async republish(condition: string, params: unknown[]): Promise<number> {
    const live = await this.db.query(`update ${this.schema}.outbox set published_at = null, stream_id = null, stream_seq = null, republish = republish + 1,
attempts = 0, next_attempt_at = '-infinity' where published_at is not null and ${condition} returning 1`, params);
    const kept = await this.db.query(`with back as (delete from ${this.schema}.outbox_archive where ${condition} returning ${allColumns})
insert into ${this.schema}.outbox (${allColumns}) select ${allColumns.replace('published_at, stream_id, stream_seq, republish, attempts, next_attempt_at', "null, null, null, republish + 1, 0, '-infinity'")} from back returning 1`, params);
    return live.length + kept.length;
  }
}

const allColumns = `seq, ${rowColumns.replace(', republish, attempts', '')}, recorded_at, erased_at, published_at, stream_id, stream_seq, republish, attempts, next_attempt_at, last_error`;
