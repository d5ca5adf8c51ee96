import type { Readable } from 'node:stream';
import { createRequire } from 'node:module';

/** What a scanner says of a file. `engine` names honestly who looked. */
export interface ScanVerdict { readonly clean: boolean; readonly engine: string; readonly finding: string | null }

/** Looks through a file's bytes. Rejects when it could not look; such a file stays in quarantine. */
export interface Scanner { scan(bytes: Readable): Promise<ScanVerdict> }

// Kept in two halves, so that this source is not itself taken for the thing it looks for.
const signature = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''), 'latin1');

/** Knows one thing only, the EICAR test file, and says so in its name. It stands in where no clamd runs; it is no protection. */
export const testFileScanner: Scanner = {
  async scan(bytes) {
    const engine = 'test-file check only (no virus scanner is connected)';
    let tail = Buffer.alloc(0);
    let found = false;
    for await (const chunk of bytes) {
      const seen = Buffer.concat([tail, chunk as Buffer]);
      found ||= seen.includes(signature);
      tail = Buffer.from(seen.subarray(-signature.length));
    }
    return { clean: !found, engine, finding: found ? 'Eicar-Test-Signature' : null };
  },
};

interface Clam { init(options: object): Promise<Clam>; scanStream(stream: Readable): Promise<{ isInfected: boolean | null; viruses: string[] }>; getVersion(): Promise<string> }

/** How long a scanner may take for one file before it counts as silent. */
export const scanPatienceMs = 10 * 60_000;

/** Ends the waiting for a scanner that says nothing: files behind this one must not wait for ever, too. */
async function within<T>(patienceMs: number, engine: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error(`${engine} said nothing within ${patienceMs / 1000} s`)), patienceMs); });
  return Promise.race([work, silence]).finally(() => clearTimeout(timer));
}

/** Asks clamd over its socket or port. It is found anew for each file, so a clamd that comes back is used again. */
export function clamdScanner(address: string, patienceMs = scanPatienceMs): Scanner {
  const place = address.startsWith('/') ? { socket: address } : { host: address.split(':')[0], port: Number(address.split(':')[1] ?? 3310) };
  const look = async (bytes: Readable): Promise<ScanVerdict> => {
    const NodeClam = createRequire(import.meta.url)('clamscan') as new () => Clam;
    const clam = await new NodeClam().init({ preference: 'clamdscan', clamscan: { active: false }, clamdscan: { ...place, timeout: 60_000, localFallback: false, bypassTest: false } });
    const { isInfected, viruses } = await clam.scanStream(bytes);
    if (isInfected === null) throw new Error('clamd gave no verdict');
    return { clean: !isInfected, engine: `clamd ${(await clam.getVersion()).trim()}`, finding: viruses[0] ?? null };
  };
  return { scan: (bytes) => within(patienceMs, 'clamd', look(bytes)) };
}
