import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Envelope } from '../envelope.js';

/** The database transaction in which an effect runs. */
export interface SqlTx {
  query<R = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<R[]>;
}

/** One reaction to one fact. `type: '*'` takes every fact, for readers such as the timeline. */
export interface Listener {
  readonly type: string;
  /** The version this listener reads; an event in a version that nobody reads is parked, never guessed at. */
  readonly version?: number;
  /** When given, the data is checked before the effect; data that does not fit is a failure like any other. */
  readonly shape?: z.ZodType;
  handle(envelope: Envelope, tx: SqlTx): Promise<void>;
}

/** Opens one transaction in the tenant of events that stand in a row and calls `work` for each, in their order; what `work` throws rolls all of it back. */
export type InTenant = (row: readonly Envelope[], work: (tx: SqlTx, event: Envelope) => Promise<void>) => Promise<void>;

/** The time source; only waiting uses it, recorded times are the database's. */
export interface Clock { now(): Date }

export type { Logger };
