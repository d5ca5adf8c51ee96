import { firmRegistered } from '@firmament/events';
import { idToUuid, on } from '@firmament/kit';
import { firmOf } from '../ports.js';
import { giveRecipesTo } from './give-recipes.js';

/** A new firm gets the recipes as workflows of its own, owned by the person who registered it; its clock is kept for schedules. */
export const giveRecipes = on(firmRegistered, async ({ data }, ctx) => {
  await ctx.sql(`insert into workflow.firms (tenant_id, id, owner_user_id, time_zone) values ($1, $2, $3, $4)
    on conflict (tenant_id, id) do update set owner_user_id = excluded.owner_user_id, time_zone = excluded.time_zone`,
  [idToUuid(firmOf(ctx)), idToUuid(data.firmId), idToUuid(data.ownerUserId), data.timeZone]);
  await giveRecipesTo(ctx, data.ownerUserId);
});
