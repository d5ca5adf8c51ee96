import { LockMode } from '@mikro-orm/core';
import { portalUserInvited } from '@firmament/events';
import { Invalid, NotFound, type Ctx } from '@firmament/kit';
import { PortalAccess } from '../access/access.entity.js';
import { addAction } from '../action/keep-actions.js';
import { AccessNotAllowed } from '../errors.js';
import { expiryOf, issueLink } from '../link/issue-link.js';
import { isEmail, normalEmail } from '../link/link.rules.js';
import { PortalUser } from '../user/user.entity.js';
import { Invitation } from './invitation.entity.js';
import type { InvitePortalUserInput, InvitePortalUserPayload } from './invitation.inputs.js';

/** crm's link states the right; without news of a link the contact is not known here yet, which a workflow may wait for. */
async function demandAccess(contactId: string, clientId: string, ctx: Ctx): Promise<void> {
  const accesses = await ctx.em.find(PortalAccess, { contactId, clientId });
  if (accesses.length === 0) throw new NotFound('This contact is not tied to this client.');
  if (!accesses.some((access) => access.allowed)) throw new AccessNotAllowed();
}

/** The person of a contact, locked so that two invitations take turns; made when nobody knew them. */
async function personOf(input: InvitePortalUserInput, ctx: Ctx): Promise<PortalUser> {
  const email = normalEmail(input.email);
  if (!isEmail(email)) throw new Invalid('PORTAL_EMAIL', 'This is no e-mail address.', 'input.email');
  const known = await ctx.em.findOne(PortalUser, { contactId: input.contactId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (known !== null) {
    if (known.status === 'INVITED') Object.assign(known, { email, name: input.name.trim() });
    return known;
  }
  const person = ctx.em.create(PortalUser, {
    id: ctx.newId('pus'), tenantId: ctx.actor.tenantId ?? '', version: 1, contactId: input.contactId, name: input.name.trim(), email,
    status: 'INVITED', activatedAt: null, lastSeenAt: null,
  } as PortalUser);
  ctx.em.persist(person);
  await ctx.em.flush();
  return person;
}

async function openInvitation(person: PortalUser, clientId: string, ctx: Ctx): Promise<void> {
  const who = { id: ctx.newId('pin'), tenantId: person.tenantId, portalUserId: person.id, contactId: person.contactId, clientId };
  const invitation = ctx.em.create(Invitation, Invitation.opened(who, ctx.now, await expiryOf('INVITATION', ctx)) as Invitation);
  ctx.em.persist(invitation);
  await ctx.em.flush();
  const { contactId, name, email } = person;
  ctx.emit(portalUserInvited, { portalUserId: person.id, contactId, clientId, name, email, expiresAt: invitation.expiresAt.toISOString() }, { aggregateId: person.id, clientId });
  await issueLink({ person, clientId, purpose: 'INVITATION', invitationId: invitation.id }, ctx);
  await addAction({ clientId, kind: 'OPEN_PORTAL', sourceRef: invitation.id, title: 'Open your portal', why: `${name} was invited.`, dueOn: null }, ctx);
}

/** Invites a person once per client: who is in, or has an open invitation, is left in peace. */
export async function invite(input: InvitePortalUserInput, ctx: Ctx): Promise<InvitePortalUserPayload> {
  await ctx.clientExists(input.clientId);
  await demandAccess(input.contactId, input.clientId, ctx);
  const person = await personOf(input, ctx);
  person.demandNotSuspended();
  if (person.status === 'ACTIVE') return { portalUser: person, alreadyInvited: true };
  const last = await ctx.em.findOne(Invitation, { portalUserId: person.id, clientId: input.clientId, status: 'OPEN' });
  if (last?.isOpen(ctx.now)) return { portalUser: person, alreadyInvited: true };
  last?.close('EXPIRED', ctx.now);
  await ctx.em.flush();
  await openInvitation(person, input.clientId, ctx);
  return { portalUser: person, alreadyInvited: false };
}
