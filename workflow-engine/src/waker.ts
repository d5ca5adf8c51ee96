import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { RunRef } from '@firmament/workflow/journal';

const queueName = 'workflow-runs';

/** Rings for runs: now, or at a moment. It may lose, double or delay a ring; the sweep makes up for it. */
export interface Waker {
  wake(run: RunRef, at: Date | null, tag: string): void;
  answers(): Promise<boolean>;
  stop(): Promise<void>;
}

/** What a waker needs; `work` must bear being called twice for the same run. */
export interface WakerOptions { redisUrl: string; concurrency: number; now(): Date; log: Logger; work(run: RunRef): Promise<void> }

/** A waker over BullMQ. Redis holds nothing but the rings: jobs are tried once and leave no trace. */
export function startWaker(options: WakerOptions): Waker {
  const { log } = options;
  const queueConnection = quiet(new Redis(options.redisUrl, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: false }), log);
  const workerConnection = quiet(new Redis(options.redisUrl, { maxRetriesPerRequest: null }), log);
  const queue = new Queue<RunRef>(queueName, { connection: queueConnection, defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true } });
  const worker = new Worker<RunRef>(queueName, (job) => options.work(job.data), { connection: workerConnection, concurrency: options.concurrency, lockDuration: 90_000, maxStalledCount: 1 });
  queue.on('error', (error) => log.debug({ reason: error.message }, 'the waker is out of reach'));
  worker.on('error', (error) => log.debug({ reason: error.message }, 'the waker is out of reach'));
  return {
    wake: (run, at, tag) => {
      const delay = at === null ? 0 : Math.max(0, at.getTime() - options.now().getTime());
      // A colon is not allowed in a job id; the same ring twice is one job.
      queue.add('wake', run, { delay, jobId: `${run.runId}-${tag}` }).catch((error: unknown) =>
        log.debug({ runId: run.runId, reason: String(error) }, 'a ring was lost; the sweep will find the run'));
    },
    answers: () => queueConnection.ping().then(() => true, () => false),
    stop: async () => {
      await worker.close();
      await queue.close();
      queueConnection.disconnect();
      workerConnection.disconnect();
    },
  };
}

function quiet(redis: Redis, log: Logger): Redis {
  redis.on('error', (error: Error) => log.debug({ reason: error.message }, 'redis is out of reach'));
  return redis;
}
