import { portalUserActivated, portalUserInvited } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { PortalPerson } from './portal-person.entity.js';

async function known(ctx: Ctx, data: { readonly portalUserId: string; readonly contactId: string; readonly email?: string }): Promise<void> {
  const email = data.email?.trim().toLowerCase();
  const person = await ctx.em.findOne(PortalPerson, { id: data.portalUserId });
  if (person) Object.assign(person, { contactId: data.contactId, ...(email ? { email } : {}) });
  else ctx.em.persist(ctx.em.create(PortalPerson, { id: data.portalUserId, tenantId: ctx.actor.tenantId ?? '', version: 1, knownAs: data.portalUserId, contactId: data.contactId, email: email ?? null }));
}

/** Which person of a client somebody in the portal is. */
export const portalUserListeners = [
  on(portalUserInvited, async ({ data }, ctx) => { await known(ctx, data); }),
  on(portalUserActivated, async ({ data }, ctx) => { await known(ctx, data); }),
];
