import { idToUuid, portalUserActivated, portalUserInvited, userAdded, uuidToId } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { KnownPerson } from './known-person.entity.js';

/** What is told of somebody; an address that is left out stays as it was. */
interface Told { readonly knownAs: string; readonly contactId: string | null; readonly email?: string }

async function know(ctx: Ctx, { knownAs, contactId, email }: Told): Promise<void> {
  const address = email?.trim().toLowerCase();
  // A person has their own number here too, so that they stand once.
  const id = uuidToId('kpn', idToUuid(knownAs));
  const person = await ctx.em.findOne(KnownPerson, { id });
  if (person) Object.assign(person, { contactId, ...(address ? { email: address } : {}) });
  else ctx.em.persist(ctx.em.create(KnownPerson, { id, tenantId: ctx.actor.tenantId ?? '', version: 1, knownAs, contactId, email: address ?? null }));
}

/** Who people are that sign in: persons of clients in the portal, and members of the firm. */
export const userListeners = [
  on(portalUserInvited, async ({ data }, ctx) => { await know(ctx, { knownAs: data.portalUserId, contactId: data.contactId, email: data.email }); }),
  on(portalUserActivated, async ({ data }, ctx) => { await know(ctx, { knownAs: data.portalUserId, contactId: data.contactId }); }),
  on(userAdded, async ({ data }, ctx) => { await know(ctx, { knownAs: data.userId, contactId: null, email: data.email }); }),
];
