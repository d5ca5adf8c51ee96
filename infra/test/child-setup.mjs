// What the global set-ups share: a child process that owns the servers of this run. When Jest is gone, however it
// went, the channel to the child closes and the child stops all that it started.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const key = Symbol.for('firmament.test.hosts');

/** Starts a host script once per Jest run and takes over the variables that it answers with. */
export async function startHost(script, args = []) {
  const hosts = (globalThis[key] ??= new Map());
  const name = [script, ...args].join(' ');
  const known = hosts.get(name);
  if (known) {
    known.users++;
    return known.ready;
  }
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', `${root}infra/test/${script}`, ...args], {
    cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true,
    env: { ...process.env, TSX_TSCONFIG_PATH: `${root}tsconfig.json` },
  });
  const ready = new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The servers for the tests did not start (${script} ended with ${code}).`)));
  });
  hosts.set(name, { child, ready, users: 1 });
  Object.assign(process.env, (await ready).env);
}

/** Stops what the set-ups started, once the last project that used it is over. */
export async function stopHosts() {
  const hosts = globalThis[key] ?? new Map();
  for (const [name, host] of hosts) {
    if (--host.users > 0) continue;
    hosts.delete(name);
    if (host.child.exitCode !== null) continue;
    const ended = new Promise((resolve) => host.child.once('exit', resolve));
    host.child.disconnect();
    await ended;
  }
}
