import { idToUuid } from '@firmament/events';
import { dueList, type Ctx } from '@firmament/kit';

/** What comes due by the clock: the end of a proposal, the end of a packet, a reminder, something to carry to a signing service, a look at what it knows, a renewal, a duty. */
export type DueKind = 'proposal' | 'packet' | 'remind' | 'carry' | 'look' | 'renewal' | 'obligation';

export const { laterOn, notAnyMore, dueNow } = dueList<DueKind>('agreements.due');

/** Says that a thing is to be looked at in a while at the latest; what was said to be sooner stands. */
export async function inAWhile(ctx: Ctx, kind: DueKind, id: string, inMs: number): Promise<void> {
  await ctx.sql(
    'insert into agreements.due (tenant_id, kind, id, due_at) values (sec.tenant_id(), $1, $2, clock_timestamp() + make_interval(secs => $3::float8)) on conflict (tenant_id, kind, id) do update set due_at = least(due.due_at, excluded.due_at)', [kind, idToUuid(id), inMs / 1000]);
}

/** A due thing that somebody has in hand: until when, and how often it was taken without coming to an end. */
export interface Taken { readonly id: string; readonly until: string; readonly tries: number }

/** Takes a due thing in hand for a while, so that no other process does; null when it is not due any more. */
export async function takeDue(ctx: Ctx, kind: DueKind, id: string, leaseMs: number): Promise<Taken | null> {
  const [row] = await ctx.sql<{ until: string; tries: number }>(
    'update agreements.due set due_at = clock_timestamp() + make_interval(secs => $3::float8), tries = tries + 1 where kind = $1 and id = $2 and due_at <= clock_timestamp() returning due_at::text as until, tries', [kind, idToUuid(id), leaseMs / 1000]);
  return row ? { id, ...row } : null;
}

/** It came to an end: due again in a while, or never. Whatever was said meanwhile stands. */
export async function settleDue(ctx: Ctx, kind: DueKind, { id, until }: Taken, againInMs: number | null): Promise<void> {
  if (againInMs === null) await ctx.sql('delete from agreements.due where kind = $1 and id = $2 and due_at = $3::timestamptz', [kind, idToUuid(id), until]);
  else await ctx.sql('update agreements.due set tries = 0, due_at = case when due_at = $3::timestamptz then clock_timestamp() + make_interval(secs => $4::float8) else due_at end where kind = $1 and id = $2', [kind, idToUuid(id), until, againInMs / 1000]);
}

/** It did not come to an end: due again in a while, unless somebody said meanwhile that it is due sooner. */
export async function postponeDue(ctx: Ctx, kind: DueKind, { id, until }: Taken, inMs: number): Promise<void> {
  await ctx.sql('update agreements.due set due_at = clock_timestamp() + make_interval(secs => $4::float8) where kind = $1 and id = $2 and due_at = $3::timestamptz', [kind, idToUuid(id), until, inMs / 1000]);
}
