/** Kills this process, without goodbye, when it reaches the named point. Only for fault tests; refused in production. */
export function crashAt(env: Readonly<Record<string, string | undefined>>): ((point: string) => void) | undefined {
  const wanted = env['FIRMAMENT_CRASH_AT'];
  if (!wanted) return undefined;
  if (env['NODE_ENV'] === 'production') throw new Error('FIRMAMENT_CRASH_AT is for fault tests only');
  return (point) => {
    if (point === wanted) process.kill(process.pid, 'SIGKILL');
  };
}
