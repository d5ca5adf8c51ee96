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
const stamp = join(local, 'build.hash');
const log = join(local, 'build.log');

/** The folders whose `build` task lerna runs. */
function packageFolders(): string[] {
  const all = ['events', 'subgraphs/kit', ...domainNames().map((name) => `subgraphs/${name}`), 'gateway', 'workflow-engine', 'web'];
  return all.filter((folder) => existsSync(join(houseRoot, folder, 'src')));
}

/** Builds every package, unless nothing has changed since the last build. Answers whether it built. */
export async function build(say: (line: string) => void): Promise<boolean> {
  await mkdir(local, { recursive: true });
  return withLock(join(local, 'build.lock'), async () => {
    const folders = packageFolders();
    const hash = await hashOf([...folders, 'schema']);
    const whole = folders.every((folder) => existsSync(join(houseRoot, folder, 'dist')));
    if (whole && (await readFile(stamp, 'utf8').catch(() => '')) === hash) return false;
    say('Building (skipped when nothing changed)');
    await lerna(folders);
    await writeFile(stamp, hash);
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
