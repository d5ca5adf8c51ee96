import { rm } from 'node:fs/promises';
import type { Server } from '../../../infra/servers/plan.js';
import { startPostgres } from '../../../infra/servers/postgres.js';
import { serverCache, throwAwayFolder } from '../../../infra/servers/servers.js';
import { eventually } from './patience.js';
import { Proxy } from './proxy.js';

/** A Postgres of one test file alone that keeps its promises about the disk; behind a door, so that it may come back at another port. */
export class OwnPostgres {
  readonly #dir = throwAwayFolder();
  readonly #door = new Proxy();
  #server: Server | undefined;
  url = '';

  async start(): Promise<void> {
    this.#server = await startPostgres({ dir: this.#dir, cache: serverCache, throwAway: false, secret: (name) => `s-${name.replace(':', '-')}`, say: () => undefined });
    const host = await this.#door.leadTo(new URL(this.#server.url).host);
    this.url = Object.assign(new URL(this.#server.url), { host }).toString();
  }

  /** Ends it as `pg_ctl stop -m immediate` does: nothing is finished, the log is replayed at the next start. */
  async stopAtOnce(): Promise<void> {
    const running = this.#server?.running;
    if (!running) throw new Error('this Postgres is not ours to stop');
    process.kill(running.pid, 'SIGQUIT');
    let over = false;
    void running.ended.then(() => { over = true; });
    await eventually(() => over, 'Postgres has ended');
  }

  async close(): Promise<void> {
    await this.#server?.stop();
    await this.#door.close();
    await rm(this.#dir, { recursive: true, force: true });
  }
}
