import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile, chown, mkdtemp, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startChild } from './child.js';
import { endOrphan, rememberPid } from './orphans.js';
import { external, type Ground, type Server } from './plan.js';
import { choosePort } from './ports.js';
import { findPostgres, type PostgresProgram } from './postgres-program.js';
import { Problem } from './problem.js';
import { postgresFolder, postgresUser, type SystemUser } from './reach.js';

const execute = promisify(execFile);

/** Postgres by `DATABASE_URL`, else the embedded one; `url` is the superuser's. */
export async function startPostgres(ground: Ground): Promise<Server> {
  const given = process.env['DATABASE_URL'];
  if (given) return external(given);
  const user = await postgresUser();
  const program = await findPostgres(ground, user);
  const folder = await postgresFolder(ground.dir, user, ground.say);
  await endOrphan(ground.dir, 'postgres');
  const data = join(folder, 'data');
  const password = ground.secret('postgres:superuser');
  if (ground.postgresData && !existsSync(data)) await execute('cp', ['-a', ground.postgresData, data]);
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(program, data, password, user);
  await sameVersion(data, program);
  const port = await choosePort(ground.throwAway ? undefined : 5433);
  const url = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  const running = await startChild({
    name: 'Postgres', command: program.postgres, args: ['-D', data, ...settings(ground, port)], uid: user?.uid, gid: user?.gid,
    log: join(ground.dir, 'postgres.log'), cwd: folder, stopSignal: 'SIGINT', ready: () => answers(url), readyWithinMs: 60_000,
  });
  await rememberPid(ground.dir, running.pid);
  return { url, running, stop: () => running.stop() };
}

function settings(ground: Ground, port: number): string[] {
  const forgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum_naptime: '5min', max_wal_size: '2GB' };
  const all = {
    port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 300, timezone: 'UTC',
    shared_buffers: '128MB', log_min_messages: 'warning', ...(ground.throwAway ? forgetful : {}),
  };
  return Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}

async function initialise(program: PostgresProgram, data: string, password: string, user: SystemUser | undefined): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'firmament-init-'));
  const file = join(folder, 'password');
  await writeFile(file, password, { mode: 0o600 });
  if (user) for (const path of [folder, file]) await chown(path, user.uid, user.gid);
  try {
    await execute(program.initdb, ['-D', data, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${file}`, '--encoding=UTF8',
      '--locale=C', '--no-instructions', '--no-sync'], { uid: user?.uid, gid: user?.gid, cwd: folder });
  } catch (error) {
    await rm(data, { recursive: true, force: true });
    throw notInitialised(data, String((error as { stderr?: string }).stderr ?? error));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function notInitialised(data: string, words: string): Problem {
  if (/No space left/i.test(words)) return new Problem('Postgres could not make its data folder: the disk is full.', 'Free at least 500 MB and start again.');
  if (/ermission denied/i.test(words)) {
    return new Problem(`Postgres could not make its data folder: its user may not write ${data}.`, 'Move the clone to a folder that other users can reach (chmod o+x its parents), or set DATABASE_URL.');
  }
  return new Problem(`Postgres could not make its data folder ${data}:\n${words.trim()}`, 'Mend the cause, or set DATABASE_URL to a Postgres of yours.');
}

async function sameVersion(data: string, program: PostgresProgram): Promise<void> {
  const made = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  const { stdout } = await execute(program.postgres, ['--version']).catch(() => ({ stdout: '' }));
  const runs = stdout.match(/(\d+)\./)?.[1];
  if (!runs || runs === made) return;
  throw new Problem(`The data in ${data} was written by Postgres ${made}, and this is Postgres ${runs}.`, 'Run `npm run reset` to start with empty data.');
}

/** Whether the server behind this URL takes a connection. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Fails with a Problem when the disk under this folder has no room for a start. */
export async function requireRoom(folder: string): Promise<void> {
  const probe = join(folder, '.room');
  try {
    const file = await open(probe, 'w');
    await file.write(Buffer.alloc(1 << 20));
    await file.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    throw new Problem('The disk is full.', 'Free at least 500 MB and start again.');
  } finally {
    await rm(probe, { force: true });
  }
}
