/** Carries facts from a domain's outbox to the stream and from the stream to a domain's listeners. Everything is passed in. */
export {
  ensureConsumer, ensureStream, filterSubjectsFor, isMissing, streamIdentity, streamName, type DurableOptions, type StartPolicy, type StreamIdentity,
} from './runtime/stream.js';
export { envelopeOf, outboxInsert, rowColumns, takeSequence, type OutboxRow, type Statement } from './runtime/outbox-row.js';
export { startRelay, type CrashPoint, type Relay, type RelayOptions, type RelayStatus } from './runtime/relay.js';
export type { Clock, InTenant, Listener, SqlTx } from './runtime/types.js';
export { startConsumer, type Consumer, type ConsumerOptions, type ConsumerStatus } from './runtime/consumer.js';
export { Unreadable } from './runtime/apply.js';
