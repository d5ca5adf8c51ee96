// The first thing that every command runs, on whatever Node (20.11 or newer) the machine has and before anything is
// installed: plain JavaScript without dependencies. It installs the packages and hands over to the pinned Node.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The clone. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The Node that runs everything after the install. */
export const pinnedNode = `${root}node_modules/.bin/node`;

/** Ends the command with one sentence for what is wrong and one for what to do. */
export function fail(sentence, remedy) {
  console.error(`\n  ✖ ${sentence}\n    → ${remedy}\n`);
  process.exit(1);
}

/** One line of progress. */
export const say = (line) => console.log(`  · ${line}`);

const newer = (version, [major, minor]) => {
  const [a, b] = version.replace(/^v/, '').split('.').map(Number);
  return a > major || (a === major && b >= minor);
};

/** Makes sure that the packages of the lockfile are there and that the pinned Node can run. */
export function prepare() {
  if (!newer(process.version, [20, 11])) fail(`Firmament is launched with Node 20.11 or newer; this is ${process.version}.`, 'Install a newer Node (https://nodejs.org) and run the command again.');
  if (process.platform === 'win32') fail('Firmament does not run on Windows itself.', 'Run it inside WSL (Debian or Ubuntu).');
  if (!installed()) withLock(install);
  const node = existsSync(pinnedNode) ? pinnedNode : process.execPath;
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  if (!newer(version || 'v0.0', [22, 17])) fail(`Node 22.17 or newer is needed to run, and npm brought none for ${process.platform}-${process.arch} (found ${version || 'none'}).`, 'Install Node 24 and run the command again.');
  return node;
}

const read = (file) => {
  try {
    return JSON.parse(readFileSync(`${root}${file}`, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Whether node_modules holds what the lockfile says. npm writes what it installed into a lockfile of its own there. */
function installed() {
  const wanted = read('package-lock.json')?.packages;
  const present = read('node_modules/.package-lock.json')?.packages;
  if (!wanted) return Boolean(present);
  if (!present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || !path.includes('node_modules/') || entry.optional || entry.devOptional || entry.peer) return true;
    if (entry.link) return existsSync(`${root}${path}`);
    return present[path]?.version === entry.version;
  });
}

function install() {
  if (installed()) return;
  say('Installing packages (a few minutes on a fresh machine)');
  mkdirSync(`${root}.local`, { recursive: true });
  const command = existsSync(`${root}package-lock.json`) ? 'ci' : 'install';
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  const done = spawnSync('npm', [command, '--no-fund', '--no-audit', '--loglevel=error'], { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'inherit', 'pipe'] });
  if (done.status === 0) return;
  const words = done.stderr ?? '';
  if (/ENOSPC/.test(words)) fail('The packages could not be installed: the disk is full.', 'Free at least 2 GB and run the command again.');
  if (/EUSAGE/.test(words)) fail('package-lock.json does not fit the package.json files.', 'Run `npm install`, look at what changed in package-lock.json, and run the command again.');
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(words)) fail('The packages could not be installed: the npm registry cannot be reached.', 'Check the network (or `npm config get registry`) and run the command again.');
  fail(`npm ${command} failed:\n${words.trim().split('\n').slice(-12).join('\n')}`, 'Mend the cause above and run the command again.');
}

/** Two commands at once must not install into the same folder. */
function withLock(work) {
  mkdirSync(`${root}.local`, { recursive: true });
  const file = `${root}.local/install.lock`;
  for (;;) {
    try {
      closeSync(openSync(file, 'wx'));
      break;
    } catch {
      if (abandoned(file)) rmSync(file, { force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
    }
  }
  writeFileSync(file, String(process.pid));
  process.once('exit', () => rmSync(file, { force: true }));
  work();
  rmSync(file, { force: true });
}

/** Whether the one who took the lock is gone; a file that stays empty was left by a command that was stopped that moment. */
function abandoned(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return pid ? !alive(pid) : Date.now() - statSync(file).mtimeMs > 5_000;
  } catch {
    return false;
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The environment of everything that runs after the install: the pinned Node first, no telemetry, no daemons. */
export function environment(extra = {}) {
  return {
    ...process.env, PATH: `${root}node_modules/.bin:${process.env.PATH ?? ''}`, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false',
    DO_NOT_TRACK: '1', TSX_TSCONFIG_PATH: `${root}tsconfig.json`, ...extra,
  };
}

/**
 * Runs a TypeScript file of this house with the pinned Node and ends with its exit code. Ctrl-C reaches the child by
 * itself; other signals are handed on, and a child whose launcher died sees its channel close.
 */
export function run(node, file, args = [], extra = {}) {
  const child = spawn(node, ['--conditions=source', '--import', 'tsx', `${root}${file}`, ...args], { cwd: root, env: environment(extra), stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

/** Runs a program to its end and answers with its exit code; used by the commands that only string tools together. */
export function step(command, args, extra = {}) {
  const done = spawnSync(command, args, { cwd: root, env: environment(extra), stdio: 'inherit' });
  return done.status ?? 1;
}
