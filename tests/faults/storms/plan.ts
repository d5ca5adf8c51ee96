/** Places in a part where it can be killed or held. */
export type Point = 'before-publish' | 'after-publish-before-mark' | 'after-commit-before-ack' | 'after-effect-before-commit' | 'between';

/** How a consumer is built: as the house builds it, or wrong in one way that the ledger must catch. */
export type Variant = 'house' | 'no-inbox' | 'inbox-apart' | 'ack-first' | 'no-gate';

/** What one process does, and what befalls it. */
export interface Plan {
  readonly part: 'relay' | 'consumer';
  readonly database: string;
  readonly nats: string;
  readonly variant?: Variant;
  /** The process kills itself when it reaches the point for the `nth` time. */
  readonly crash?: { readonly at: Point; readonly nth: number };
  /** The process waits for a word when it first reaches the point. */
  readonly hold?: Point;
  readonly batch?: number;
  readonly backoffMs?: readonly number[];
  readonly gapMs?: number;
  readonly maxAttempts?: number;
  /** The effect of every event takes this long, inside its transaction. */
  readonly slowMs?: number;
  /** Effects on these things fail, always or the first time only. */
  readonly sick?: readonly string[];
  readonly hiccup?: readonly string[];
  /** The version that the listener reads. */
  readonly version?: number;
}
