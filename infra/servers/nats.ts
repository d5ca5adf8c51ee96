import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasApt, unpackWithApt } from './apt.js';
import { startChild } from './child.js';
import { atLeast, onPath, versionOf } from './find.js';
import { natsConfig } from './nats-config.js';
import { endOrphan, rememberPid } from './orphans.js';
import { external, type Ground, type Server } from './plan.js';
import { choosePort } from './ports.js';
import { Problem } from './problem.js';
import versions from './versions.json' with { type: 'json' };

/** NATS with JetStream; `url` is the infra user's, `urlFor` that of a domain, the engine or the house. */
export interface NatsServer extends Server {
  urlFor(user: string): string;
}

/** NATS by `NATS_URL`, else from PATH, else unpacked from Debian 13's package; one user per domain. */
export async function startNats(ground: Ground, domains: string[]): Promise<NatsServer> {
  const given = process.env['NATS_URL'];
  if (given) return { ...external(given), urlFor: () => given };
  const file = await findNats(ground);
  const dir = join(ground.dir, 'nats');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await endOrphan(dir, 'nats-server');
  const [port, monitor] = [await choosePort(ground.throwAway ? undefined : 4223), await choosePort()];
  const password = (user: string) => ground.secret(`nats:${user}`);
  const config = join(dir, 'nats.conf');
  await writeFile(config, natsConfig({ port, monitor, store: join(dir, 'store'), domains, password }), { mode: 0o600 });
  const running = await startChild({
    name: 'NATS', command: file, args: ['-c', config], log: join(dir, 'nats.log'), stopSignal: 'SIGINT',
    ready: async () => (await fetch(`http://127.0.0.1:${monitor}/healthz`)).ok,
  });
  await rememberPid(dir, running.pid);
  const urlFor = (user: string) => `nats://${user}:${password(user)}@127.0.0.1:${port}`;
  return { url: urlFor('infra'), urlFor, running, stop: () => running.stop() };
}

/** The program: from PATH, else unpacked from Debian's package. */
export async function findNats(ground: Pick<Ground, 'cache' | 'say'>): Promise<string> {
  const file = await onPath('nats-server');
  if (file && atLeast(await versionOf(file), versions.nats.least)) return file;
  if (!(await hasApt())) throw missing('there is no recent nats-server on PATH and no apt to fetch one');
  const fetched = (await fetchNats(ground, 'trixie')) ?? (await fetchNats(ground, 'own'));
  if (!fetched) throw missing('its package could not be fetched or does not run here');
  if (!atLeast(await versionOf(fetched), versions.nats.least)) {
    ground.say(`Warning: this NATS is older than ${versions.nats.least}; a crash of the machine may lose its newest messages (Postgres keeps them)`);
  }
  return fetched;
}

async function fetchNats(ground: Pick<Ground, 'cache' | 'say'>, suite: 'own' | 'trixie'): Promise<string | undefined> {
  const folder = await unpackWithApt(ground, { name: `nats-${suite}-1`, suite, packages: ['nats-server'] }).catch(() => undefined);
  const file = folder && [join(folder, 'usr/sbin/nats-server'), join(folder, 'usr/bin/nats-server')];
  for (const candidate of file ?? []) if (await versionOf(candidate)) return candidate;
  return undefined;
}

function missing(why: string): Problem {
  return new Problem(`NATS ${versions.nats.least} or newer is needed and could not be had: ${why}.`,
    'Install the package nats-server, or run `docker compose up -d nats` and set NATS_URL=nats://127.0.0.1:4222.');
}
