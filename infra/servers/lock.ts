import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from './problem.js';

/** Runs the work while no other process holds the same lock folder; a lock whose process died is taken over. */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(folder), { recursive: true });
  while (!(await take(folder))) await pause(100);
  try {
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Takes a lock for as long as this process lives; a living holder becomes a Problem. The caller removes the folder. */
export async function holdLock(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  for (let tries = 0; tries < 2; tries++) if (await take(folder)) return;
  const pid = await readFile(join(folder, 'pid'), 'utf8').catch(() => '?');
  throw new Problem(`Firmament already runs from this folder (process ${pid}).`, 'Use it (`npm run info` says where), or stop it with Ctrl-C and start again.');
}

async function take(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (await isAbandoned(folder)) await rm(folder, { recursive: true, force: true });
    return false;
  }
  await writeFile(join(folder, 'pid'), String(process.pid));
  return true;
}

async function isAbandoned(folder: string): Promise<boolean> {
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => '0'));
  if (pid > 0) return !isAlive(pid);
  // Between mkdir and the pid file there is a moment; a folder that stays empty for long was left by a crash.
  const age = await stat(folder).then((s) => performance.timeOrigin + performance.now() - s.mtimeMs, () => 0);
  return age > 10_000;
}

/** Whether a process with this id exists (also when it belongs to somebody else). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
