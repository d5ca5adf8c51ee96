import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { Problem } from './problem.js';
import { release, reserve } from './reservations.js';

/** Below what systems hand out to outgoing connections: no call of a stranger lands on a port that is promised but not yet open. */
const FREE_RANGE = [20_000, 32_000] as const;

/** Whether nobody listens on this loopback port. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Takes this port for as long as this process lives; false when somebody listens there or means to. */
export async function takePort(port: number): Promise<boolean> {
  if (!(await reserve(port))) return false;
  if (await isFree(port)) return true;
  await release(port);
  return false;
}

/** A port that nobody uses or has chosen, on the whole machine. */
export async function anyPort(): Promise<number> {
  for (let tries = 0; tries < 1000; tries++) {
    const port = randomInt(...FREE_RANGE);
    if (await takePort(port)) return port;
  }
  throw new Problem(`No free port was found between ${FREE_RANGE[0]} and ${FREE_RANGE[1]}.`, 'End the programs that listen there and start again.');
}

/** The usual port when it can be had, another one when it cannot or when none is usual. */
export async function choosePort(usual?: number): Promise<number> {
  return usual && (await takePort(usual)) ? usual : anyPort();
}
