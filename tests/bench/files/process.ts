import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of this bench; what it says first is what it serves. */
export interface Beside<T> { readonly pid: number; readonly said: T; ask(words: object): Promise<unknown>; stop(): Promise<void> }

/** Starts a file of this folder beside this process and waits for its first word. */
export async function startBeside<T>(file: string): Promise<Beside<T>> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], { execArgv: ['--conditions=source', '--import', 'tsx'] });
  const said = await word(child) as T;
  return {
    pid: child.pid ?? 0, said,
    ask: (words) => { const answer = word(child); child.send(words); return answer; },
    stop: async () => { const gone = once(child, 'exit'); child.disconnect(); await gone; },
  };
}

function word(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null): void => reject(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (said: { fault?: string }) => {
      child.off('exit', gone);
      if (said.fault === undefined) resolve(said); else reject(new Error(said.fault));
    });
  });
}
