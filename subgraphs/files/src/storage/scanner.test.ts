import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { aClient, eicar, openFiles, outcome, send, upload } from '../../test/firm.js';
import { clamscanProgram } from './clamscan-program.js';
import { inspect } from './inspect.js';
import { clamdScanner, testFileScanner } from './scanner.js';

// No ClamAV stands here: programs and a server that only play its part show what we make of what it says.
const bytes = (size = 200_000): Readable => Readable.from([Buffer.alloc(size / 2, 1), Buffer.alloc(size / 2, 2)]);

describe('the program clamscan, played on the PATH', () => {
  let folder: string;
  const path = (): string => `${folder}:/usr/bin:/bin`;
  /** A program of that name that does this when it is asked to scan. */
  const plays = (script: string): Promise<void> => writeFile(join(folder, 'clamscan'), `#!/bin/sh\nif [ "$1" = --version ]; then echo 'ClamAV 0.0.0/played'; exit 0; fi\n${script}\n`, { mode: 0o755 });
  const scan = (patienceMs?: number) => clamscanProgram({ program: 'clamscan', path: path() }, patienceMs).scan(bytes());
  beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'firmament-clamscan-')); });
  afterAll(async () => { await rm(folder, { recursive: true }); });

  it('is believed when it ends with 0 and has read every byte', async () => {
    await plays(`[ "$(wc -c)" -eq 200000 ] || exit 2; echo 'stdin: OK'; exit 0`);
    expect(await scan()).toEqual({ clean: true, engine: 'clamscan ClamAV 0.0.0/played', finding: null });
  });

  it('is believed when it ends with 1, and its finding is named', async () => {
    await plays(`cat >/dev/null; echo 'stdin: Win.Test.EICAR_HDB-1 FOUND'; exit 1`);
    expect(await scan()).toEqual({ clean: false, engine: 'clamscan ClamAV 0.0.0/played', finding: 'Win.Test.EICAR_HDB-1' });
  });

  it.each([
    ['ends with 2', `cat >/dev/null; echo 'no database' >&2; exit 2`, /ended with 2. no database/],
    ['ends with 0 and has read nothing', 'exit 0', /ended before it had read the file/],
    ['finds the file too large for it', `cat >/dev/null; echo 'stdin: Heuristics.Limits.Exceeded.MaxFileSize FOUND'; exit 1`, /too large/],
    ['dies', 'kill -9 $$', /was ended/],
  ])('gives no verdict when it %s', async (_what, script, words) => {
    await plays(script);
    await expect(clamscanProgram({ program: 'clamscan', path: path() }).scan(bytes(20_000_000))).rejects.toThrow(words);
  });

  it('gives no verdict when it says nothing in its time, and is ended', async () => {
    await plays('exec sleep 60');
    await expect(scan(300)).rejects.toThrow('was ended, or took too long');
  });

  it('gives no verdict when it is not there', async () => {
    await expect(clamscanProgram({ program: 'clamscan-that-nobody-has', path: path() }).scan(bytes())).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is told nothing of our environment', async () => {
    await plays(`cat >/dev/null; [ -z "$S3_SECRET_ACCESS_KEY$HOME" ] || exit 2; exit 0`);
    expect((await scan()).clean).toBe(true);
  });

  it('does not keep the file from being hashed when it ends early with a finding', async () => {
    await plays(`head -c 10 >/dev/null; echo 'stdin: Early FOUND'; exit 1`);
    expect(await inspect(bytes(20_000_000), clamscanProgram({ program: 'clamscan', path: path() }))).toMatchObject({ size: 20_000_000, verdict: { clean: false, finding: 'Early' } });
  });

  it('keeps what it gives no verdict on in quarantine, and the next look takes it in', async () => {
    const h = await openFiles({ CLAMSCAN_PROGRAM: 'clamscan', PATH: path() });
    try {
      const clientId = await aClient(h);
      await plays('cat >/dev/null; exit 2');
      const id = await send(h, h.staff(), { clientId }, { bytes: Buffer.from('%PDF-1.7\nscanned later') });
      await h.sweep('check-uploads');
      expect(await outcome(h, id)).toMatchObject({ state: 'CHECKING', file: null });
      await plays('cat >/dev/null; exit 0');
      await h.sql(`update files.due set due_at = now() - interval '1 second' where kind = 'check'`);
      await h.sweep('check-uploads');
      expect(await outcome(h, id)).toMatchObject({ state: 'DONE', file: { scanState: 'CLEAN' } });
      await plays(`cat >/dev/null; echo 'stdin: Pdf.Played FOUND'; exit 1`);
      expect(await upload(h, h.staff(), { clientId }, { bytes: Buffer.from('%PDF-1.7\nharmful') })).toMatchObject({ state: 'FAILED', reason: 'INFECTED' });
      expect((await h.events('files.scan.failed')).at(-1)?.data).toMatchObject({ engine: 'clamscan ClamAV 0.0.0/played', finding: 'Pdf.Played' });
    } finally { await h.stop(); }
  });
});

describe('clamd, played on a port', () => {
  let server: Server;
  let address: string;
  /** What it says of a stream; null for nothing at all. */
  let verdict: string | null;
  let heard: number;
  const lines = new Set<Socket>();
  beforeAll(async () => {
    server = createServer((line) => {
      lines.add(line);
      let all = Buffer.alloc(0);
      line.on('error', () => undefined).on('data', (chunk: Buffer) => {
        all = Buffer.concat([all, chunk]);
        if (all.subarray(0, 4).equals(Buffer.from('PING'))) return void line.end('PONG');
        if (all.subarray(0, 8).equals(Buffer.from('nVERSION'))) return void line.end('ClamAV 0.0.0/played\n');
        if (!all.subarray(-4).equals(Buffer.alloc(4)) || verdict === null) return;
        heard = all.length;
        line.end(`${verdict}\0`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => { for (const line of lines) line.destroy(); server.close(); });

  it('is believed when it says OK or FOUND', async () => {
    verdict = 'stream: OK';
    expect(await clamdScanner(address).scan(bytes())).toEqual({ clean: true, engine: 'clamd ClamAV 0.0.0/played', finding: null });
    expect(heard).toBeGreaterThan(200_000);
    verdict = 'stream: Win.Test.EICAR_HDB-1 FOUND';
    expect(await clamdScanner(address).scan(bytes())).toEqual({ clean: false, engine: 'clamd ClamAV 0.0.0/played', finding: 'Win.Test.EICAR_HDB-1' });
  });

  it('gives no verdict when it fails, says nothing, or is not there', async () => {
    verdict = 'INSTREAM size limit exceeded. ERROR';
    await expect(clamdScanner(address).scan(bytes())).rejects.toThrow('INSTREAM size limit exceeded');
    verdict = null;
    await expect(clamdScanner(address, 300).scan(bytes())).rejects.toThrow('clamd said nothing within 0.3 s');
    await expect(clamdScanner('127.0.0.1:1').scan(bytes())).rejects.toThrow();
  });
});

it('what stands in for a scanner knows the test file, wherever it is cut, and says that it is none', async () => {
  const cut = Readable.from([Buffer.concat([Buffer.from('before '), eicar.subarray(0, 20)]), eicar.subarray(20)]);
  expect(await testFileScanner.scan(cut)).toEqual({ clean: false, engine: 'test-file check only (no virus scanner is connected)', finding: 'Eicar-Test-Signature' });
  expect(await testFileScanner.scan(bytes())).toMatchObject({ clean: true, engine: 'test-file check only (no virus scanner is connected)' });
});
