import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { lastLines } from '../servers/child.js';
import { withLock } from '../servers/lock.js';
import { Problem } from '../servers/problem.js';
import { domainNames, houseRoot } from '../servers/servers.js';

const local = join(houseRoot, '.local');
const stamps = join(local, 'build.json');
const log = join(local, 'build.log');

/** What is to be built: everything, or what runs without the pages of the web. */
export interface BuildPlan {
  web?: boolean;
}

/** The folders whose `build` task lerna runs. */
function packageFolders(plan: BuildPlan): string[] {
  const all = ['events', 'subgraphs/kit', ...domainNames().map((name) => `subgraphs/${name}`), 'gateway', 'workflow-engine', ...(plan.web === false ? [] : ['web'])];
  return all.filter((folder) => existsSync(join(houseRoot, folder, 'src')));
}

/** Builds the packages that have changed since they were last built. Answers whether there were any. */
export async function build(say: (line: string) => void, plan: BuildPlan = {}): Promise<boolean> {
  await mkdir(local, { recursive: true });
  return withLock(join(local, 'build.lock'), async () => {
    const known = JSON.parse(await readFile(stamps, 'utf8').catch(() => '{}')) as Record<string, string>;
    const wanted = Object.fromEntries(await Promise.all(packageFolders(plan).map(async (folder) => [folder, await hashOf([folder, 'schema'])] as const)));
    const stale = Object.keys(wanted).filter((folder) => known[folder] !== wanted[folder] || !existsSync(join(houseRoot, folder, 'dist')));
    if (stale.length === 0) return false;
    say('Building (skipped when nothing changed)');
    await lerna(stale);
    await writeFile(stamps, JSON.stringify({ ...known, ...wanted }, null, 2));
    return true;
  });
}

async function lerna(folders: string[]): Promise<void> {
  const names = await Promise.all(folders.map(async (folder) => (JSON.parse(await readFile(join(houseRoot, folder, 'package.json'), 'utf8')) as { name: string }).name));
  const out = openSync(log, 'w');
  const child = spawn(join(houseRoot, 'node_modules/.bin/lerna'), ['run', 'build', ...names.flatMap((name) => ['--scope', name]), '--concurrency', '2', '--no-sort', '--no-bail'], {
    cwd: houseRoot, stdio: ['ignore', out, out], env: { ...process.env, NX_DAEMON: 'false', CI: 'true', FORCE_COLOR: '0', NO_COLOR: '1' },
  });
  closeSync(out);
  const code = await new Promise<number>((resolve) => child.once('exit', (value) => resolve(value ?? 1)).once('error', () => resolve(1)));
  if (code !== 0) throw new Problem(`The build failed:\n${await failures()}`, `Mend it (the whole output is in ${log}) and run the command again.`);
}

/** What the tasks that failed said; lerna's own words around them help nobody. */
async function failures(): Promise<string> {
  const text = stripVTControlCharacters(await readFile(log, 'utf8'));
  const failed = [...(text.split('Failed tasks:')[1] ?? '').matchAll(/^- (\S+):build$/gm)].map((match) => match[1]);
  const sections = text.split(/^(?=> \S+:build)/m).filter((section) => failed.some((name) => section.startsWith(`> ${name}:build`)));
  return sections.map((section) => section.split('Lerna (powered')[0]?.split('\n').filter((line) => line.trim() && !/^npm (warn|error)|^\s+at /.test(line)).slice(-20).join('\n    ')).join('\n') || lastLines(log, 25);
}

async function hashOf(folders: string[]): Promise<string> {
  const hash = createHash('sha256');
  const files = ['package-lock.json', '.swcrc'];
  for (const folder of folders) files.push(...(await listFiles(folder)));
  for (const file of files.sort()) {
    hash.update(file);
    hash.update(await readFile(join(houseRoot, file)).catch(() => Buffer.alloc(0)));
  }
  return hash.digest('hex');
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(join(houseRoot, folder), { withFileTypes: true });
  const found = await Promise.all(entries.map((entry) => {
    const path = join(folder, entry.name);
    if (/^(node_modules|dist|\.nx|\.local)$/.test(entry.name)) return [];
    return entry.isDirectory() ? listFiles(path) : /\.test\.tsx?$/.test(entry.name) ? [] : [path];
  }));
  return found.flat();
}
