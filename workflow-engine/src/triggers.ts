import type { NatsConnection } from '@nats-io/transport-node';
import { runResumed, type Envelope } from '@firmament/events';
import { startConsumer, type Consumer, type SqlTx } from '@firmament/events/runtime';
import { answerWaits, startRuns, type RunRef, type Tools } from '@firmament/workflow/journal';
import type { Logger } from 'pino';
import type { Database } from './database.js';

/** What listening for triggers needs; `started` is told after the commit, once per run that has something to do. */
export interface TriggerOptions {
  consumerUrl: string; database: Database; nc: NatsConnection; tools: Tools; log: Logger; pollMs?: number | undefined;
  started(run: RunRef, tag: string): void;
}

/** The durable under which the engine hears everything that happens in the house. */
export const durable = 'workflow-engine';

/** Listens to every fact: it may start runs, answer waits, or send a resumed run on. */
export function startTriggers(options: TriggerOptions): Consumer {
  const { database, nc, log, tools } = options;
  const woken = new Map<string, RunRef[]>();
  const handle = async (event: Envelope, tx: SqlTx): Promise<void> => {
    const runs = [...await startRuns(tx, event, tools), ...await answerWaits(tx, event)];
    if (event.type === runResumed.name) runs.push({ tenantId: event.tenantid, runId: event.aggregateid });
    if (runs.length > 0) woken.set(event.id, runs);
  };
  return startConsumer({
    domain: 'workflow', durable, url: options.consumerUrl, nc, log, clock: { now: tools.now }, listeners: [{ type: '*', handle }],
    ...(options.pollMs ? { pollMs: options.pollMs } : {}),
    inTenant: async (row, work) => {
      for (const event of row) woken.delete(event.id);
      await database.inTenant(row[0]?.tenantid ?? '', async (tx) => { for (const event of row) await work(tx, event); });
      for (const event of row) {
        // Only now does the run exist for anybody else.
        for (const run of woken.get(event.id) ?? []) options.started(run, event.id);
        woken.delete(event.id);
      }
    },
  });
}
