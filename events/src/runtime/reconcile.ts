import { z } from 'zod';
import { idToUuid } from '../ids.js';
import type { OutboxStore } from './outbox-store.js';
import type { StreamIdentity } from './stream.js';

/** What a listener with a gap asks for: an aggregate's events from a number on, and up to the one before it holds the next. */
export const resendShape = z.object({
  tenantid: z.string(), aggregate: z.string(), aggregateid: z.string(), from: z.number().int().positive(), to: z.number().int().positive(),
});

/** A request for lost events. */
export type ResendRequest = z.infer<typeof resendShape>;

/**
 * Compares our record of positions with the stream as it stands and sends again what is not there: rows published to a stream of
 * another identity, beyond its end, or at a position that holds no message (unless it was taken out to forget a person). Only what the stream would still keep is considered.
 */
export function reconcile(store: OutboxStore, stream: StreamIdentity, keptDays = 14): Promise<number> {
  return store.republish(`recorded_at > now() - ${keptDays} * interval '1 day'
and (stream_id is distinct from $1 or stream_seq > $2 or (stream_seq = any($3::bigint[]) and erased_at is null))`, [stream.id, stream.lastSeq, [...stream.deleted]]);
}

/** Sends the asked-for events of one aggregate again, from the live table or the archive. */
export function answerResend(store: OutboxStore, data: Uint8Array): Promise<number> {
  const ask = resendShape.parse(JSON.parse(new TextDecoder().decode(data)));
  return store.republish('tenant_id = $1 and aggregate_type = $2 and aggregate_id = $3 and aggregate_seq between $4 and $5',
    [idToUuid(ask.tenantid), ask.aggregate, idToUuid(ask.aggregateid), ask.from, ask.to]);
}
