import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The full path of a program on PATH or in one of these folders (by default those that PATH of an ordinary user leaves out), if any. */
export async function onPath(program: string, more: string[] = ['/usr/sbin', '/usr/local/sbin']): Promise<string | undefined> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...more];
  for (const folder of folders.filter(Boolean)) {
    const file = join(folder, program);
    if (await access(file, constants.X_OK).then(() => true, () => false)) return file;
  }
  return undefined;
}

/** The first `1.2.3`-like number that a program prints when asked for its version. */
export async function versionOf(file: string, env?: Record<string, string>): Promise<string | undefined> {
  const answer = await execute(file, ['--version'], { env: { ...process.env, ...env } }).catch(() => undefined);
  return answer?.stdout.match(/\d+(\.\d+)+/)?.[0];
}

/** Whether version `is` is at least `least`, number by number. */
export function atLeast(is: string | undefined, least: string): boolean {
  if (!is) return false;
  const [a, b] = [is, least].map((v) => v.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < b.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
