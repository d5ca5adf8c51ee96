import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { scanPatienceMs, type ScanVerdict, type Scanner } from './scanner.js';

// Past its limits clamscan calls a file clean without having looked; told to alert, it says so, and that is no verdict either way.
const args = ['--no-summary', '--stdout', '--max-filesize=2000M', '--max-scansize=2000M', '--alert-exceeds-max=yes', '-'];
const tooLarge = /^Heuristics\.Limits\.Exceeded/;

/** How a program ended, and what it said. `code` is null when it had to be ended. */
interface Ended { readonly code: number | null; readonly said: string; readonly complained: string; readonly heardAll: boolean }

/** Which program, and the PATH on which it and its own programs are looked up. */
export interface ProgramPlace { readonly program: string; readonly path: string }

/** Begins the program with nothing of our environment but the path: a scanner needs none of our keys. */
const begin = ({ program, path }: ProgramPlace, words: readonly string[]): ChildProcessWithoutNullStreams => spawn(program, words, { env: { PATH: path } });

async function ending(child: ChildProcessWithoutNullStreams, patienceMs: number): Promise<Ended> {
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  const over = new Promise<number | null>((resolve, reject) => { child.once('error', reject).once('close', resolve); });
  // A program that ends early breaks the pipe; what counts is how it ended.
  child.stdin.on('error', () => undefined);
  const [code, said, complained] = await Promise.all([over, text(child.stdout), text(child.stderr)]).finally(() => clearTimeout(timer));
  return { code, said, complained, heardAll: child.stdin.writableFinished };
}

/** Only 0 and 1 are verdicts, and 0 only of one who heard every byte. */
function verdictOf({ code, said, complained, heardAll }: Ended, engine: string): ScanVerdict {
  if (code === 0 && heardAll) return { clean: true, engine, finding: null };
  const finding = /^.*?: (.+) FOUND$/m.exec(said)?.[1] ?? 'unnamed';
  if (code === 1 && !tooLarge.test(finding)) return { clean: false, engine, finding };
  const why = code === null ? 'was ended, or took too long' : code === 0 ? 'ended before it had read the file' : code === 1 ? 'found the file too large for it' : `ended with ${code}`;
  throw new Error(`clamscan gave no verdict: it ${why}. ${complained.trim().slice(0, 300)}`.trim());
}

/** Asks the program `clamscan`, which reads its signatures anew for each file: enough for a small firm that runs no clamd. */
export function clamscanProgram(place: ProgramPlace, patienceMs = scanPatienceMs): Scanner {
  const version = async (): Promise<string> => {
    const child = begin(place, ['--version']);
    child.stdin.end();
    const { code, said } = await ending(child, 60_000);
    return code === 0 ? said.trim() : 'of unknown version';
  };
  return {
    async scan(bytes: Readable) {
      const engine = `clamscan ${await version()}`;
      const child = begin(place, args);
      bytes.pipe(child.stdin);
      bytes.once('error', () => child.kill('SIGKILL'));
      const ended = await ending(child, patienceMs);
      // The file is hashed from the same stream, to its end, whatever the scanner made of it.
      bytes.unpipe(child.stdin).resume();
      return verdictOf(ended, engine);
    },
  };
}
