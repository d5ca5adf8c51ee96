import { userAdded, userDeactivated } from '@firmament/events';
import { idToUuid, on, type Ctx } from '@firmament/kit';
import { firmOf } from '../ports.js';

/** A person's name, as far as it was told; null for somebody we never heard of. */
export async function nameOf(ctx: Ctx, userId: string): Promise<string | null> {
  const [row] = await ctx.read.sql<{ name: string }>('select name from workflow.people where id = $1', [idToUuid(userId)]);
  return row?.name ?? null;
}

/** Keeps who works here, because a run acts for its owner and must know when that person left. */
export const notePeople = [
  on(userAdded, async (event, ctx) => {
    await ctx.sql(`insert into workflow.people (tenant_id, id, name, active) values ($1, $2, $3, true)
      on conflict (tenant_id, id) do update set name = excluded.name, active = true`, [idToUuid(firmOf(ctx)), idToUuid(event.data.userId), event.data.name]);
    // Somebody who comes back finds the runs that waited for them going on.
    await ctx.sql(`update workflow.runs set wake_at = clock_timestamp(), version = version + 1 where tenant_id = $1 and owner_user_id = $2 and state = 'WAITING' and cause_key = 'OWNER_INACTIVE'`,
      [idToUuid(firmOf(ctx)), idToUuid(event.data.userId)]);
  }),
  on(userDeactivated, async (event, ctx) => {
    await ctx.sql(`insert into workflow.people (tenant_id, id, name, active) values ($1, $2, 'Somebody who left', false)
      on conflict (tenant_id, id) do update set active = false`, [idToUuid(firmOf(ctx)), idToUuid(event.data.userId)]);
  }),
];
