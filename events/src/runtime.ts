/** Carries facts from a domain's outbox to the stream and from the stream to a domain's listeners. Everything is passed in. */
export {
  ensureConsumer, ensureStream, filterSubjectsFor, isMissing, streamIdentity, streamName, type DurableOptions, type StartPolicy, type StreamIdentity,
} from './runtime/stream.js';
export { envelopeOf, outboxInsert, rowColumns, takeSequence, type OutboxRow, type Statement } from './runtime/outbox-row.js';
export { natsAddress } from './runtime/nats-address.js';
export { byIndexOnly, prepared } from './runtime/prepared.js';
export { startRelay } from './runtime/relay.js';
export type { CrashPoint, Relay, RelayOptions, RelayStatus } from './runtime/relay-options.js';
export type { Clock, InTenant, Listener, SqlTx } from './runtime/types.js';
export { startConsumer } from './runtime/consumer.js';
export type { Consumer, ConsumerOptions, ConsumerStatus } from './runtime/consumer-options.js';
export { Unreadable } from './runtime/apply.js';
