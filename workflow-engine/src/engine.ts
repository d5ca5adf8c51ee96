import { connect, type NatsConnection } from '@nats-io/transport-node';
import { newId } from '@firmament/events';
import { natsAddress } from '@firmament/events/runtime';
import { fireSchedule, type RunRef, type ScheduleRef, type Tools } from '@firmament/workflow/journal';
import type { Logger } from 'pino';
import { advance } from './advance.js';
import type { EngineConfig } from './config.js';
import { crashAt } from './crash.js';
import { Database } from './database.js';
import { GatewayClient } from './gateway-client.js';
import type { Health } from './health.js';
import { metricsOf, type EngineMetrics } from './metrics.js';
import { pgJournal } from './pg-journal.js';
import { requireKeeping } from './redis-policy.js';
import type { Workbench } from './ports.js';
import { startSweep } from './sweep.js';
import { startTriggers } from './triggers.js';
import { startWaker, type Waker } from './waker.js';

/** What comes from outside: time, chance, and where to write down what happens. */
export interface EngineDeps { log: Logger; now(): Date; dice(): number }

/** A running engine. */
export interface Engine { ready(): Promise<Health>; sweepNow(): Promise<number>; metrics: EngineMetrics; stop(): Promise<void> }

/** Starts the engine: it hears facts, works on runs, and sweeps for what is due. */
export async function startEngine(config: EngineConfig, deps: EngineDeps): Promise<Engine> {
  const { log } = deps;
  await requireKeeping(config.REDIS_URL);
  const tools: Tools = { newId: (prefix) => newId(prefix), now: deps.now };
  const logins = openLogins(config);
  const nc = await connect({ ...natsAddress(config.NATS_URL), name: 'workflow-engine', maxReconnectAttempts: -1 });
  const metrics = metricsOf();
  const bell: { waker?: Waker } = {};
  const work = workOf(workbench(config, deps, logins.rw, tools, nc), metrics, log, (run, at) => bell.waker?.wake(run, at, String(at.getTime())));
  const waker = bell.waker = startWaker({ redisUrl: config.REDIS_URL, concurrency: config.FIRMAMENT_ENGINE_CONCURRENCY, now: deps.now, log, work });
  const consumer = startTriggers({
    consumerUrl: config.WORKFLOW_CONSUMER_DATABASE_URL, database: logins.consumer, nc, tools, log,
    started: (run, tag) => { nc.publish('nudge.workflow'); waker.wake(run, null, tag); },
  });
  const fire = (schedule: ScheduleRef): Promise<void> => startBySchedule(logins.consumer, schedule, tools, nc);
  const sweep = startSweep({ database: logins.sweeper, everyMs: config.FIRMAMENT_SWEEP_MS, log, work, fire });
  const stop = async (): Promise<void> => {
    for (const part of [sweep, consumer, waker]) await part.stop();
    await nc.drain().catch(() => undefined);
    await Promise.all([logins.rw, logins.consumer, logins.sweeper].map((login) => login.close()));
  };
  const ready = async (): Promise<Health> => readiness({ database: await logins.rw.answers(), redis: await waker.answers(), consumer: (await consumer.status()).connected });
  return { metrics, sweepNow: () => sweep.sweepNow(), ready, stop };
}

/** Only the facts need a nudge: the sweep that found the schedule works on its run in the same round. */
async function startBySchedule(database: Database, schedule: ScheduleRef, tools: Tools, nc: NatsConnection): Promise<void> {
  const runs = await database.inTenant(schedule.tenantId, (tx) => fireSchedule(tx, schedule, tools));
  if (runs.length > 0) nc.publish('nudge.workflow');
}

/** The three logins of the workflow domain: one writes the journal, one takes facts in, one looks for what is due. */
const openLogins = (config: EngineConfig): { rw: Database; consumer: Database; sweeper: Database } => ({
  rw: new Database(config.WORKFLOW_DATABASE_URL, 6, 'workflow-engine'), consumer: new Database(config.WORKFLOW_CONSUMER_DATABASE_URL, 2, 'workflow-engine-triggers'),
  sweeper: new Database(config.WORKFLOW_SWEEPER_DATABASE_URL, 1, 'workflow-engine-sweep'),
});

function workbench(config: EngineConfig, deps: EngineDeps, rw: Database, tools: Tools, nc: NatsConnection): Workbench {
  const gateway = new GatewayClient({ url: config.FIRMAMENT_PUBLIC_URL, key: config.FIRMAMENT_ENGINE_PRIVATE_KEY, timeoutMs: config.FIRMAMENT_CALL_TIMEOUT_MS });
  return {
    journal: pgJournal(rw, `engine-${process.pid}`, config.FIRMAMENT_LEASE_SECONDS, tools, () => nc.publish('nudge.workflow')),
    call: (step) => gateway.call(step), dice: deps.dice, retryBaseMs: config.FIRMAMENT_RETRY_BASE_MS, reached: crashAt(config.FIRMAMENT_CRASH_AT),
  };
}

/** Works on one run; a run that wants to be woken rings again at its time. */
function workOf(bench: Workbench, metrics: EngineMetrics, log: Logger, wakeAt: (run: RunRef, at: Date) => void): (run: RunRef) => Promise<void> {
  return async (run) => {
    const end = metrics.working.startTimer();
    try {
      const { held, again, lost } = await advance(bench, run);
      if (held) metrics.turns.inc();
      if (lost) metrics.lost.inc();
      if (again) wakeAt(run, again);
    } catch (error) {
      // The lease runs out by itself and the sweep finds the run again.
      metrics.faults.inc();
      log.error({ runId: run.runId, tenantId: run.tenantId, reason: error instanceof Error ? error.message : String(error) }, 'a run could not be worked on');
    } finally {
      end();
    }
  };
}

// Redis only rings: without it the engine is slower and still right.
const readiness = (detail: { database: boolean; redis: boolean; consumer: boolean }): Health => ({ ok: detail.database && detail.consumer, detail });
