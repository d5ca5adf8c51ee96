import {
  AckPolicy, DeliverPolicy, DiscardPolicy, RetentionPolicy, StorageType, jetstreamManager, type JetStreamManager, type StreamInfo,
} from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';

/** The one stream of the house. */
export const streamName = 'FIRMAMENT';

const minute = 60_000;
const streamConfig = {
  subjects: ['evt.>'],
  storage: StorageType.File,
  retention: RetentionPolicy.Limits,
  discard: DiscardPolicy.New,
  duplicate_window: nanos(10 * minute),
  max_age: nanos(14 * 24 * 60 * minute),
  max_msg_size: 512 * 1024,
};

/** A manager that asks nothing at connect, so that users with narrow rights can make one. */
export const manager = (nc: NatsConnection): Promise<JetStreamManager> => jetstreamManager(nc, { checkAPI: false });

/** Creates the stream, or brings an existing one to today's settings. Needs the infrastructure user's rights. */
export async function ensureStream(nc: NatsConnection, overrides: { replicas?: number } = {}): Promise<StreamInfo> {
  const jsm = await manager(nc);
  const config = { ...streamConfig, num_replicas: overrides.replicas ?? 1 };
  try {
    await jsm.streams.info(streamName);
    return await jsm.streams.update(streamName, config);
  } catch (error) {
    if (!isMissing(error)) throw error;
    return jsm.streams.add({ name: streamName, ...config });
  }
}

/** Where a durable that did not exist before begins: at the oldest event that the stream holds, or with the next one. */
export type StartPolicy = 'beginning' | 'now';

/** What a durable is called and listens to. */
export interface DurableOptions {
  readonly durable: string;
  readonly filterSubjects: readonly string[];
  readonly startPolicy: StartPolicy;
}

/** Writing an arrival down takes milliseconds, so a message not acknowledged for this long belongs to a process that died. */
const ackWaitMs = 10_000;

/** Creates a durable pull consumer; one that exists keeps its position and takes the new subjects. */
export async function ensureConsumer(nc: NatsConnection, options: DurableOptions): Promise<void> {
  const jsm = await manager(nc);
  const changeable = { filter_subjects: [...options.filterSubjects], ack_wait: nanos(ackWaitMs), max_ack_pending: 500, max_deliver: -1 };
  try {
    await jsm.consumers.info(streamName, options.durable);
    await jsm.consumers.update(streamName, options.durable, changeable);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const deliver_policy = options.startPolicy === 'now' ? DeliverPolicy.New : DeliverPolicy.All;
    await jsm.consumers.add(streamName, { ...changeable, durable_name: options.durable, ack_policy: AckPolicy.Explicit, deliver_policy });
  }
}

/** The subjects a consumer must take so that it sees every event of each aggregate type that it listens to. */
export function filterSubjectsFor(types: readonly string[]): string[] {
  if (types.includes('*')) return ['evt.>'];
  return [...new Set(types.map((type) => `evt.${type.split('.').slice(0, 2).join('.')}.>`))].sort();
}

/** True when JetStream says that a stream or consumer is not there. */
export function isMissing(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === 10059 || code === 10014 || code === 404;
}

/** What a stream is, beyond its name: a deleted and re-made stream has another identity. */
export interface StreamIdentity {
  readonly id: string;
  readonly lastSeq: number;
  /** Sequences inside the stream that hold no message any more. */
  readonly deleted: ReadonlySet<number>;
}

/** Reads the identity of the stream as it stands; with `details` also the holes in it. */
export async function streamIdentity(nc: NatsConnection, details = false): Promise<StreamIdentity> {
  const jsm = await manager(nc);
  const info = await jsm.streams.info(streamName, details ? { deleted_details: true } : undefined);
  return { id: info.created, lastSeq: info.state.last_seq, deleted: new Set(info.state.deleted ?? []) };
}
