import { idToUuid } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import pg from 'pg';

/** One of the workflow domain's logins, as the engine uses it: one transaction in a firm at a time. */
export class JournalLogin {
  readonly #pool: pg.Pool;

  constructor(url: string, /** May change a statement on its way, to build a journal with a fault. */ private readonly rewrite: (sql: string) => string = (sql) => sql) {
    const address = new URL(url);
    address.password = process.env['FIRMAMENT_TEST_ROLE_PASSWORD'] ?? 'firmament-test';
    this.#pool = new pg.Pool({ connectionString: address.toString(), max: 4 });
    this.#pool.on('error', () => undefined);
  }

  async inFirm<T>(firmId: string, work: (tx: SqlTx) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      await client.query(`begin; select set_config('app.tenant_id', '${idToUuid(firmId)}', true), set_config('app.actor_kind', 'service', true), set_config('app.client_id', '', true), set_config('app.actor_id', 'test', true)`);
      const result = await work({ query: async <R>(sql: string, params: unknown[] = []) => (await client.query(this.rewrite(sql), params)).rows as R[] });
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally { client.release(); }
  }

  close(): Promise<void> { return this.#pool.end(); }
}
