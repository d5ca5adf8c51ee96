import { createHash } from 'node:crypto';
import { domainOf, parseEnvelope, subjectOf, type Envelope } from '../envelope.js';
import { idToUuid, newId } from '../ids.js';
import type { AggregateKey, InboxStore } from './inbox-store.js';
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

  /**
   * Takes in what came together, in its order; throws only when the database does. One tenant's neighbours share a transaction, because in a crowd
   * the commits cost more than the rows. A message that the database refuses is found by taking its neighbours one by one, and is put aside alone.
   * `taken` grows by each that is settled: whoever tries again after a failure hands it in again, so that nothing is put aside twice.
   */
  async take(messages: readonly Arrival[], taken: Taken[] = []): Promise<Taken[]> {
    for (const run of runsOf(messages.slice(taken.length).map(read))) await this.takeRun(run, taken);
    return taken;
  }

  private async takeRun(run: readonly Read[], taken: Taken[]): Promise<void> {
    const verdicts = await this.writeDown(run).catch((error: unknown) => (run.length === 1 ? [unwritable(error)] : null));
    if (verdicts === null) {
      for (const one of run) await this.takeRun([one], taken);
      return;
    }
    for (const [i, verdict] of verdicts.entries()) {
      taken.push(verdict === 'new' || verdict === 'known' ? verdict : await this.refuse((run[i] as Read).message, verdict));
    }
  }

  /** What became of each: new, known, or the reason why it cannot be trusted. */
  private async writeDown(run: readonly Read[]): Promise<string[]> {
    const events = run.flatMap(({ event }) => (event ? [event] : []));
    const [first] = events;
    if (!first) return run.map(({ reason }) => reason);
    return this.store.inTenant(idToUuid(first.tenantid), async (tx) => {
      const written = await this.write(tx, events);
      const verdicts: string[] = [];
      // The same event twice in one run is written once, and then it is known.
      for (const event of events) verdicts.push(written.delete(idToUuid(event.id)) ? 'new' : await this.compare(tx, event));
      return verdicts;
    });
  }

  /** Writes down what is not known yet, aggregate by aggregate, in one statement; answers the ids of what was new. */
  private async write(tx: SqlTx, events: readonly Envelope[]): Promise<Set<string>> {
    const arrivals = inLockOrder(events).map((event, place) => ({ ...keyOf(event), place, seq: event.aggregateseq, event_id: idToUuid(event.id), event_type: event.type, hash: digest(event).toString('hex'), envelope: event }));
    const rows = await tx.query<{ event_id: string }>(writeArrivals(this.store.schema), [arrivals[0]?.tenant_id, this.store.consumer, this.startPolicy === 'now', JSON.stringify(arrivals)]);
    return new Set(rows.map((row) => row.event_id));
  }

  /** Nothing was written: the event is known, or another one claims its id or its place. */
  private async compare(tx: SqlTx, event: Envelope): Promise<string> {
    const key = keyOf(event);
    const seen = await tx.query<{ event_id: string; payload_hash: Buffer }>(`select event_id, payload_hash from ${this.store.schema}.inbox
where tenant_id = $1 and consumer = $2 and (event_id = $3 or (source = $4 and aggregate_type = $5 and aggregate_id = $6 and aggregate_seq = $7))`,
    [key.tenant_id, this.store.consumer, idToUuid(event.id), key.source, key.aggregate_type, key.aggregate_id, event.aggregateseq]);
    if (seen.some((row) => row.event_id !== idToUuid(event.id))) return 'another event holds this place in its aggregate';
    if (seen.some((row) => !row.payload_hash.equals(digest(event)))) return 'an event with this id and another content is known';
    return 'known';
  }

  private async refuse(message: Arrival, reason: string): Promise<'quarantined'> {
    await this.store.quarantine(idToUuid(newId('evt')), { ...message, reason });
    this.log.error({ subject: message.subject, seq: message.seq, reason, consumer: this.store.consumer }, 'a message was put aside');
    return 'quarantined';
  }
}

/**
 * Writes down arrivals (parameter 4, a JSON list) of a tenant (1) for a consumer (2), whose first event of a thing may be any (3). A standing head is
 * looked at and not inserted over: an insert would wait for whoever moves it, and they wait for our place on the list.
 */
const writeArrivals = (s: string): string => `with arrival as (
  select * from jsonb_to_recordset($4::jsonb) as a(place int, source text, aggregate_type text, aggregate_id uuid, seq bigint, event_id uuid, event_type text, hash text, envelope jsonb)
), thing as (
  select a.source, a.aggregate_type, a.aggregate_id, h.last_seq is null as is_new, coalesce(h.last_seq, case when $3 then (array_agg(a.seq order by a.place))[1] - 1 else 0 end) as base, min(a.place) as place
  from arrival a left join ${s}.inbox_head h on h.tenant_id = $1 and h.consumer = $2 and h.source = a.source and h.aggregate_type = a.aggregate_type and h.aggregate_id = a.aggregate_id
  group by a.source, a.aggregate_type, a.aggregate_id, h.last_seq
), head as (
  insert into ${s}.inbox_head (tenant_id, consumer, source, aggregate_type, aggregate_id, last_seq)
  select $1, $2, source, aggregate_type, aggregate_id, base from thing where is_new order by place on conflict do nothing
), firm as (
  insert into ${s}.inbox_purge (tenant_id, consumer) select $1, $2 where exists (select 1 from thing where is_new) on conflict do nothing
), arrived as (
  insert into ${s}.inbox (tenant_id, consumer, source, aggregate_type, aggregate_id, aggregate_seq, event_id, event_type, payload_hash, envelope)
  select $1, $2, a.source, a.aggregate_type, a.aggregate_id, a.seq, a.event_id, a.event_type, decode(a.hash, 'hex'), a.envelope
  from arrival a join thing t using (source, aggregate_type, aggregate_id) where a.seq > t.base order by a.place on conflict do nothing returning source, aggregate_type, aggregate_id, event_id
), due as (
  insert into ${s}.inbox_due as d (tenant_id, consumer, source, aggregate_type, aggregate_id)
  select $1, $2, source, aggregate_type, aggregate_id from thing t
  where exists (select 1 from arrived a where a.source = t.source and a.aggregate_type = t.aggregate_type and a.aggregate_id = t.aggregate_id) order by place
  on conflict (tenant_id, consumer, source, aggregate_type, aggregate_id) do update
  set touches = d.touches + 1, due_at = case when d.state = 'gap' then clock_timestamp() else d.due_at end
)
select event_id from arrived`;

/** A message after its envelope was checked: an event, or the reason why it is none. */
interface Read { readonly message: Arrival; readonly event: Envelope | undefined; readonly reason: string }

function read(message: Arrival): Read {
  try {
    const event = parseEnvelope(JSON.parse(message.raw));
    if (subjectOf(event) !== message.subject) throw new Error('the subject does not belong to the event');
    return { message, event, reason: '' };
  } catch (error) {
    return { message, event: undefined, reason: oneLine(error) };
  }
}

/** Cuts a row of messages where the tenant changes; what cannot be read stands apart. */
function runsOf(row: readonly Read[]): Read[][] {
  const runs: Read[][] = [];
  for (const one of row) {
    const run = runs.at(-1);
    if (run && run[0]?.event?.tenantid === one.event?.tenantid) run.push(one);
    else runs.push([one]);
  }
  return runs;
}

/** One aggregate after the other: two processes that take in at once would otherwise wait for each other in a ring. Inside an aggregate the order stays. */
function inLockOrder(events: readonly Envelope[]): Envelope[] {
  const thing = ({ aggregate, aggregateid }: Envelope): string => `${aggregate} ${aggregateid}`;
  return [...events].sort((a, b) => (thing(a) < thing(b) ? -1 : Number(thing(a) > thing(b))));
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
