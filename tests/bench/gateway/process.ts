import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process of the bench that serves something, and can say what it and its children have cost so far. */
export interface BenchProcess { readonly port: number; cpuMs(): Promise<number>; stop(): Promise<void> }

type Said = { readonly port: number } | { readonly cpuMs: number } | { readonly fault: string };

/** Starts a file of this folder and waits until it serves. */
export async function start(file: string, words: readonly string[], execArgv: readonly string[] = []): Promise<BenchProcess> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [...words], {
    execArgv: ['--conditions=source', '--import', 'tsx', ...execArgv], env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' },
  });
  const { port } = await next(child) as { port: number };
  return {
    port,
    cpuMs: async () => { child.send('cpu'); return (await next(child) as { cpuMs: number }).cpuMs; },
    stop: () => new Promise((resolve) => { child.once('exit', () => resolve()); child.disconnect(); }),
  };
}

function next(child: ChildProcess): Promise<Said> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null): void => reject(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (said: Said) => {
      child.off('exit', gone);
      if ('fault' in said) reject(new Error(said.fault)); else resolve(said);
    });
  });
}

/** The other side: says where this process serves, answers for its cost, and ends with whoever started it. */
export function serving(port: number, children: readonly BenchProcess[]): void {
  process.on('message', () => {
    void Promise.all(children.map((child) => child.cpuMs())).then((theirs) => {
      const { user, system } = process.cpuUsage();
      process.send?.({ cpuMs: (user + system) / 1_000 + theirs.reduce((sum, ms) => sum + ms, 0) });
    });
  });
  process.on('disconnect', () => { void Promise.all(children.map((child) => child.stop())).then(() => process.exit(0)); });
  process.send?.({ port });
}
