import { idToUuid } from '@firmament/events';
import type { SweepCtx } from '../define-subgraph.js';
import { dueList, type DueList, type DueThing } from '../due-list.js';
import type { ConnectionCtx } from './connections.js';

/** What is done with a connection by the clock: asked how it is, or an answered consent is turned into tokens. */
export type ConnectionErrand = 'CHECK' | 'EXCHANGE';

/** One thing that is due, with bare ids. */
export interface DueErrand extends DueThing { readonly kind: ConnectionErrand }

/** The thin list of what is due at a domain's connections. No call of a provider is made inside a transaction, so whoever wants one writes it here. */
export class ConnectionDue {
  readonly #list: DueList<ConnectionErrand>;
  constructor(private readonly schema: string) { this.#list = dueList(`${schema}.connection_due`); }

  /** Says when; a later word replaces an earlier one. */
  say(ctx: ConnectionCtx, kind: ConnectionErrand, id: string, inMs = 0): Promise<void> { return this.#list.laterOn(ctx, kind, { id, at: null, inMs }); }

  forget(ctx: ConnectionCtx, kind: ConnectionErrand, id: string): Promise<void> { return this.#list.notAnyMore(ctx, kind, id); }

  /** What is due by the database's clock, oldest first. */
  now(ctx: SweepCtx): Promise<DueErrand[]> { return ctx.scan<DueErrand>(`select tenant_id, kind, id from ${this.schema}.connection_due where due_at <= clock_timestamp() order by due_at limit 50`); }

  /** Takes one in hand for a while; false when somebody else has it, or nobody needs it any more. */
  async take(ctx: ConnectionCtx, kind: ConnectionErrand, id: string, forMs: number): Promise<boolean> {
    const taken = await ctx.sql(
      `update ${this.schema}.connection_due set due_at = clock_timestamp() + make_interval(secs => $3::float8) where kind = $1 and id = $2 and due_at <= clock_timestamp() returning id`, [kind, idToUuid(id), forMs / 1000]);
    return taken.length > 0;
  }
}
