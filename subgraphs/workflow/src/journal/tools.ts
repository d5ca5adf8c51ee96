import { buildEnvelope, type DataOf, type Envelope, type EventContract } from '@firmament/events';
import { outboxInsert, takeSequence, type SqlTx } from '@firmament/events/runtime';

/** What the journal takes from its surroundings: ids, the time of the day, and how many runs a firm may start on one. */
export interface Tools { newId(prefix: string): string; now(): Date; runsADay?: number }

/** What a run's facts have in common. */
export interface RunFacts {
  tenantId: string; runId: string; workflowId: string; workflowName: string; versionNo: number; businessKey: string;
  clientId: string | null; ownerUserId: string; correlationId: string; seedTime: string | null;
}

/** Emits a fact of a run into the workflow domain's own outbox, in the transaction of the change. */
export async function emitRunFact<C extends EventContract>(tx: SqlTx, tools: Tools, run: RunFacts, contract: C, data: DataOf<C>, causationId: string): Promise<void> {
  const taken = takeSequence('workflow', run.tenantId, contract.aggregate, run.runId);
  const [row] = await tx.query<{ last_seq: string }>(taken.text, taken.params);
  const envelope = buildEnvelope(contract, data, {
    id: tools.newId('evt'), time: run.seedTime ? new Date(run.seedTime) : tools.now(), tenantId: run.tenantId,
    ...(run.clientId ? { clientId: run.clientId } : {}), ...(run.seedTime ? { seedTime: run.seedTime } : {}),
    // The same name under which the run's own calls stand in the story.
    actor: { kind: 'service', id: run.runId, name: `${run.workflowName}@${run.versionNo}`, onBehalfOf: run.ownerUserId, runId: run.runId },
    correlationId: run.correlationId, causationId, aggregateId: run.runId, aggregateSeq: Number(row?.last_seq ?? 1),
  });
  const insert = outboxInsert('workflow', envelope as Envelope);
  await tx.query(insert.text, insert.params);
}

/** The part that all facts of a run carry. */
export const factBody = (run: RunFacts) => ({
  runId: run.runId, workflowId: run.workflowId, workflowName: run.workflowName, versionNo: run.versionNo, businessKey: run.businessKey, clientId: run.clientId,
});

/** An event as expressions see it, before its shape is applied. */
export const eventForExpressions = (event: Envelope): Record<string, unknown> => ({
  id: event.id, type: event.type, time: event.time, subject: event.subject, clientId: event.clientid ?? null, correlationId: event.correlationid,
  actor: { kind: event.actorkind, id: event.actorid, name: event.actorname ?? null }, data: event.data,
});
