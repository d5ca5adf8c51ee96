import pg from 'pg';
import type { Logger } from 'pino';

/** A small pool whose broken idle connections are logged and replaced instead of ending the process. */
export function makePool(url: string, max: number, log: Logger): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, idleTimeoutMillis: 30_000, types: rawValues });
  // A connection that is in somebody's hands has no listener of the pool's: without one, its loss would end the process.
  pool.on('connect', (client) => client.on('error', (error) => log.warn({ err: error }, 'a database connection was lost')));
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  return pool;
}

const dateType = 1082;
/** Calendar dates stay text: the driver's own reading would shift them through the process' zone. */
export const rawValues: pg.CustomTypesConfig = {
  getTypeParser: ((type: number, format?: 'text') => (type === dateType ? (value: string) => value : pg.types.getTypeParser(type, format))) as pg.CustomTypesConfig['getTypeParser'],
};
