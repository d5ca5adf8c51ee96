import { domainOf, versionOf, type Envelope } from '../envelope.js';
import { idToUuid, uuidToId } from '../ids.js';

/** A statement with its parameters. */
export interface Statement { readonly text: string; readonly params: unknown[] }

/** Takes the next `count` numbers of an aggregate and answers the last of them as `last_seq`; holds the row to commit. Sort by aggregate first. */
export function takeSequence(schema: string, tenantId: string, aggregateType: string, aggregateId: string, count = 1): Statement {
  return {
    text: `insert into ${schema}.event_counter as c (tenant_id, aggregate_type, aggregate_id, last_seq) values ($1, $2, $3, $4)
on conflict (tenant_id, aggregate_type, aggregate_id) do update set last_seq = c.last_seq + $4 returning last_seq`,
    params: [idToUuid(tenantId), aggregateType, idToUuid(aggregateId), count],
  };
}

const columns = ['event_id', 'tenant_id', 'client_id', 'aggregate_type', 'aggregate_id', 'aggregate_seq', 'event_type', 'schema_version', 'subject', 'occurred_at',
  'actor_kind', 'actor_id', 'actor_name', 'on_behalf_of', 'run_id', 'correlation_id', 'causation_id', 'traceparent', 'seed_time', 'data'] as const;

/** The statement that puts an event into the outbox; it returns nothing, because writers may not read there. */
export function outboxInsert(schema: string, event: Envelope): Statement {
  const values = [
    idToUuid(event.id), idToUuid(event.tenantid), event.clientid ? idToUuid(event.clientid) : null, event.aggregate, idToUuid(event.aggregateid), event.aggregateseq,
    event.type, versionOf(event), event.subject, event.time, event.actorkind, event.actorid, event.actorname ?? null, event.onbehalfof ?? null, event.runid ?? null,
    event.correlationid, event.causationid ?? null, event.traceparent ?? null, event.seedtime ?? null, JSON.stringify(event.data),
  ];
  return { text: `insert into ${schema}.outbox (${columns.join(', ')}) values (${values.map((_, i) => `$${i + 1}`).join(', ')})`, params: values };
}

/** A row of the outbox or its archive, as `pg` reads it. */
export interface OutboxRow {
  event_id: string; tenant_id: string; client_id: string | null; aggregate_type: string; aggregate_id: string; aggregate_seq: string;
  event_type: string; schema_version: number; subject: string; occurred_at: Date; actor_kind: string; actor_id: string; actor_name: string | null;
  on_behalf_of: string | null; run_id: string | null; correlation_id: string; causation_id: string | null; traceparent: string | null; seed_time: Date | null;
  data: Record<string, unknown>; republish: number; attempts: number;
}

/** The columns that `OutboxRow` needs. */
export const rowColumns = [...columns, 'republish', 'attempts'].join(', ');

/** The event that a row stands for, exactly as it was built. */
export function envelopeOf(row: OutboxRow): Envelope {
  const optional = {
    clientid: row.client_id ? uuidToId('cli', row.client_id) : null, actorname: row.actor_name, onbehalfof: row.on_behalf_of, runid: row.run_id,
    causationid: row.causation_id, traceparent: row.traceparent, seedtime: row.seed_time?.toISOString() ?? null,
  };
  const event = {
    specversion: '1.0', id: uuidToId('evt', row.event_id), type: row.event_type, dataschema: `${row.event_type}/${row.schema_version}`,
    subject: row.subject, time: row.occurred_at.toISOString(), tenantid: uuidToId('firm', row.tenant_id), actorkind: row.actor_kind, actorid: row.actor_id,
    correlationid: row.correlation_id, ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null)),
    aggregate: row.aggregate_type, aggregateid: row.subject, aggregateseq: Number(row.aggregate_seq), data: row.data,
  } as Omit<Envelope, 'source'>;
  return { ...event, source: `/subgraph/${domainOf(event)}` };
}
