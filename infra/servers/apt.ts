import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { onPath } from './find.js';
import { withLock } from './lock.js';
import type { Ground } from './plan.js';

const execute = promisify(execFile);
const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** What to fetch: packages of one suite (`own` = the suite this machine runs), unpacked together into one folder. */
export interface AptBundle {
  /** Folder name under the cache; a new name means a new download. */
  name: string;
  suite: 'own' | 'trixie';
  packages: string[];
  /** Packages that older or newer suites may not have. */
  optional?: string[];
}

/** Whether this machine can fetch Debian packages at all. */
export async function hasApt(): Promise<boolean> {
  return Boolean(await onPath('apt-get', systemFolders)) && Boolean(await onPath('dpkg', systemFolders));
}

/** Runs a tool of the system with the system's own PATH: apt calls gpgv and tar, which a short PATH may leave out. */
async function system(tool: 'apt-get' | 'dpkg', args: string[], cwd?: string): Promise<string> {
  const env = { ...process.env, LC_ALL: 'C', PATH: [process.env['PATH'], ...systemFolders].filter(Boolean).join(delimiter) };
  try {
    return (await execute((await onPath(tool, systemFolders)) ?? tool, args, { cwd, env, maxBuffer: 1 << 24 })).stdout;
  } catch (error) {
    const words = (error as { stderr?: string }).stderr?.trim().split('\n').filter((line) => /^(E|W|dpkg)/.test(line)).at(-1);
    throw words ? new Error(`${tool} says: ${words}`) : error;
  }
}

/**
 * Downloads packages with the machine's own apt (its mirror, its keys, its proxies) and unpacks them under the cache:
 * nothing is installed and no root is needed. Returns the folder, which later starts find ready.
 */
export async function unpackWithApt({ cache, say }: Pick<Ground, 'cache' | 'say'>, bundle: AptBundle): Promise<string> {
  const folder = join(cache, bundle.name);
  if (existsSync(folder)) return folder;
  say(`Fetching ${bundle.packages[0]} from the system's package mirror`);
  return withLock(join(cache, `${bundle.name}.lock`), async () => {
    if (existsSync(folder)) return folder;
    const work = join(cache, `${bundle.name}.${process.pid}`);
    try {
      await fetchInto(work, cache, bundle);
      await rename(join(work, 'root'), folder);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    return folder;
  });
}

async function fetchInto(work: string, cache: string, bundle: AptBundle): Promise<void> {
  const release = await osRelease();
  const suite = bundle.suite === 'own' ? (release['VERSION_CODENAME'] ?? '') : bundle.suite;
  const options = await withLock(join(cache, 'apt.lock'), () => refreshLists(cache, suite, release));
  const folder = join(work, 'debs');
  await mkdir(folder, { recursive: true });
  await mkdir(join(work, 'root'), { recursive: true });
  await system('apt-get', [...options, 'download', ...bundle.packages], folder);
  for (const name of bundle.optional ?? []) {
    await system('apt-get', [...options, 'download', name], folder).catch(() => undefined);
  }
  for (const file of await readdir(folder)) await system('dpkg', ['-x', join(folder, file), join(work, 'root')]);
}

/** Makes an apt state of our own beside the system's: own source line, own lists, no locks of the system. */
async function refreshLists(cache: string, suite: string, release: Record<string, string>): Promise<string[]> {
  const state = join(cache, 'apt', suite);
  await mkdir(join(state, 'lists', 'partial'), { recursive: true });
  await mkdir(join(state, 'cache', 'archives', 'partial'), { recursive: true });
  const sources = join(state, 'sources.list');
  const options = ['-q', ...Object.entries({
    'Dir::Etc::sourcelist': sources, 'Dir::Etc::sourceparts': '-', 'Dir::State::lists': join(state, 'lists'),
    'Dir::Cache': join(state, 'cache'), 'APT::Sandbox::User': '', 'Debug::NoLocking': '1', 'Acquire::Languages': 'none',
    'Acquire::Retries': '2', 'APT::Update::Post-Invoke': '', 'APT::Update::Post-Invoke-Success': '',
  }).flatMap(([key, value]) => ['-o', `${key}=${value}`])];
  if (!existsSync(join(state, 'done'))) {
    await writeFile(sources, await sourceLine(suite, release));
    await system('apt-get', [...options, 'update', '-o', 'APT::Update::Error-Mode=any']);
    await writeFile(join(state, 'done'), '');
  }
  return options;
}

/** The mirror is read from what this machine is configured for; no address of a mirror is written in this project. */
async function sourceLine(suite: string, release: Record<string, string>): Promise<string> {
  const found = await system('apt-get', ['update', '--print-uris', '-o', 'Debug::NoLocking=1']);
  const bases = [...found.matchAll(/'([^']+?)\/?\/dists\/([^/']+)\/InRelease'/g)].map((m) => ({ base: m[1] ?? '', suite: m[2] ?? '' }));
  const own = bases.find((b) => b.suite === release['VERSION_CODENAME']) ?? bases.find((b) => /debian|ubuntu/.test(b.base));
  if (!own) throw new Error('apt has no source for this system');
  const ubuntu = release['ID'] === 'ubuntu';
  const keyring = ubuntu ? '/usr/share/keyrings/ubuntu-archive-keyring.gpg' : '/usr/share/keyrings/debian-archive-keyring.gpg';
  const signed = existsSync(keyring) ? `[signed-by=${keyring}] ` : '';
  return `deb ${signed}${own.base} ${suite} main${ubuntu ? ' universe' : ''}\n`;
}

async function osRelease(): Promise<Record<string, string>> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return Object.fromEntries([...text.matchAll(/^([A-Z_]+)="?([^"\n]*)"?$/gm)].map((m) => [m[1] ?? '', m[2] ?? '']));
}

/** Library folders inside an unpacked bundle, for LD_LIBRARY_PATH. */
export async function libraryPath(folder: string): Promise<string> {
  const base = join(folder, 'usr', 'lib');
  const entries = await readdir(base, { withFileTypes: true }).catch(() => []);
  const inner = entries.filter((entry) => entry.isDirectory() && /-linux-/.test(entry.name)).map((entry) => join(base, entry.name));
  return [...inner, base].join(':');
}
