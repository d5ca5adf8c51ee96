import { readFileSync } from 'node:fs';

/** Resident memory of one process in MiB: at rest, and the most that was seen. */
export interface Memory { readonly atRest: number; readonly peak: number }

const MIB = 1_024 ** 2;

/** Watches a process of this machine until `stop`. */
export function watchMemory(pid: number): { stop(): Memory } {
  const atRest = resident(pid);
  let peak = atRest;
  const timer = setInterval(() => { peak = Math.max(peak, resident(pid)); }, 50);
  return { stop: () => { clearInterval(timer); return { atRest, peak: Math.max(peak, resident(pid)) }; } };
}

/** Other processes are asked by the system's own page, so that nobody has to stop working to answer. */
function resident(pid: number): number {
  if (pid === process.pid) return process.memoryUsage.rss() / MIB;
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kib === undefined) throw new Error('the memory of other processes can be read on Linux only');
  return Number(kib) / 1_024;
}
