import { idToUuid, versionOf, type Envelope } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { withoutSecrets } from './secret.rules.js';

/** True when the log already holds this event; delivery may repeat, entries do not. */
export async function isRecorded(event: Envelope, ctx: Ctx): Promise<boolean> {
  const rows = await ctx.sql('select 1 from timeline.entries where id = $1', [idToUuid(event.id)]);
  return rows.length > 0;
}

/** Appends the fact to the chain of its record; its payload goes aside under a salt that an erasure forgets with it. */
export async function writeEntry(event: Envelope, storyId: string, ctx: Ctx): Promise<void> {
  const firm = idToUuid(event.tenantid);
  const id = idToUuid(event.id);
  const payload = [JSON.stringify(withoutSecrets(event.type, event.data)), event.actorname ?? null, ctx.randomBytes(16).toString('hex')];
  await ctx.sql(
    `insert into timeline.payloads (tenant_id, id, data, actor_name, salt) values ($1, $2, $3::jsonb, $4, decode($5, 'hex'))`,
    [firm, id, ...payload],
  );
  await ctx.sql(
    `insert into timeline.entries (tenant_id, id, story_id, stream, event_type, event_version, subject, occurred_at, actor_kind, actor_id,
       on_behalf_of, run_id, correlation_id, causation_id, aggregate_seq, told, payload_digest)
     select $1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $9, $10, $11, $12, $13, $14, $15, $16,
       timeline.payload_digest(p.data, p.actor_name, p.salt) from timeline.payloads p where p.tenant_id = $1 and p.id = $2`,
    [firm, id, idToUuid(storyId), streamOf(event.aggregate, event.aggregateid), event.type, versionOf(event), event.subject, event.time,
      event.actorkind, event.actorid, event.onbehalfof ?? null, event.runid ?? null, event.correlationid, event.causationid ?? null, event.aggregateseq, event.seedtime !== undefined],
  );
}

/** The name of a record's chain. */
export function streamOf(aggregate: string, aggregateId: string): string {
  return `${aggregate}:${aggregateId}`;
}
