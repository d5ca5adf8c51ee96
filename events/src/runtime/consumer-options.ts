import type { NatsConnection } from '@nats-io/transport-node';
import type { StartPolicy } from './stream.js';
import type { Clock, InTenant, Listener, Logger } from './types.js';

/** What a consumer is given. */
export interface ConsumerOptions {
  /** The listening domain; its schema holds the inbox. */
  readonly domain: string;
  readonly durable: string;
  /** Login of `<domain>_consumer`. */
  readonly url: string;
  readonly nc: NatsConnection;
  readonly listeners: readonly Listener[];
  readonly inTenant: InTenant;
  readonly log: Logger;
  readonly clock: Clock;
  /** Where a listener that is new to old aggregates begins; `now` takes the first event it sees as the first one. */
  readonly startPolicy?: StartPolicy;
  readonly workers?: number;
  readonly pollMs?: number;
  readonly backoffMs?: readonly number[];
  readonly maxAttempts?: number;
  readonly gapMs?: number;
  /** How long an arrival is kept after its effect was committed, and how often old ones are looked for. */
  readonly keepDoneMs?: number;
  readonly purgeEveryMs?: number;
  readonly crashPoint?: (at: 'after-commit-before-ack') => Promise<void> | void;
}

/** Figures for health and metrics. */
export interface ConsumerStatus {
  readonly connected: boolean;
  /** Messages that the broker still holds for us, and those handed out but not yet written down; -1 when it does not answer. */
  readonly pending: number;
  readonly unacknowledged: number;
  /** Aggregates with work, with a hole before their next event, and stopped behind a dead event. */
  readonly ready: number;
  readonly gap: number;
  readonly blocked: number;
  readonly taken: number;
  readonly known: number;
  readonly quarantined: number;
  readonly applied: number;
  readonly passed: number;
  readonly failed: number;
  /** Arrivals that were deleted because they were applied long ago. */
  readonly purged: number;
  readonly lastError: string | null;
}

/** A running consumer. */
export interface Consumer {
  status(): Promise<ConsumerStatus>;
  /** Resolves once everything sent so far is applied or parked. */
  idle(): Promise<void>;
  /** Gives a dead event another eight attempts; false when it is not dead here. */
  retryDead(eventId: string): Promise<boolean>;
  /** Passes over a dead event for good, with the reason kept beside it; false when it is not dead here. */
  skipDead(eventId: string, reason: string): Promise<boolean>;
  stop(): Promise<void>;
}
