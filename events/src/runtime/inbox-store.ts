import pg from 'pg';
import { uuidToId } from '../ids.js';
import { byIndexOnly, prepared } from './prepared.js';
import type { SqlTx } from './types.js';

/** One aggregate as one listener's inbox knows it. Ids are the database's bare uuids. */
export interface AggregateKey { readonly tenant_id: string; readonly source: string; readonly aggregate_type: string; readonly aggregate_id: string }

/** An aggregate with something to do, from the cross-tenant table; `touches` tells whether more arrived meanwhile. */
export interface Due extends AggregateKey { readonly touches: string; readonly state: 'ready' | 'gap'; readonly gap_age: number | null }

/** The condition that names an aggregate by parameters 1 to 5; `keyParams` fills them. */
export const byKey = 'tenant_id = $1 and consumer = $2 and source = $3 and aggregate_type = $4 and aggregate_id = $5';

/** The consumer's own small pool: arrivals, scans and bookkeeping. Effects run in the kit's transaction. */
export class InboxStore {
  readonly pool: pg.Pool;

  constructor(readonly schema: string, readonly consumer: string, url: string, onError: (error: Error) => void) {
    this.pool = new pg.Pool({ connectionString: url, max: 2, application_name: `consumer:${consumer}`, idleTimeoutMillis: 30_000, options: byIndexOnly });
    // Also while a connection is in use: the pool listens only to idle ones, and an unheard loss ends the process.
    this.pool.on('connect', (client) => client.on('error', onError));
    this.pool.on('error', onError);
  }

  keyParams(key: AggregateKey): unknown[] {
    return [key.tenant_id, this.consumer, key.source, key.aggregate_type, key.aggregate_id];
  }

  /** Runs `work` in one transaction in a tenant's context; BEGIN and context travel in one message. */
  async inTenant<T>(tenantUuid: string, work: (tx: SqlTx) => Promise<T>): Promise<T> {
    uuidToId('firm', tenantUuid);
    const client = await this.pool.connect();
    try {
      await client.query(`begin; select set_config('app.tenant_id', '${tenantUuid}', true), set_config('app.actor_kind', 'system', true), set_config('app.client_id', '', true)`);
      const result = await work({ query: async <R>(sql: string, params: unknown[] = []) => (await client.query(prepared(sql, params))).rows as R[] });
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      const broken = await client.query('rollback').then(() => false, () => true);
      client.release(broken);
      throw error;
    }
  }

  /**
   * Aggregates of all tenants whose time has come, oldest first; reads no payload. When the list is full, whoever stands behind a tenant that fills it
   * goes before it: one firm's import must not hold up what another one did meanwhile.
   */
  async due(limit: number): Promise<Due[]> {
    const oldest = await this.dueWhere('true', [], limit);
    const share = Map.groupBy(oldest, (one) => one.tenant_id);
    const many = oldest.length < limit ? [] : [...share].filter(([, theirs]) => theirs.length > limit / 5).map(([tenant]) => tenant);
    if (many.length === 0) return oldest;
    const behind = await this.dueWhere('tenant_id <> all($2)', [many], limit);
    return [...behind, ...oldest.filter((one) => many.includes(one.tenant_id))].slice(0, limit);
  }

  private async dueWhere(condition: string, params: unknown[], limit: number): Promise<Due[]> {
    const result = await this.pool.query(`select tenant_id, source, aggregate_type, aggregate_id, touches, state,
extract(epoch from clock_timestamp() - gap_since)::float8 * 1000 as gap_age
from ${this.schema}.inbox_due where consumer = $1 and state <> 'blocked' and due_at <= clock_timestamp() and ${condition} order by due_at limit ${limit}`, [this.consumer, ...params]);
    return result.rows as Due[];
  }

  /** Firms whose long applied arrivals have not been looked for since a day; reads no payload. */
  async purgeable(limit: number): Promise<string[]> {
    const result = await this.pool.query(`select tenant_id from ${this.schema}.inbox_purge where consumer = $1 and due_at <= clock_timestamp() order by due_at limit ${limit}`, [this.consumer]);
    return result.rows.map((row: { tenant_id: string }) => row.tenant_id);
  }

  /** How many aggregates are in which state. */
  async states(): Promise<{ ready: number; gap: number; blocked: number }> {
    const result = await this.pool.query(`select state, count(*)::int as n from ${this.schema}.inbox_due where consumer = $1 group by state`, [this.consumer]);
    return { ready: 0, gap: 0, blocked: 0, ...Object.fromEntries(result.rows.map((row: { state: string; n: number }) => [row.state, row.n])) };
  }

  /** The tenant and aggregate that wait behind a dead event, if one does. */
  async blockedBy(eventUuid: string): Promise<AggregateKey | undefined> {
    const result = await this.pool.query(`select tenant_id, source, aggregate_type, aggregate_id from ${this.schema}.inbox_due
where consumer = $1 and state = 'blocked' and event_id = $2`, [this.consumer, eventUuid]);
    return result.rows[0] as AggregateKey | undefined;
  }

  /** Keeps a message that cannot be trusted, for a person to look at. */
  async quarantine(id: string, message: { subject: string; seq: number | null; raw: string; reason: string }): Promise<void> {
    await this.pool.query(`insert into ${this.schema}.quarantine (id, consumer, subject, stream_seq, reason, raw) values ($1, $2, $3, $4, $5, $6)`,
      [id, this.consumer, message.subject, message.seq, message.reason, message.raw.replaceAll('\0', '\uFFFD')]);
  }
}
