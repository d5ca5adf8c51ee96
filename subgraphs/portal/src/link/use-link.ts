import { idToUuid, isId, portalLinkConsumed, portalLinkViewed, portalUserActivated } from '@firmament/events';
import { Forbidden, NotFound, type Ctx } from '@firmament/kit';
import { LockMode } from '@mikro-orm/core';
import { finishAction } from '../action/keep-actions.js';
import { PortalUser } from '../user/user.entity.js';
import { Invitation } from '../invitation/invitation.entity.js';
import { MagicLink } from './link.entity.js';
import { firstNameOf } from './link.rules.js';
import { isSecret, newSecret, secretHash } from './link-token.js';
import type { ConsumePortalLinkInput, ConsumePortalLinkPayload, ViewPortalLinkInput, ViewPortalLinkPayload } from './link.types.js';

/** Grants are spent at once; half a minute covers a slow line. */
const grantMs = 30_000;

/** Enters the firm and finds the link by its secret: who holds the secret may act on this one link, and on nothing else. */
async function linkOf({ firm, token }: ViewPortalLinkInput, ctx: Ctx): Promise<MagicLink> {
  if (!isId('firm', firm) || !isSecret(token)) throw new NotFound('This link is not known here.');
  const tokenHash = secretHash(token);
  const rows = await ctx.sql('select link_id from portal.link_by_hash($1, $2)', [idToUuid(firm), tokenHash]);
  if (rows.length === 0) throw new NotFound('This link is not known here.');
  await ctx.enterTenant(firm);
  await ctx.actAsSystem('the caller holds the secret of a portal link');
  return ctx.em.findOneOrFail(MagicLink, { tokenHash }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** The first look binds the link to the browser that looked. */
export async function viewLink(input: ViewPortalLinkInput, ctx: Ctx): Promise<ViewPortalLinkPayload> {
  const link = await linkOf(input, ctx);
  const nonce = newSecret(ctx);
  if (!link.view(secretHash(nonce), ctx.now)) return { browserNonce: null };
  const person = await ctx.em.findOneOrFail(PortalUser, { id: link.portalUserId });
  ctx.emit(portalLinkViewed, { linkId: link.id, portalUserId: person.id, name: person.name }, { aggregateId: link.id, clientId: link.clientId });
  return { browserNonce: nonce };
}

async function acceptInvitation(link: MagicLink, ctx: Ctx): Promise<void> {
  const open = await ctx.em.find(Invitation, { portalUserId: link.portalUserId, status: 'OPEN' });
  for (const invitation of open) {
    invitation.close('ACCEPTED', ctx.now);
    await finishAction('OPEN_PORTAL', invitation.id, ctx);
  }
}

/** Uses the link up, lets the person in, and hands the gateway a grant for one session. */
export async function consumeLink(input: ConsumePortalLinkInput, ctx: Ctx): Promise<ConsumePortalLinkPayload> {
  const asker = ctx.actor.kind;
  const link = await linkOf(input, ctx);
  demandPerson(asker);
  link.consume(secretHash(input.browserNonce), ctx.now);
  const person = await ctx.em.findOneOrFail(PortalUser, { id: link.portalUserId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  await demandStillAllowed(person, link, ctx);
  const { id: portalUserId, contactId, name } = person;
  const { clientId } = link;
  const firstVisit = person.arrive(ctx.now);
  await acceptInvitation(link, ctx);
  ctx.emit(portalLinkConsumed, { linkId: link.id, portalUserId, name }, { aggregateId: link.id, clientId });
  if (firstVisit) ctx.emit(portalUserActivated, { portalUserId, contactId, clientId, name }, { aggregateId: portalUserId, clientId });
  ctx.grant({ kind: 'portal', tenantId: link.tenantId, portalUserId, clientId, name, expiresAt: new Date(ctx.now.getTime() + grantMs).toISOString() });
  return { clientId, firstName: firstNameOf(name), firstVisit };
}

/** A firm's own people have another session than the one that a link opens; the link stays whole for whom it was sent to. */
function demandPerson(asker: Ctx['actor']['kind']): void {
  if (asker !== 'public' && asker !== 'portal') throw new Forbidden('A link lets people of clients in. It was not used up.');
}

/** The right may have gone since the link was sent. */
async function demandStillAllowed(person: PortalUser, link: MagicLink, ctx: Ctx): Promise<void> {
  person.demandNotSuspended();
  const rows = await ctx.sql('select 1 from portal.clients_of($1) as c where c.client_id = $2', [idToUuid(person.id), idToUuid(link.clientId)]);
  if (rows.length === 0) throw new NotFound('This link no longer opens anything.');
}
