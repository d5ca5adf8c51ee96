import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/transport-node';
import { subjectOf } from '../envelope.js';
import { envelopeOf, type OutboxRow } from './outbox-row.js';
import { streamIdentity, streamName } from './stream.js';
import { oneLine } from './wake.js';

/** What became of one row: on the stream at `seq`, or refused with a reason. */
export type Published = { row: OutboxRow; seq: number; isNew: boolean } | { row: OutboxRow; refused: string };

/** A message id that the broker has seen for an event; a wanted repetition needs another one. */
export const messageId = (id: string, republish: number): string => (republish === 0 ? id : `${id}.${republish}`);

/** Publishes rows to the stream: aggregates side by side, the events of one aggregate strictly one after the other. */
export class Publisher {
  private readonly js: JetStreamClient;

  /** Makes a publisher on a connection that may publish the domain's subjects. */
  constructor(private readonly nc: NatsConnection) {
    this.js = jetstream(nc);
  }

  /** Publishes a batch; `mayPublish` is asked before each event and ends the batch when the answer is no. */
  async publish(rows: readonly OutboxRow[], mayPublish: () => boolean): Promise<Published[]> {
    const results: Published[] = [];
    await Promise.all(chainsOf(rows).map((chain) => this.chain(chain, mayPublish, results)));
    return results;
  }

  private async chain(rows: readonly OutboxRow[], mayPublish: () => boolean, results: Published[]): Promise<void> {
    for (const row of rows) {
      if (!mayPublish()) return;
      try {
        results.push({ row, ...(await this.one(row)) });
      } catch (error) {
        results.push({ row, refused: oneLine(error) });
        return;
      }
    }
  }

  private async one(row: OutboxRow): Promise<{ seq: number; isNew: boolean }> {
    const event = envelopeOf(row);
    const id = messageId(event.id, row.republish);
    const hdrs = headers();
    for (const [name, value] of [['ce-tenantid', event.tenantid], ['ce-aggregate', event.aggregate], ['ce-aggregateid', event.aggregateid], ['ce-correlationid', event.correlationid]] as const) hdrs.set(name, value);
    if (event.traceparent) hdrs.set('traceparent', event.traceparent);
    const ack = await this.js.publish(subjectOf(event), JSON.stringify(event), { msgID: id, headers: hdrs, timeout: 5_000, expect: { streamName } });
    if (ack.stream !== streamName || !(ack.seq > 0)) throw new Error('the broker acknowledged without a position');
    if (ack.duplicate && !(await this.isStored(ack.seq))) throw new DuplicateWithoutMessage(id);
    return { seq: ack.seq, isNew: !ack.duplicate };
  }

  /** «Duplicate» alone proves nothing: the place that the broker names must hold a message. */
  private async isStored(seq: number): Promise<boolean> {
    const stream = await streamIdentity(this.nc, true);
    return seq <= stream.lastSeq && !stream.deleted.has(seq);
  }
}

/** The broker calls a message known that it does not hold; the next attempt uses another message id. */
export class DuplicateWithoutMessage extends Error {
  override name = 'DuplicateWithoutMessage';
}

function chainsOf(rows: readonly OutboxRow[]): OutboxRow[][] {
  const chains = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const key = `${row.tenant_id}/${row.aggregate_type}/${row.aggregate_id}`;
    const chain = chains.get(key);
    if (chain) chain.push(row);
    else chains.set(key, [row]);
  }
  return [...chains.values()].map((chain) => chain.sort((a, b) => Number(a.aggregate_seq) - Number(b.aggregate_seq)));
}

