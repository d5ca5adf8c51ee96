import type { Logger } from 'pino';
import { dueRuns, dueSchedules, type RunRef, type ScheduleRef } from '@firmament/workflow/journal';
import type { Database } from './database.js';

/** What the sweep needs: the sweeper's login, and somebody to work on the runs and to start the schedules that it finds. */
export interface SweepOptions { database: Database; everyMs: number; log: Logger; work(run: RunRef): Promise<void>; fire(schedule: ScheduleRef): Promise<void> }

/** Finds due runs of every firm, round after round, and works on them itself: it needs no Redis. */
export function startSweep(options: SweepOptions): { stop(): Promise<void>; sweepNow(): Promise<number> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<unknown> = Promise.resolve();
  const again = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      round = sweepOnce(options).catch((error: unknown) => options.log.warn({ reason: String(error) }, 'the sweep failed')).finally(again);
    }, options.everyMs);
  };
  again();
  return {
    sweepNow: () => sweepOnce(options),
    stop: async () => { stopped = true; clearTimeout(timer); await round; },
  };
}

async function sweepOnce({ database, work, fire, log }: SweepOptions): Promise<number> {
  for (const schedule of await database.acrossTenants((tx) => dueSchedules(tx, 200))) {
    await fire(schedule).catch((error: unknown) => log.warn({ workflowId: schedule.workflowId, reason: String(error) }, 'a schedule could not start its run'));
  }
  const due = await database.acrossTenants((tx) => dueRuns(tx, 200));
  const queue = [...due];
  const worker = async (): Promise<void> => {
    for (let run = queue.shift(); run; run = queue.shift()) await work(run).catch((error: unknown) => log.warn({ reason: String(error) }, 'a due run could not be worked on'));
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  return due.length;
}
