import { auditRecorded, buildEnvelope, idToUuid } from '@firmament/events';
import type { Actor } from './actor.js';
import type { PendingFact } from './write-transaction.js';
import type { RequestContext } from './request-context.js';
import { currentTraceparent } from './tracing.js';

/** Takes gapless numbers for the aggregates in sorted order, then lays every pending fact into the outbox. */
export async function writeFacts(ctx: RequestContext): Promise<number> {
  const facts = ctx.facts.splice(0);
  if (facts.length === 0) return 0;
  const last = await takeNumbers(ctx, facts);
  const used = new Map<string, number>();
  for (const fact of facts) {
    const key = aggregateKey(fact);
    const behind = used.get(key) ?? 0;
    used.set(key, behind + 1);
    const count = facts.filter((other) => aggregateKey(other) === key).length;
    await insertFact(ctx, fact, (last.get(key) ?? 0) - count + behind + 1);
  }
  return facts.length;
}

/** Lays down the audit fact of a mutation that stated nothing itself. */
export function auditFact(ctx: RequestContext, operation: string, subjectIds: string[]): void {
  const contract = auditRecorded(ctx.runtime.def.name);
  ctx.facts.push({ contract, data: { operation, subjectIds, changes: [] }, aggregateId: ctx.newId('aud'), clientId: ctx.actor.clientId ?? null });
}

const aggregateKey = (fact: PendingFact): string => `${fact.contract.aggregate}|${fact.aggregateId}`;

async function takeNumbers(ctx: RequestContext, facts: readonly PendingFact[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const fact of facts) counts.set(aggregateKey(fact), (counts.get(aggregateKey(fact)) ?? 0) + 1);
  const last = new Map<string, number>();
  for (const key of [...counts.keys()].sort()) {
    const [type, id] = key.split('|') as [string, string];
    const [row] = await ctx.sql<{ last_seq: string }>(
      `insert into ${ctx.runtime.def.name}.event_counter as c (tenant_id, aggregate_type, aggregate_id, last_seq) values (sec.tenant_id(), $1, $2, $3)
       on conflict (tenant_id, aggregate_type, aggregate_id) do update set last_seq = c.last_seq + $3 returning last_seq`,
      [type, idToUuid(id), counts.get(key)]);
    last.set(key, Number(row?.last_seq));
  }
  return last;
}

/** Whom a fact names. */
function namedActor({ actor, meta: { provider } }: RequestContext): Actor {
  return provider ? { kind: 'provider', id: provider.connectionId, name: provider.name, tenantId: actor.tenantId, permissions: [] } : actor;
}

async function insertFact(ctx: RequestContext, fact: PendingFact, seq: number): Promise<void> {
  const { meta } = ctx;
  const actor = namedActor(ctx);
  const traceparent = currentTraceparent() ?? meta.traceparent;
  const envelope = buildEnvelope(fact.contract, fact.data as never, {
    id: ctx.newId('evt'), time: ctx.now, tenantId: actor.tenantId ?? '', ...(fact.clientId ? { clientId: fact.clientId } : {}),
    actor: { kind: actor.kind, id: actor.id, ...(actor.name ? { name: actor.name } : {}), ...(actor.onBehalfOf ? { onBehalfOf: actor.onBehalfOf } : {}), ...(actor.runId ? { runId: actor.runId } : {}) },
    correlationId: meta.correlationId, ...(meta.causationId ? { causationId: meta.causationId } : {}), ...(traceparent ? { traceparent } : {}),
    ...(meta.seedTime ? { seedTime: meta.seedTime } : {}), aggregateId: fact.aggregateId, aggregateSeq: seq,
  });
  await ctx.sql(
    `insert into ${ctx.runtime.def.name}.outbox (event_id, tenant_id, client_id, aggregate_type, aggregate_id, aggregate_seq, event_type, schema_version, subject, occurred_at,
       actor_kind, actor_id, actor_name, on_behalf_of, run_id, correlation_id, causation_id, traceparent, seed_time, data)
     values ($1, sec.tenant_id(), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [idToUuid(envelope.id), fact.clientId ? idToUuid(fact.clientId) : null, envelope.aggregate, idToUuid(fact.aggregateId), seq, envelope.type, fact.contract.version, fact.aggregateId, envelope.time,
      actor.kind, actor.id, actor.name ?? null, actor.onBehalfOf ?? null, actor.runId ?? null, meta.correlationId, meta.causationId ?? null, traceparent ?? null, meta.seedTime ?? null, JSON.stringify(envelope.data)]);
}
