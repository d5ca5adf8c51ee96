// npm run reset: empties .local (data, mails, secrets, endpoints) and keeps the downloaded server programs.
import { readdirSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { fail, root, say } from './prepare.mjs';

const local = `${root}.local`;
const pid = Number(existsSync(`${local}/start.lock/pid`) ? readFileSync(`${local}/start.lock/pid`, 'utf8') : 0);
if (pid && isAlive(pid)) fail(`Firmament runs from this folder (process ${pid}).`, 'Stop it with Ctrl-C and run `npm run reset` again.');
for (const name of existsSync(local) ? readdirSync(local) : []) {
  if (name !== 'servers') rmSync(`${local}/${name}`, { recursive: true, force: true });
}
const elsewhere = `/var/lib/firmament/${createHash('sha256').update(resolve(local)).digest('hex').slice(0, 12)}`;
rmSync(elsewhere, { recursive: true, force: true });
say('The data is gone. `npm start` begins with the demonstration firm again.');
if (process.env.DATABASE_URL) say('DATABASE_URL names a server of yours; its database «firmament» was left alone.');

function isAlive(number) {
  try {
    process.kill(number, 0);
    return true;
  } catch {
    return false;
  }
}
