import pg from 'pg';
import { byIndexOnly, prepared } from './prepared.js';
import type { Logger } from './types.js';
import { oneLine } from './wake.js';

/** Thrown when the connection that holds the relay's lock is gone; whoever sees it must not publish another event. */
export class LockLost extends Error {
  override name = 'LockLost';
}

/**
 * One dedicated connection that holds an advisory lock for as long as it lives. The lock dies with its backend, so losing the
 * connection is losing the right to publish: `query` and `confirm` throw from then on, and a new one must be opened.
 */
export class LockedConnection {
  private lost = false;
  /** Resolves when the statement before is over: figures and repairs share the connection with the relay's round. */
  private turn: Promise<void> = Promise.resolve();
  private constructor(private readonly client: pg.Client, private readonly name: string) {
    const gone = (): void => { this.lost = true; };
    client.on('error', gone);
    client.on('end', gone);
  }

  /** Opens the connection; dead peers are noticed within seconds, or a dead host would hold the lock for hours. */
  static async open(url: string, name: string): Promise<LockedConnection> {
    const options = `-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=10000 ${byIndexOnly}`;
    const client = new pg.Client({ connectionString: url, application_name: name, keepAlive: true, keepAliveInitialDelayMillis: 5_000, options });
    client.on('error', () => undefined);
    await client.connect();
    return new LockedConnection(client, name);
  }

  /** Takes the lock if nobody holds it. */
  async tryLock(): Promise<boolean> {
    const [row] = await this.query<{ locked: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as locked', [this.name]);
    return row?.locked ?? false;
  }

  /** True while no loss was noticed. */
  get isAlive(): boolean {
    return !this.lost;
  }

  /** Runs a statement on the connection that holds the lock. */
  async query<R = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<R[]> {
    const turn = this.turn;
    let done = (): void => undefined;
    this.turn = new Promise((resolve) => { done = resolve; });
    await turn;
    try {
      return await this.run<R>(sql, params);
    } finally {
      done();
    }
  }

  private async run<R>(sql: string, params: unknown[]): Promise<R[]> {
    if (this.lost) throw new LockLost('the lock connection is gone');
    try {
      return (await this.client.query(prepared(sql, params))).rows as R[];
    } catch (error) {
      if (this.lost || isConnectionError(error)) {
        this.lost = true;
        throw new LockLost(oneLine(error));
      }
      throw error;
    }
  }

  /** Asks the server whether the connection still lives; the last step before a batch is published. */
  async confirm(): Promise<void> {
    await this.query('select 1');
  }

  /** Gives the lock back. */
  async close(log?: Logger): Promise<void> {
    this.lost = true;
    await this.client.end().catch((error: unknown) => log?.debug({ reason: oneLine(error) }, 'lock connection ended badly'));
  }
}

function isConnectionError(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code ?? '');
  return code.startsWith('57P') || code.startsWith('08') || code === 'ECONNRESET' || /Connection terminated|not queryable/.test(oneLine(error));
}
