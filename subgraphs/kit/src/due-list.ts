import { idToUuid } from '@firmament/events';
import type { Ctx, SqlRow } from './context.js';
import type { SweepCtx } from './define-subgraph.js';

/** A thing that is due, with bare ids. */
export interface DueThing extends SqlRow { readonly tenant_id: string; readonly id: string }
type DueCtx = Pick<Ctx, 'sql'>;

/** A domain's thin list of what comes due by the clock: `(tenant_id, kind, id, due_at)` without content, which a sweep scans across firms and then works off firm by firm. */
export interface DueList<Kind extends string> {
  /** Says when a thing is to be looked at; a later word replaces an earlier one. `at` null means at once, or `inMs` from now by the database's clock. */
  laterOn(ctx: DueCtx, kind: Kind, thing: { readonly id: string; readonly at: Date | null; readonly inMs?: number }): Promise<void>;
  /** Nothing is to be looked at any more. */
  notAnyMore(ctx: DueCtx, kind: Kind, id: string): Promise<void>;
  /** What is due at a moment of business, or by the database's clock when none is named; oldest first, fifty at most. */
  dueNow(ctx: Pick<SweepCtx, 'scan'>, kind: Kind, at: Date | null): Promise<DueThing[]>;
}

/** The list in this table, such as `files.due`. The table and its policies are the domain's own migration. */
export function dueList<Kind extends string>(table: string): DueList<Kind> {
  return {
    laterOn: async (ctx, kind, { id, at, inMs = 0 }) => {
      await ctx.sql(
        `insert into ${table} (tenant_id, kind, id, due_at) values (sec.tenant_id(), $1, $2, coalesce($3::timestamptz, clock_timestamp() + make_interval(secs => $4::float8))) on conflict (tenant_id, kind, id) do update set due_at = excluded.due_at`,
        [kind, idToUuid(id), at?.toISOString() ?? null, inMs / 1000]);
    },
    notAnyMore: async (ctx, kind, id) => { await ctx.sql(`delete from ${table} where kind = $1 and id = $2`, [kind, idToUuid(id)]); },
    dueNow: (ctx, kind, at) => ctx.scan<DueThing>(`select tenant_id, id from ${table} where kind = $1 and due_at <= coalesce($2::timestamptz, clock_timestamp()) order by due_at limit 50`, [kind, at?.toISOString() ?? null]),
  };
}
