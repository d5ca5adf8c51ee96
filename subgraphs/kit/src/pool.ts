import pg from 'pg';
import type { Logger } from 'pino';

/** Who gets no connection for this long is refused: without an end to the wait, requests would pile up behind a database that is busy or silent. */
export const connectWithinMs = 10_000;

/** A small pool whose broken idle connections are logged and replaced instead of ending the process. */
export function makePool(url: string, max: number, log: Logger): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, idleTimeoutMillis: 30_000, connectionTimeoutMillis: connectWithinMs, types: rawValues });
  // A connection that is in somebody's hands has no listener of the pool's: without one, its loss would end the process.
  pool.on('connect', (client) => client.on('error', (error) => log.warn({ err: error }, 'a database connection was lost')));
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  return pool;
}

/**
 * Frees the place of a connection that ends while a transaction has it. The query library gives a connection back after COMMIT or ROLLBACK, and on a
 * dead one neither succeeds: after as many losses as the pool has places, nobody would get a connection until the process is started again.
 */
export function takeBackTheDead(pool: pg.Pool): void {
  pool.on('connect', (client) => client.once('end', () => {
    try {
      client.release(true);
    } catch {
      // It was given back before it died.
    }
    client.release = () => undefined;
  }));
}

const dateType = 1082;
/** Calendar dates stay text: the driver's own reading would shift them through the process' zone. */
export const rawValues: pg.CustomTypesConfig = {
  getTypeParser: ((type: number, format?: 'text') => (type === dateType ? (value: string) => value : pg.types.getTypeParser(type, format))) as pg.CustomTypesConfig['getTypeParser'],
};
