import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { hasApt } from '../servers/apt.js';
import { onPath } from '../servers/find.js';

const execute = promisify(execFile);

/** The browser that the browser tests drive, if this machine has one. */
export async function chromium(): Promise<string | undefined> {
  if (process.env['FIRMAMENT_CHROMIUM']) return process.env['FIRMAMENT_CHROMIUM'];
  return (await onPath('chromium')) ?? (await onPath('chromium-browser')) ?? (await onPath('google-chrome'));
}

/** Installs Debian's chromium where that is possible. Where it is not, the browser tests are skipped with this notice, or fail in CI. */
export async function ensureChromium(say: (line: string) => void): Promise<void> {
  const known = await chromium();
  if (!known && process.getuid?.() === 0 && (await hasApt())) {
    say('Installing chromium for the browser tests');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await execute('apt-get', ['-qq', 'update'], { env, maxBuffer: 1 << 24 }).catch(() => undefined);
    await execute('apt-get', ['-qq', '-y', '--no-install-recommends', 'install', 'chromium', 'fonts-liberation'], { env, maxBuffer: 1 << 24 }).catch(() => undefined);
  }
  const found = await chromium();
  if (found) process.env['FIRMAMENT_CHROMIUM'] = found;
  else say('There is no chromium here: the browser tests are skipped (they fail in CI). Install the package chromium, or set FIRMAMENT_CHROMIUM to a browser.');
}
