import { portalInvitationRevoked } from '@firmament/events';
import { Action, type Ctx, NotFound } from '@firmament/kit';
import { LockMode } from '@mikro-orm/core';
import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { finishAction } from '../action/keep-actions.js';
import { expiryOf, issueLink, revokeLinks } from '../link/issue-link.js';
import { normalEmail } from '../link/link.rules.js';
import { PortalUser } from '../user/user.entity.js';
import { Invitation } from './invitation.entity.js';
import { InvitePortalUserInput, InvitePortalUserPayload, ResendInvitationInput, ResendInvitationPayload, RevokeInvitationInput, RevokeInvitationPayload } from './invitation.inputs.js';
import { invite } from './invite.js';

/** Letting people into the portal, and changing one's mind. */
@Resolver()
export class InvitationResolver {
  /** Invites a contact; doing it twice is doing it once. */
  @Authorized('portal.user.invite')
  @Action()
  @Mutation(() => InvitePortalUserPayload, { description: 'Invites a contact to the portal of a client by mail. Who is in, or has an open invitation, gets no second one.' })
  invitePortalUser(@Arg('input', () => InvitePortalUserInput, { description: 'Whom, and for which client.' }) input: InvitePortalUserInput, @Context() ctx: Ctx): Promise<InvitePortalUserPayload> {
    return invite(input, ctx);
  }

  /** Sends an open invitation again; the link sent before stops working. */
  @Authorized('portal.user.invite')
  @Mutation(() => ResendInvitationPayload, { description: 'Sends an open invitation again with a new link; the one before stops working.' })
  async resendInvitation(@Arg('input', () => ResendInvitationInput, { description: 'Which one.' }) input: ResendInvitationInput, @Context() ctx: Ctx): Promise<ResendInvitationPayload> {
    const invitation = await ctx.em.findOne(Invitation, { contactId: input.contactId, clientId: input.clientId, status: 'OPEN' }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (invitation === null) throw new NotFound('There is no open invitation to send again.');
    const person = await ctx.em.findOneOrFail(PortalUser, { id: invitation.portalUserId });
    person.demandNotSuspended();
    invitation.renew(await expiryOf('INVITATION', ctx));
    await issueLink({ person, clientId: invitation.clientId, purpose: 'INVITATION', invitationId: invitation.id }, ctx);
    return { invitation };
  }

  /** Takes back what was not accepted yet. */
  @Authorized('portal.user.invite')
  @Action()
  @Mutation(() => RevokeInvitationPayload, { description: 'Takes back open invitations of a client; their links stop working. Nothing to take back is no fault.' })
  async revokeInvitation(@Arg('input', () => RevokeInvitationInput, { description: 'Which ones.' }) input: RevokeInvitationInput, @Context() ctx: Ctx): Promise<RevokeInvitationPayload> {
    await ctx.clientExists(input.clientId);
    const open = await ctx.em.find(Invitation, { clientId: input.clientId, status: 'OPEN', ...(input.contactId ? { contactId: input.contactId } : {}) }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const named = input.email ? await ctx.em.find(PortalUser, { email: normalEmail(input.email) }) : null;
    const meant = named === null ? open : open.filter((invitation) => named.some((person) => person.id === invitation.portalUserId));
    for (const invitation of meant) await takeBack(invitation, input.reason ?? 'taken back by the firm', ctx);
    return { revoked: meant.length };
  }
}

async function takeBack(invitation: Invitation, reason: string, ctx: Ctx): Promise<void> {
  const { portalUserId, contactId, clientId } = invitation;
  invitation.close('REVOKED', ctx.now, reason);
  await revokeLinks(portalUserId, clientId, 'INVITATION', ctx);
  ctx.emit(portalInvitationRevoked, { portalUserId, contactId, clientId, reason }, { aggregateId: portalUserId, clientId });
  await finishAction('OPEN_PORTAL', invitation.id, ctx);
}
