import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from '../servers/lock.js';
import { throwAwayFolder } from '../servers/reach.js';
import { domainNames, houseRoot, serverCache, startServers } from '../servers/servers.js';
import { makeTemplate } from './template.js';

const execute = promisify(execFile);
const day = 24 * 3600_000;

/** A stopped Postgres with the migrated template inside, and the seed of its superuser's password. */
export interface PreparedCluster {
  data: string;
  seed: string;
  /** Undoes what was made for this run alone. */
  discard(): Promise<void>;
}

/**
 * Bootstrap and twelve domains' migrations take seconds, so a cluster in which they are done is kept and copied for
 * each run, for as long as no migration, no file that one imports and nothing of the kit has changed.
 */
export async function preparedCluster(say: (line: string) => void): Promise<PreparedCluster> {
  const seed = await testSeed();
  const kept = join(serverCache, `template-${await fingerprint()}`);
  const data = join(kept, 'data');
  const keep = () => Promise.resolve();
  if (existsSync(data)) return touch(kept).then(() => ({ data, seed, discard: keep }));
  return withLock(`${kept}.lock`, async () => {
    if (existsSync(data)) return { data, seed, discard: keep };
    const made = await makeCluster(seed, say);
    if (!made.complete) return { data: made.data, seed, discard: () => rm(made.dir, { recursive: true, force: true }) };
    await dropOld();
    await mkdir(kept, { recursive: true });
    // Copied under another name first: a run that is stopped in the middle leaves no half cluster behind.
    await copyFolder(made.data, `${data}.part`);
    await rename(`${data}.part`, data);
    await rm(made.dir, { recursive: true, force: true });
    return { data, seed, discard: keep };
  });
}

async function makeCluster(seed: string, say: (line: string) => void): Promise<{ dir: string; data: string; complete: boolean }> {
  say('Migrating a template database (kept until a migration changes)');
  const dir = throwAwayFolder();
  const servers = await startServers({ dir, want: ['postgres'], throwAway: true, secret: seed, onProgress: say });
  try {
    const complete = await makeTemplate(servers.urls.postgres ?? '');
    const data = join(dir, 'postgres', 'data');
    return { dir, data, complete };
  } finally {
    await servers.stop();
  }
}

/** Copies with owner and mode: as root the files belong to Postgres' user. */
async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rm(to, { recursive: true, force: true });
  await execute('cp', ['-a', from, to]);
}

async function testSeed(): Promise<string> {
  const file = join(serverCache, 'test-seed');
  await mkdir(serverCache, { recursive: true });
  return withLock(`${file}.lock`, async () => {
    const known = await readFile(file, 'utf8').catch(() => '');
    if (known) return known;
    const seed = randomBytes(32).toString('hex');
    await writeFile(file, seed, { mode: 0o600 });
    return seed;
  });
}

const touch = (folder: string): Promise<void> => utimes(folder, new Date(), new Date());

async function dropOld(): Promise<void> {
  for (const name of await readdir(serverCache)) {
    const path = join(serverCache, name);
    if (name.startsWith('template-') && !name.endsWith('.lock') && Date.now() - (await stat(path)).mtimeMs > day) await rm(path, { recursive: true, force: true });
  }
}

/** A word that changes when the template would. */
async function fingerprint(): Promise<string> {
  const seen = new Map<string, string>();
  const roots = [...(await filesOf('subgraphs/kit/src')), 'infra/test/template.ts', 'infra/servers/postgres.ts', 'package-lock.json'];
  for (const name of domainNames()) roots.push(...(await filesOf(`subgraphs/${name}/src/migrations`)));
  for (const file of roots) await read(join(houseRoot, file), seen);
  const hash = createHash('sha256').update(domainNames().join());
  for (const [file, text] of [...seen].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${file}\n${text}`);
  return hash.digest('hex').slice(0, 16);
}

async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(join(houseRoot, folder), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => join(folder, name));
}

/** Reads a file and, for TypeScript, whatever it imports from its own package. */
async function read(file: string, seen: Map<string, string>): Promise<void> {
  if (seen.has(file)) return;
  const text = await readFile(file, 'utf8').catch(() => '');
  seen.set(file, text);
  if (!file.includes('/subgraphs/')) return;
  for (const [, path] of text.matchAll(/from '(\.{1,2}\/[^']+)\.js'/g)) await read(join(dirname(file), `${path}.ts`), seen);
}
