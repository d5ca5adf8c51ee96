import type { Ctx } from '@firmament/kit';
import { Invalid } from '@firmament/kit';
import { idToUuid } from '@firmament/events';
import { AboveOwnRights, LastOwner, OwnAccess } from '../errors.js';
import { Role } from '../role/role.entity.js';
import { mayGrant, ownerKey } from '../role/role.rules.js';
import type { User } from './user.entity.js';

/** The role keys, each once and all known, within the actor's own rights; or a refusal. */
export async function grantableRoles(ctx: Ctx, keys: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(keys)];
  if (wanted.length < 1 || wanted.length > 20) throw new Invalid('IDENTITY_ROLES', 'Name at least one role.', 'input.roleKeys');
  const roles = await ctx.em.find(Role, {});
  const chosen = roles.filter((role) => wanted.includes(role.key));
  if (chosen.length < wanted.length) throw new Invalid('IDENTITY_ROLE_UNKNOWN', 'The firm has no role of this name.', 'input.roleKeys');
  if (!chosen.every((role) => mayGrant(ctx.actor.permissions, role.permissions))) throw new AboveOwnRights();
  return chosen.sort((a, b) => a.position - b.position).map((role) => role.key);
}

/** Refuses to touch oneself, or somebody who may do more than the actor. */
export async function refuseBeyondReach(ctx: Ctx, user: User): Promise<void> {
  if (user.id === ctx.actor.id || user.id === ctx.actor.onBehalfOf) throw new OwnAccess();
  const held = (await ctx.em.find(Role, {})).filter((role) => user.roleKeys.includes(role.key));
  if (!held.every((role) => mayGrant(ctx.actor.permissions, role.permissions))) throw new AboveOwnRights();
}

/** Lets one change of rights happen at a time in the firm: two owners who remove each other must not both succeed. */
export async function lockRights(ctx: Ctx): Promise<void> {
  await ctx.sql('select 1 from identity.firms for update');
}

/** Refuses when nobody but this person is an active owner. Call under {@link lockRights}. */
export async function keepAnOwner(ctx: Ctx, user: User): Promise<void> {
  if (!user.roleKeys.includes(ownerKey)) return;
  const rows = await ctx.sql('select 1 from identity.users where active and $1 = any(role_keys) and id <> $2 limit 1', [ownerKey, idToUuid(user.id)]);
  if (rows.length === 0) throw new LastOwner();
}
