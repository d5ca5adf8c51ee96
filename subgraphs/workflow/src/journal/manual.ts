import type { Envelope } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { triggerName } from '../definition/document.types.js';
import type { Tools } from './tools.js';
import { receive, type Candidate, type RunRef } from './trigger.js';

/** Who started a run by hand, with what, and in which story. */
export interface ByHand { tenantId: string; workflowId: string; correlationId: string; actor: { kind: Envelope['actorkind']; id: string; name: string | null }; data: Record<string, unknown> }

/** Starts a run for a person; null when a run with the same key is there already, or the firm started too many today. */
export async function startByHand(tx: SqlTx, candidate: Candidate, by: ByHand, tools: Tools): Promise<{ run: RunRef | null; eventId: string }> {
  const type = triggerName(candidate.plan.document.trigger);
  const event: Envelope = {
    specversion: '1.0', id: tools.newId('evt'), source: '/subgraph/workflow', type, dataschema: `${type}/1`, subject: by.workflowId, time: tools.now().toISOString(), tenantid: by.tenantId,
    actorkind: by.actor.kind, actorid: by.actor.id, ...(by.actor.name ? { actorname: by.actor.name } : {}), correlationid: by.correlationId,
    aggregate: 'manual', aggregateid: by.workflowId, aggregateseq: 1, data: by.data,
  };
  return { run: await receive(tx, event, candidate, tools), eventId: event.id };
}
