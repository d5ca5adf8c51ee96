// npm run rotate-keys: a new master key for the secrets of connections. The old one still opens; at the next start every
// firm's key is wrapped under the new one by the sweep `rotate-vault-keys`.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { fail, root, say } from './prepare.mjs';

/** The secrets of a house with a new master key in front of the one it had. */
export function rotated(secrets, key) {
  return { ...secrets, vault: key, vaultOld: [secrets.vault, ...(secrets.vaultOld ?? [])] };
}

function rotate() {
  const file = `${root}.local/secrets.json`;
  if (!existsSync(file)) fail('This house has no secrets yet.', 'Run `npm start` once. Elsewhere: give a new FIRMAMENT_VAULT_KEY, and the old one in FIRMAMENT_VAULT_OLD_KEYS.');
  const lock = `${root}.local/start.lock/pid`;
  // A process that knows the old key alone could not open what is wrapped under the new one.
  if (existsSync(lock) && isAlive(Number(readFileSync(lock, 'utf8')))) fail('Firmament runs from this folder and knows the old key alone.', 'Stop it with Ctrl-C, run `npm run rotate-keys` again, then `npm start`.');
  writeFileSync(`${file}.part`, JSON.stringify(rotated(JSON.parse(readFileSync(file, 'utf8')), randomBytes(32).toString('base64')), null, 2), { mode: 0o600 });
  renameSync(`${file}.part`, file);
  say('There is a new master key. At the next `npm start` every firm\'s key is wrapped under it; the old key opens until then and is kept beside it.');
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) rotate();
