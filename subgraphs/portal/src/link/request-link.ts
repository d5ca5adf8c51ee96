import { idToUuid, isId, uuidToId } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { LockMode } from '@mikro-orm/core';
import { Invitation } from '../invitation/invitation.entity.js';
import { PortalUser } from '../user/user.entity.js';
import { issueLink } from './issue-link.js';
import { MagicLink } from './link.entity.js';
import { isEmail, mostLinksAnHour, normalEmail } from './link.rules.js';
import type { RequestPortalLinkInput } from './link.types.js';

/** What everybody is told. */
export const sameAnswer = 'If this address is known here, a link is on its way. It works once, for 15 minutes.';

const hourMs = 3_600_000;

/** Sends a link to a known address, and does nothing for an unknown one. Nobody can tell from outside which it was. */
export async function requestLink(input: RequestPortalLinkInput, ctx: Ctx): Promise<void> {
  const email = normalEmail(input.email);
  if (!isId('firm', input.firm) || !isEmail(email)) return;
  await ctx.enterTenant(input.firm);
  await ctx.actAsSystem('a link goes only to the address on file');
  const person = await ctx.em.findOne(PortalUser, { email }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (person === null || person.status === 'SUSPENDED') return;
  const lately = await ctx.em.count(MagicLink, { portalUserId: person.id, issuedAt: { $gt: new Date(ctx.now.getTime() - hourMs) } });
  if (lately >= mostLinksAnHour) return;
  if (person.status === 'INVITED') await sendInvitationAgain(person, ctx);
  else await sendSignIn(person, ctx);
}

/** Who never came in gets a link of the invitation that is still open. */
async function sendInvitationAgain(person: PortalUser, ctx: Ctx): Promise<void> {
  const open = (await ctx.em.find(Invitation, { portalUserId: person.id, status: 'OPEN' })).find((invitation) => invitation.isOpen(ctx.now));
  if (open !== undefined) await issueLink({ person, clientId: open.clientId, purpose: 'INVITATION', invitationId: open.id }, ctx);
}

async function sendSignIn(person: PortalUser, ctx: Ctx): Promise<void> {
  const rows = await ctx.sql<{ client: string }>('select client_id as client from portal.clients_of($1) order by client_id limit 1', [idToUuid(person.id)]);
  const client = rows[0]?.client;
  if (client !== undefined) await issueLink({ person, clientId: uuidToId('cli', client), purpose: 'SIGN_IN', invitationId: null }, ctx);
}
