import { idToUuid } from '@firmament/events';
import type { Ctx, SweepCtx } from '@firmament/kit';

/** What comes due by the clock: a recurring item of a plan, an approval whose time is up, an invoice on its way out. Items of plans are entered by the database, as their next day changes. */
export type DueKind = 'recurring' | 'approval' | 'issue';

/** Says when a thing is to be looked at; a later word replaces an earlier one. `at` null means `inMs` from now by the database's clock. */
export async function laterOn(ctx: Ctx, kind: DueKind, thing: { readonly id: string; readonly at: Date | null; readonly inMs?: number }): Promise<void> {
  await ctx.sql(
    `insert into revenue.due (tenant_id, kind, id, due_at) values (sec.tenant_id(), $1, $2, coalesce($3::timestamptz, clock_timestamp() + make_interval(secs => $4::float8))) on conflict (tenant_id, kind, id) do update set due_at = excluded.due_at`,
    [kind, idToUuid(thing.id), thing.at?.toISOString() ?? null, (thing.inMs ?? 0) / 1000]);
}

/** Nothing is to be looked at any more. */
export async function notAnyMore(ctx: Ctx, kind: DueKind, id: string): Promise<void> {
  await ctx.sql('delete from revenue.due where kind = $1 and id = $2', [kind, idToUuid(id)]);
}

/** What is due at a moment of business, or by the database's clock when none is named; oldest first. */
export function dueNow(ctx: SweepCtx, kind: DueKind, at: Date | null): Promise<{ tenant_id: string; id: string }[]> {
  return ctx.scan('select tenant_id, id from revenue.due where kind = $1 and due_at <= coalesce($2::timestamptz, clock_timestamp()) order by due_at limit 50', [kind, at?.toISOString() ?? null]);
}
