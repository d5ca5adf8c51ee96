import { jest } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Bench, eventually } from '../test/bench.js';
import { newId } from './events.js';

jest.setTimeout(60_000);
const root = fileURLToPath(new URL('../..', import.meta.url));
let bench: Bench;
let storming = true;
const children = new Set<ChildProcess>();
beforeAll(async () => { bench = await Bench.open(); await bench.fresh(); });
afterAll(async () => {
  storming = false;
  for (const child of children) child.kill('SIGKILL');
  await bench.close();
});

/** Starts a part as a process, and again whenever it is gone. */
function keepAlive(part: 'relay' | 'consumer'): { kill(): boolean } {
  let child: ChildProcess | undefined;
  const [role, user] = part === 'relay' ? ['ledger_relay', 'ledger'] : ['reader_consumer', 'reader'];
  const start = (): void => {
    if (!storming) return;
    child = fork(`${root}events/test/storm-child.ts`, [part, bench.as(role), bench.natsUrl(user), user], {
      cwd: root, execArgv: ['--conditions=source', '--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, TSX_TSCONFIG_PATH: `${root}tsconfig.json` },
    });
    children.add(child);
    const self = child;
    child.once('message', () => ready.add(self));
    child.once('exit', () => { children.delete(self); start(); });
  };
  const ready = new Set<ChildProcess>();
  start();
  return { kill: () => child !== undefined && ready.has(child) && child.kill('SIGKILL') };
}

test('what was committed has its effect once and in order, though relays and consumers are killed at any moment', async () => {
  const parts = [keepAlive('relay'), keepAlive('relay'), keepAlive('consumer')];
  const things = Array.from({ length: 12 }, () => newId('ent'));
  let committed = 0;
  for (const part of [...parts, ...parts]) {
    for (let i = 0; i < 4; i++) await Promise.all(things.map((thing) => bench.post(thing)));
    committed += 4 * things.length;
    await eventually(() => part.kill(), 'a part is up and is killed');
  }
  await eventually(async () => (await bench.effects()).length >= committed, `all ${committed} have their effect`, 40_000);
  const effects = await bench.effects();
  const disorder = things.filter((thing) => effects.filter((e) => e.aggregate_id === thing).some((e, i) => e.seq !== i + 1));
  expect({ effects: effects.length, distinct: new Set(effects.map((e) => e.event_id)).size, disorder }).toEqual({ effects: committed, distinct: committed, disorder: [] });
});
