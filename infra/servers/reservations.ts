import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './lock.js';

/** Where every house on this machine notes the ports that it means to use. */
export const reservationFolder = join(tmpdir(), 'firmament-ports');
const own = new Set<string>();

/**
 * Notes that this process means to use the port; false when another living process, or this one, noted it before.
 * A note is written first and the others are read afterwards: of two that come at once at least one sees the other,
 * and whoever sees another steps back. The note of a dead process counts for nothing.
 */
export async function reserve(port: number): Promise<boolean> {
  await openFolder();
  const name = `${port}.${process.pid}.${randomUUID()}`;
  await writeFile(join(reservationFolder, name), '', { flag: 'wx' });
  if (await isNotedBesides(name, port)) {
    await rm(join(reservationFolder, name), { force: true });
    return false;
  }
  if (own.size === 0) process.once('exit', releaseAll);
  own.add(name);
  return true;
}

/** Takes this process's own note of a port away again. */
export async function release(port: number): Promise<void> {
  for (const name of [...own].filter((note) => note.startsWith(`${port}.`))) {
    own.delete(name);
    await rm(join(reservationFolder, name), { force: true });
  }
}

/** Open to every user of the machine, and sticky: nobody takes another one's note away. */
async function openFolder(): Promise<void> {
  if (await mkdir(reservationFolder, { recursive: true })) await chmod(reservationFolder, 0o1777);
}

/** Clears away what dead processes left on any port: a killed one cannot do it itself. */
async function isNotedBesides(name: string, port: number): Promise<boolean> {
  const others = (await readdir(reservationFolder)).filter((note) => note !== name);
  const dead = others.filter((note) => !isAlive(Number(note.split('.')[1])));
  // Another user's note cannot be taken away; it is ignored all the same.
  await Promise.all(dead.map((note) => rm(join(reservationFolder, note), { force: true }).catch(() => undefined)));
  return others.some((note) => note.startsWith(`${port}.`) && !dead.includes(note));
}

function releaseAll(): void {
  for (const name of own) rmSync(join(reservationFolder, name), { force: true });
}
