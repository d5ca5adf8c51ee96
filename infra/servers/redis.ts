import { mkdir } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { hasApt, libraryPath, unpackWithApt } from './apt.js';
import { startChild } from './child.js';
import { atLeast, onPath, versionOf } from './find.js';
import { endOrphan, rememberPid } from './orphans.js';
import { external, type Ground, type Server } from './plan.js';
import { choosePort } from './ports.js';
import { Problem } from './problem.js';
import versions from './versions.json' with { type: 'json' };

interface Program {
  file: string;
  env: Record<string, string>;
}

/** Redis by `REDIS_URL`, else from PATH, else unpacked from the system's packages; append-only, never evicting. */
export async function startRedis(ground: Ground): Promise<Server> {
  const given = process.env['REDIS_URL'];
  if (given) return external(given);
  const program = await findRedis(ground);
  const dir = join(ground.dir, 'redis');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await endOrphan(dir, 'redis');
  const port = await choosePort(ground.throwAway ? undefined : 6380);
  const running = await startChild({
    name: 'Redis', command: program.file, env: program.env, log: join(dir, 'redis.log'), cwd: dir,
    args: ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--maxmemory-policy', 'noeviction',
      '--appendonly', ground.throwAway ? 'no' : 'yes', '--appendfsync', 'everysec', '--daemonize', 'no'],
    ready: () => answersPing(port),
  });
  await rememberPid(dir, running.pid);
  return { url: `redis://127.0.0.1:${port}`, running, stop: () => running.stop() };
}

async function findRedis(ground: Ground): Promise<Program> {
  const file = await onPath('redis-server');
  if (file && atLeast(await versionOf(file), versions.redis.least)) return { file, env: {} };
  if (!(await hasApt())) throw missing('there is no redis-server on PATH and no apt to fetch one');
  try {
    const folder = await unpackWithApt(ground, {
      name: 'redis-1', suite: 'own', packages: ['redis-server', 'redis-tools'],
      optional: ['libjemalloc2', 'liblzf1', 'liblua5.1-0', 'lua-bitop', 'lua-cjson', 'libatomic1', 'libhiredis0.14', 'libhiredis1.1.0'],
    });
    const program = { file: join(folder, 'usr/bin/redis-server'), env: { LD_LIBRARY_PATH: await libraryPath(folder) } };
    if (await versionOf(program.file, program.env)) return program;
  } catch (error) {
    throw missing(`fetching its package failed (${String((error as Error).message).split('\n')[0]})`);
  }
  throw missing('the unpacked program does not run on this system');
}

function missing(why: string): Problem {
  return new Problem(`Redis is needed and could not be had: ${why}.`,
    'Install the package redis-server, or run `docker compose up -d redis` and set REDIS_URL=redis://127.0.0.1:6379.');
}

/** Whether a Redis on this port answers PING. */
export function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    const end = (ok: boolean) => {
      socket.destroy();
      resolve(ok);
    };
    socket.setTimeout(1000, () => end(false));
    socket.once('data', (data) => end(data.toString().startsWith('+PONG')));
    socket.once('error', () => end(false));
  });
}
