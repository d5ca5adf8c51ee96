import type { CrashPoint } from './ports.js';

/** Kills this process, without goodbye, the first time the named point is reached: `point` or `point:step`. Only for fault tests. */
export function crashAt(spec: string | undefined): (point: CrashPoint, stepKey: string) => void {
  if (!spec) return () => undefined;
  return (point, stepKey) => {
    if (spec === point || spec === `${point}:${stepKey}`) process.kill(process.pid, 'SIGKILL');
  };
}
