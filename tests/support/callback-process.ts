import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Harness } from '@firmament/kit/testing';
import { vaultEnv } from '../../subgraphs/agreements/test/connected.js';
import { storeEnv } from '../../subgraphs/agreements/test/store.js';
import type { DoorPlan } from './callback-door.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The door for callbacks as a process of its own, over the harness's database. */
export class DoorProcess {
  private constructor(private readonly child: ChildProcess, readonly url: string) {}

  static async start(h: Harness): Promise<DoorProcess> {
    const child = fork(`${root}tests/support/callback-door.ts`, [], {
      cwd: root, execArgv: ['--conditions=source', '--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, NODE_OPTIONS: '', TSX_TSCONFIG_PATH: `${root}tsconfig.json` },
    });
    const said = new Promise<string>((resolve, reject) => {
      child.once('message', (word) => resolve((word as { url: string }).url));
      child.once('exit', (code) => reject(new Error(`the door's process ended with ${code}`)));
    });
    child.send({ rw: h.urlFor('rw'), env: { FIRMAMENT_PUBLIC_URL: 'http://127.0.0.1:4000', ...storeEnv(), ...vaultEnv } } satisfies DoorPlan);
    return new DoorProcess(child, await said);
  }

  /** Ends it at once, whatever it has in hand. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}
