import { rm } from 'node:fs/promises';
import { explain } from '../servers/problem.js';

/** What a host hands to Jest, and how it ends. */
export interface Hosted {
  env: Record<string, string>;
  dir: string;
  stop(): Promise<void>;
}

/** Runs a host: starts, tells its parent the variables, and stops when the parent lets go or a signal comes. */
export async function host(start: () => Promise<Hosted>): Promise<void> {
  let hosted: Hosted | undefined;
  let ending = false;
  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    await hosted?.stop().catch(() => undefined);
    if (hosted && !process.env['FIRMAMENT_TEST_KEEP']) await rm(hosted.dir, { recursive: true, force: true });
    process.exit(code);
  };
  process.on('disconnect', () => void end(0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0));
  try {
    hosted = await start();
    if (!process.connected) return await end(0);
    process.send?.({ env: hosted.env });
  } catch (error) {
    console.error(explain(error));
    await end(1);
  }
}
