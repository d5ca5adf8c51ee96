import type { Ctx } from '@firmament/kit';
import { userAdded } from '@firmament/events';
import { fingerprint } from '../account/fingerprint.js';
import { openAccount } from '../account/accounts.js';
import { enterLookup } from '../account/lookup.js';
import { hashPassword } from '../account/password.js';
import { User } from './user.entity.js';

/** A person about to join, checked. */
export interface Joiner {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly roleKeys: readonly string[];
  /** True when the firm, and not the person, chose the password: it then opens no other firm. */
  readonly passwordByFirm: boolean;
}

/** Makes the person a member of the context's firm, with an account of their own, and tells so. */
export async function joinFirm(ctx: Ctx, tenantId: string, joiner: Joiner): Promise<User> {
  const accountId = await openAccount(ctx, joiner.email, await hashPassword(joiner.password), joiner.passwordByFirm);
  const user = ctx.em.create(User, {
    id: ctx.newId('usr'), tenantId, version: 1, accountId, name: joiner.name, email: joiner.email, active: true,
    roleKeys: [...joiner.roleKeys], addedAt: ctx.now, deactivatedAt: null,
  });
  ctx.em.persist(user);
  // The row goes first, so that a taken e-mail is refused under its own name and not as a broken lookup.
  await ctx.em.flush();
  await enterLookup(ctx, 'email', fingerprint(joiner.email), user.id);
  ctx.emit(userAdded, { userId: user.id, name: user.name, email: user.email, roles: user.roleKeys }, { aggregateId: user.id });
  return user;
}
