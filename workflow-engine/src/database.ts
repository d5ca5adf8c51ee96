import pg from 'pg';
import { idToUuid } from '@firmament/events';
import { byIndexOnly, prepared, type SqlTx } from '@firmament/events/runtime';

/** A pool of one of the workflow domain's logins. */
export class Database {
  private readonly pool: pg.Pool;

  constructor(url: string, max: number, name: string) {
    this.pool = new pg.Pool({ connectionString: url, max, application_name: name, idleTimeoutMillis: 30_000, options: byIndexOnly });
    // A lost connection is not a crash, idle or in use: the statement on it fails, and the next use opens another.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
    this.pool.on('error', () => undefined);
  }

  /** One transaction in a firm; what `work` throws rolls it back. */
  async inTenant<T>(tenantId: string, work: (tx: SqlTx) => Promise<T>): Promise<T> {
    return this.transaction(`begin; select set_config('app.tenant_id', '${idToUuid(tenantId)}', true), set_config('app.actor_kind', 'service', true),
      set_config('app.client_id', '', true), set_config('app.actor_id', 'workflow-engine', true)`, work);
  }

  /** One transaction without a firm: only the sweeper's login finds anything there, and only its due-table. */
  async acrossTenants<T>(work: (tx: SqlTx) => Promise<T>): Promise<T> {
    return this.transaction('begin read only', work);
  }

  private async transaction<T>(begin: string, work: (tx: SqlTx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(begin);
      const result = await work({ query: async <R>(sql: string, params: unknown[] = []) => (await client.query(prepared(sql, params))).rows as R[] });
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((lost: Error) => { broken = lost; });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** True when the database answers. */
  async answers(): Promise<boolean> {
    return this.pool.query('select 1').then(() => true, () => false);
  }

  /** Closes every connection. */
  async close(): Promise<void> {
    await this.pool.end();
  }
}
