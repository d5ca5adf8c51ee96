import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './lock.js';

/** Notes which process serves this data folder. */
export async function rememberPid(dir: string, pid: number): Promise<void> {
  await writeFile(join(dir, 'server.pid'), String(pid), { mode: 0o600 });
}

/**
 * Ends a server that an earlier launcher left behind on the same data folder. Only a process that we noted and whose
 * command line still names the program is touched: the number may belong to somebody else by now.
 */
export async function endOrphan(dir: string, program: string): Promise<void> {
  const file = join(dir, 'server.pid');
  const pid = Number(await readFile(file, 'utf8').catch(() => '0'));
  if (pid > 0 && isAlive(pid) && (await commandOf(pid)).includes(program)) {
    process.kill(pid, 'SIGINT');
    for (let tries = 0; tries < 200 && isAlive(pid); tries++) await pause(50);
  }
  await rm(file, { force: true });
}

async function commandOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
}
