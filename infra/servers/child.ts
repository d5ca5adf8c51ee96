import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from './problem.js';

/** What it takes to run one child process that serves until it is told to stop. */
export interface ChildPlan {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** Everything the child prints goes to this file; its end is shown when the start fails. */
  log: string;
  /** Answers true as soon as the child serves. */
  ready: () => Promise<boolean>;
  readyWithinMs?: number;
  stopSignal?: NodeJS.Signals;
}

/** A child that runs. */
export interface Running {
  name: string;
  pid: number;
  /** Resolves with the exit code (or signal) when the child ends, wanted or not. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

let guard: ChildProcess | undefined;

function tellGuard(line: string): void {
  if (!guard) {
    const script = fileURLToPath(new URL('./guard.mjs', import.meta.url));
    guard = spawn(process.execPath, [script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, execArgv: [] } as object);
    guard.unref();
    (guard.stdin as unknown as { unref?: () => void }).unref?.();
    guard.stdin?.on('error', () => undefined);
  }
  guard.stdin?.write(`${line}\n`);
}

/** Starts a child and waits until it serves; a child that ends or stays silent becomes a Problem with its last words. */
export async function startChild(plan: ChildPlan): Promise<Running> {
  const out = openSync(plan.log, 'a', 0o600);
  const child = spawn(plan.command, plan.args, {
    cwd: plan.cwd, env: { ...process.env, ...plan.env } as NodeJS.ProcessEnv, uid: plan.uid, gid: plan.gid,
    stdio: ['ignore', out, out], detached: true,
  });
  closeSync(out);
  let over: string | undefined;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve((over = error.message)));
    child.once('exit', (code, signal) => resolve((over = signal ?? String(code))));
  });
  const pid = child.pid ?? 0;
  if (pid) tellGuard(`+${pid}`);
  void ended.then(() => pid && tellGuard(`-${pid}`));
  const running: Running = { name: plan.name, pid, ended, stop: () => stopChild(child, ended, plan.stopSignal ?? 'SIGTERM') };
  await waitReady(plan, () => over, running);
  return running;
}

async function waitReady(plan: ChildPlan, over: () => string | undefined, running: Running): Promise<void> {
  const deadline = performance.now() + (plan.readyWithinMs ?? 30_000);
  for (;;) {
    const end = over();
    if (end !== undefined) throw notStarted(plan, `ended with ${end}`);
    if (await plan.ready().catch(() => false)) return;
    if (performance.now() > deadline) {
      await running.stop();
      throw notStarted(plan, `did not answer within ${Math.round((plan.readyWithinMs ?? 30_000) / 1000)} s`);
    }
    await pause(25);
  }
}

function notStarted(plan: ChildPlan, how: string): Problem {
  const words = lastLines(plan.log, 12);
  if (/No space left on device/i.test(words)) {
    return new Problem(`${plan.name} could not start: the disk is full.`, 'Free some space (npm run reset empties .local) and start again.');
  }
  return new Problem(`${plan.name} could not start: it ${how}.\n${words}`, `Read ${plan.log}, mend the cause and start again.`);
}

/** The last lines of a log file, for a message. */
export function lastLines(file: string, count: number): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).map((line) => `    ${line}`).join('\n');
  } catch {
    return '';
  }
}

async function stopChild(child: ChildProcess, ended: Promise<string>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  child.kill(signal);
  const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(hard);
}
