import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, readdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { anyPort, choosePort, isFree, takePort } from './ports.js';
import { release, reservationFolder, reserve } from './reservations.js';

const chooser = fileURLToPath(new URL('./ports.fixture.ts', import.meta.url));
/** No process has this id: it is above what Linux hands out. */
const nobody = 2 ** 30;

describe('ports of houses that start at the same moment', () => {
  it('gives each of several processes ports of its own, and the usual one to at most one of them', async () => {
    const usual = await anyPort();
    await release(usual);
    const starts = await Promise.all([1, 2, 3, 4].map(() => chooserProcess(usual)));
    // They choose together: each has said that it stands ready before any of them is told to go.
    const ports = (await Promise.all(starts.map((start) => start.choose()))).flat();
    await Promise.all(starts.map((start) => start.end()));
    expect(ports).toHaveLength(4 * 21);
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('never promises the same port twice to one process', async () => {
    const ports = await Promise.all(Array.from({ length: 40 }, () => anyPort()));
    expect(new Set(ports).size).toBe(40);
    expect(await takePort(ports[0] ?? 0)).toBe(false);
  });

  it('keeps a promise whose owner lives, though nobody listens yet', async () => {
    const start = await chooserProcess();
    const [port = 0] = await start.choose();
    expect(await isFree(port)).toBe(true);
    expect(await choosePort(port)).not.toBe(port);
    await start.end();
    expect(await choosePort(port)).toBe(port);
  });

  it('ignores what a killed process left, and clears it away', async () => {
    const port = await anyPort();
    await release(port);
    const left = [`${port}.${nobody}.left`, `${port + 1}.${nobody}.left`].map((note) => join(reservationFolder, note));
    for (const note of left) await writeFile(note, '');
    expect(await reserve(port)).toBe(true);
    for (const note of left) await expect(access(note)).rejects.toThrow('ENOENT');
  });

  it('keeps no note of a port on which somebody listens', async () => {
    const taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    expect(await takePort(port)).toBe(false);
    expect((await readdir(reservationFolder)).filter((note) => note.startsWith(`${port}.`))).toEqual([]);
    taken.close();
  });
});

async function chooserProcess(usual?: number) {
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', chooser, String(usual ?? '')], { stdio: ['pipe', 'pipe', 'inherit'] });
  expect(await line(child)).toBe('ready');
  return {
    choose: async () => {
      child.stdin.write('go\n');
      return JSON.parse(await line(child)) as number[];
    },
    end: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

async function line(child: ChildProcess): Promise<string> {
  const [words] = await once(child.stdout ?? child, 'data') as [Buffer];
  return words.toString().trim();
}
