import { createHash } from 'node:crypto';
import { domainOf, parseEnvelope, subjectOf, type Envelope } from '../envelope.js';
import { idToUuid, newId } from '../ids.js';
import { byKey, type AggregateKey, type InboxStore } from './inbox-store.js';
import type { StartPolicy } from './stream.js';
import type { Logger, SqlTx } from './types.js';
import { oneLine } from './wake.js';

/** A message as stage 1 sees it. */
export interface Arrival { readonly subject: string; readonly seq: number; readonly raw: string }

/** What became of an arrival. */
export type Taken = 'new' | 'known' | 'quarantined';

/** Stage 1: check the envelope, write it down in the tenant's context, and let the broker forget it. No effect happens here. */
export class Intake {
  constructor(private readonly store: InboxStore, private readonly startPolicy: StartPolicy, private readonly log: Logger) {}

  /** Takes one message in; throws only when the database does. */
  async take(message: Arrival): Promise<Taken> {
    let event: Envelope;
    try {
      event = parseEnvelope(JSON.parse(message.raw));
      if (subjectOf(event) !== message.subject) throw new Error('the subject does not belong to the event');
    } catch (error) {
      return this.refuse(message, oneLine(error));
    }
    const key = keyOf(event);
    const hash = digest(event);
    const verdict = await this.store.inTenant(key.tenant_id, async (tx) =>
      (await this.write(tx, key, event, hash)) ? 'new' as const : this.compare(tx, key, event, hash)).catch(unwritable);
    return verdict === 'new' || verdict === 'known' ? verdict : this.refuse(message, verdict);
  }

  private async write(tx: SqlTx, key: AggregateKey, event: Envelope, hash: Buffer): Promise<boolean> {
    const s = this.store.schema;
    const seq = event.aggregateseq;
    // A standing head is looked at and not inserted over: an insert would wait for whoever moves it, and they wait for our place on the list.
    const rows = await tx.query(`with head as (
  insert into ${s}.inbox_head (tenant_id, consumer, source, aggregate_type, aggregate_id, last_seq)
  select $1::uuid, $2::text, $3::text, $4::text, $5::uuid, $6::bigint where not exists (select 1 from ${s}.inbox_head where ${byKey}) on conflict do nothing
), firm as (
  insert into ${s}.inbox_purge (tenant_id, consumer)
  select $1::uuid, $2::text where not exists (select 1 from ${s}.inbox_head where ${byKey}) on conflict do nothing
), arrived as (
  insert into ${s}.inbox (tenant_id, consumer, source, aggregate_type, aggregate_id, aggregate_seq, event_id, event_type, payload_hash, envelope)
  select $1::uuid, $2::text, $3::text, $4::text, $5::uuid, $7::bigint, $8::uuid, $9::text, $10::bytea, $11::jsonb
  where not exists (select 1 from ${s}.inbox_head where ${byKey} and last_seq >= $7) on conflict do nothing returning event_id
)
insert into ${s}.inbox_due as d (tenant_id, consumer, source, aggregate_type, aggregate_id)
select $1::uuid, $2::text, $3::text, $4::text, $5::uuid from arrived
on conflict (tenant_id, consumer, source, aggregate_type, aggregate_id) do update
set touches = d.touches + 1, due_at = case when d.state = 'gap' then clock_timestamp() else d.due_at end
returning 1`, [...this.store.keyParams(key), this.startPolicy === 'now' ? seq - 1 : 0, seq, idToUuid(event.id), event.type, hash, JSON.stringify(event)]);
    return rows.length > 0;
  }

  /** Nothing was written: the event is known, or another one claims its id or its place. */
  private async compare(tx: SqlTx, key: AggregateKey, event: Envelope, hash: Buffer): Promise<string> {
    const seen = await tx.query<{ event_id: string; payload_hash: Buffer }>(`select event_id, payload_hash from ${this.store.schema}.inbox
where tenant_id = $1 and consumer = $2 and (event_id = $3 or (source = $4 and aggregate_type = $5 and aggregate_id = $6 and aggregate_seq = $7))`,
    [key.tenant_id, this.store.consumer, idToUuid(event.id), key.source, key.aggregate_type, key.aggregate_id, event.aggregateseq]);
    if (seen.some((row) => row.event_id !== idToUuid(event.id))) return 'another event holds this place in its aggregate';
    if (seen.some((row) => !row.payload_hash.equals(hash))) return 'an event with this id and another content is known';
    return 'known';
  }

  private async refuse(message: Arrival, reason: string): Promise<'quarantined'> {
    await this.store.quarantine(idToUuid(newId('evt')), { ...message, reason });
    this.log.error({ subject: message.subject, seq: message.seq, reason, consumer: this.store.consumer }, 'a message was put aside');
    return 'quarantined';
  }
}

/** Content that the database can never hold (a NUL in a text) is the event's fault; any other failure is ours and is tried again. */
function unwritable(error: unknown): string {
  if (String((error as { code?: unknown }).code).startsWith('22')) return oneLine(error);
  throw error;
}

/** The aggregate that an event belongs to, with the domain that speaks for it. */
export function keyOf(event: Envelope): AggregateKey {
  return { tenant_id: idToUuid(event.tenantid), source: domainOf(event), aggregate_type: event.aggregate, aggregate_id: idToUuid(event.aggregateid) };
}

/** A fingerprint of what an event says, independent of the order in which it was written down. */
export function digest(event: Envelope): Buffer {
  const { id, dataschema, tenantid, aggregate, aggregateid, aggregateseq, data } = event;
  return createHash('sha256').update(JSON.stringify([id, dataschema, tenantid, aggregate, aggregateid, aggregateseq, sorted(data)])).digest();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, child]) => [name, sorted(child)]);
}
