import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { holdLock } from '../servers/lock.js';
import { explain } from '../servers/problem.js';
import { houseRoot } from '../servers/servers.js';
import { block } from './endpoints.js';
import { startHouse, type House } from './house.js';
import type { Mode } from './processes.js';

const local = join(houseRoot, '.local');
const mode: Mode = process.argv.includes('--services') ? 'services' : process.argv.includes('--dev') ? 'dev' : 'house';
const began = performance.now();
const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;

/** Thrown out of a start that somebody stopped with Ctrl-C. */
class Interrupted extends Error {}

let house: House | undefined;
let ending: Promise<void> | undefined;

/** Stops everything once, whatever asked for it first. */
function end(code: number): Promise<void> {
  ending ??= (async () => {
    await house?.stop();
    await rm(join(local, 'start.lock'), { recursive: true, force: true });
    process.exit(code);
  })();
  return ending;
}

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true;
    if (house) console.log('\n  · Stopping');
    if (house) void end(0);
  });
}
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));

try {
  await holdLock(join(local, 'start.lock'));
  house = await startHouse({ mode, dir: local, say: (line) => {
    if (interrupted) throw new Interrupted();
    console.log(`  · ${line}`);
  } });
  if (interrupted) await end(0);
  console.log(block(house.endpoints, seconds()));
  const failure = await house.failed;
  if (ending) await ending;
  console.error(`\n  ✖ ${failure}`);
  await end(1);
} catch (error) {
  if (!interrupted) console.error(`\n  ✖ ${explain(error)}\n`);
  await end(interrupted ? 0 : 1);
}
