import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { RunRef } from '@firmament/workflow/journal';

const queueName = 'workflow-runs';
const patienceMs = 5_000;

/** Rings for runs: now, or at a moment. It may lose, double or delay a ring; the sweep makes up for it. */
export interface Waker {
  wake(run: RunRef, at: Date | null, tag: string): void;
  answers(): Promise<boolean>;
  stop(): Promise<void>;
}

/** What a waker needs; `work` must bear being called twice for the same run. */
export interface WakerOptions { redisUrl: string; concurrency: number; now(): Date; log: Logger; work(run: RunRef): Promise<void> }

/** A waker over BullMQ. Redis holds nothing but the rings: jobs are tried once and leave no trace. Without Redis it rings nothing and harms nothing. */
export function startWaker(options: WakerOptions): Waker {
  const { log } = options;
  // A command under way when the line breaks is neither answered nor refused until the line is back: only its own limit ends it.
  const sending = quiet(new Redis(options.redisUrl, { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 1_000 }), log);
  const receiving = quiet(new Redis(options.redisUrl, { maxRetriesPerRequest: null }), log);
  const open: { queue?: Queue<RunRef>; worker?: Worker<RunRef> } = {};
  // Only once Redis answers: a queue that never met its Redis cannot be closed either.
  sending.once('ready', () => { open.queue = heard(new Queue<RunRef>(queueName, { connection: sending, defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true } }), log); });
  receiving.once('ready', () => {
    open.worker = heard(new Worker<RunRef>(queueName, (job) => options.work(job.data), { connection: receiving, concurrency: options.concurrency, lockDuration: 90_000, maxStalledCount: 1 }), log);
  });
  return {
    wake: (run, at, tag) => {
      const delay = at === null ? 0 : Math.max(0, at.getTime() - options.now().getTime());
      // A colon is not allowed in a job id; the same ring twice is one job.
      open.queue?.add('wake', run, { delay, jobId: `${run.runId}-${tag}` }).catch((error: unknown) =>
        // A Redis that is away says so by itself; one that is full answers every ping and would go unseen.
        log[isFull(error) ? 'warn' : 'debug']({ runId: run.runId, reason: String(error) }, 'a ring was lost; the sweep will find the run'));
    },
    answers: () => sending.ping().then(() => true, () => false),
    stop: async () => {
      await atMost(patienceMs, Promise.allSettled([open.worker?.close(), open.queue?.close()]));
      sending.disconnect();
      receiving.disconnect();
    },
  };
}

const isFull = (error: unknown): boolean => String(error).includes('OOM');

/** A Redis that comes and goes is no reason to stop; its errors are heard and noted. */
function quiet(redis: Redis, log: Logger): Redis {
  redis.on('error', (error: Error) => log.debug({ reason: error.message }, 'redis is out of reach'));
  return redis;
}

function heard<T extends Queue<RunRef> | Worker<RunRef>>(part: T, log: Logger): T {
  (part as Queue<RunRef>).on('error', (error) => log.debug({ reason: error.message }, 'the waker is out of reach'));
  return part;
}

async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => { timer = setTimeout(resolve, milliseconds); })]);
  clearTimeout(timer);
}
