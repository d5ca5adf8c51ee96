import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A user of this system. */
export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

/** Postgres refuses to run as root, so root starts it as another user: `postgres`, made when missing, else `nobody`. */
export async function postgresUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const known = await userNamed('postgres');
  if (known) return known;
  await execute('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']).catch(() => undefined);
  return (await userNamed('postgres')) ?? (await userNamed('nobody'));
}

async function userNamed(name: string): Promise<SystemUser | undefined> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((row) => row.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Whether this user may walk into every folder on the way to a path (folders that do not exist yet are skipped). */
export async function reachableBy(path: string, user: SystemUser): Promise<boolean> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => undefined);
    if (found) {
      const bit = found.uid === user.uid ? 0o100 : found.gid === user.gid ? 0o010 : 0o001;
      if (!(found.mode & bit)) return false;
    }
    if (folder === dirname(folder)) return true;
  }
}

/** The folder for data that cannot lie in the clone. */
export function systemFolder(): string {
  return '/var/lib/firmament';
}

/**
 * Where Postgres keeps its data: in the set's own folder, or, when its user cannot reach that (a clone in a private
 * home), in a folder of the system's variable data that belongs to this clone alone.
 */
export async function postgresFolder(dir: string, user: SystemUser | undefined, say: (line: string) => void): Promise<string> {
  const wanted = join(dir, 'postgres');
  if (!user) {
    await mkdir(wanted, { recursive: true, mode: 0o700 });
    return wanted;
  }
  const reachable = await reachableBy(dir, user);
  const folder = reachable ? wanted : join(systemFolder(), createHash('sha256').update(resolve(dir)).digest('hex').slice(0, 12));
  if (!reachable) say(`Postgres' data goes to ${folder}, because its user «${user.name}» cannot reach ${dir}`);
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chownSync(folder, user.uid, user.gid);
  return folder;
}

/** A new empty folder for one run, which every user can walk into. */
export function throwAwayFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'firmament-'));
  chmodSync(folder, 0o755);
  return folder;
}
