import type { NatsConnection } from '@nats-io/transport-node';
import type { Backlog } from './outbox-store.js';
import type { Clock, Logger } from './types.js';

/** Places where a fault test may stop or kill the relay. */
export type CrashPoint = 'before-publish' | 'after-publish-before-mark';

/** What a relay is given; nothing is read from the environment. */
export interface RelayOptions {
  readonly schema: string;
  /** Login of `<schema>_relay`, a direct connection: a transaction pooler would lose the lock. */
  readonly url: string;
  readonly nc: NatsConnection;
  readonly log: Logger;
  readonly clock: Clock;
  readonly pollMs?: number;
  readonly batch?: number;
  readonly backoffMs?: readonly number[];
  /** Published rows stay in the live table for this long. */
  readonly archiveAfterMs?: number;
  readonly archiveEveryMs?: number;
  readonly crashPoint?: (at: CrashPoint) => Promise<void> | void;
}

/** Figures for health and metrics. */
export interface RelayStatus extends Backlog {
  readonly leader: boolean;
  readonly published: number;
  readonly refused: number;
  readonly archived: number;
  readonly republished: number;
  readonly lastError: string | null;
}

/** A running relay. */
export interface Relay {
  /** Says that something was committed; cheap, and never needed for correctness. */
  nudge(): void;
  /** Resolves once nothing waits to be published. */
  idle(): Promise<void>;
  status(): Promise<RelayStatus>;
  /** Sends out again what the stream no longer holds; answers how many rows. */
  reconcile(): Promise<number>;
  stop(): Promise<void>;
}
