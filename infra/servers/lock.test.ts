import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdLock, withLock } from './lock.js';
import { choosePort, isFree } from './ports.js';
import { atLeast } from './find.js';
import { createServer } from 'node:net';

let dir: string;
beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), 'firmament-lock-'))));
afterEach(() => rm(dir, { recursive: true }));
/** No process has this id: it is above what Linux hands out. */
const nobody = 2 ** 30;

describe('what keeps two starts apart', () => {
  it('lets one work at a time and leaves nothing behind', async () => {
    const lock = join(dir, 'a.lock');
    let inside = 0;
    const most: number[] = [];
    await Promise.all([1, 2, 3].map(() => withLock(lock, async () => {
      most.push(++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
    })));
    expect([most, existsSync(lock)]).toEqual([[1, 1, 1], false]);
  });

  it('gives the lock free when the work fails', async () => {
    await expect(withLock(join(dir, 'a.lock'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(join(dir, 'a.lock'), () => Promise.resolve('yes'))).toBe('yes');
  });

  it('takes over the lock of a process that died', async () => {
    await mkdir(join(dir, 'a.lock'));
    await writeFile(join(dir, 'a.lock', 'pid'), String(nobody));
    await holdLock(join(dir, 'a.lock'));
  });

  it('says in a sentence who holds the folder, and what to do', async () => {
    await holdLock(join(dir, 'start.lock'));
    await expect(holdLock(join(dir, 'start.lock'))).rejects.toMatchObject({ message: expect.stringContaining(String(process.pid)), remedy: expect.stringContaining('npm run info') });
  });

  it('chooses another port when the usual one is taken', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)));
    expect(await isFree(port)).toBe(false);
    expect(await choosePort(port)).not.toBe(port);
    await new Promise((resolve) => taken.close(resolve));
  });

  it('compares versions by number and not by letter', () => {
    expect([atLeast('2.10.27', '2.10.23'), atLeast('2.9.10', '2.10.23'), atLeast('18.4', '15'), atLeast(undefined, '1')]).toEqual([true, false, true, false]);
  });
});
