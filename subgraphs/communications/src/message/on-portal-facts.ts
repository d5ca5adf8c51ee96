import { portalLinkIssued, portalUserInvited } from '@firmament/events';
import { idToUuid } from '@firmament/kit/ids';
import { on } from '@firmament/kit';
import { PortalPerson } from '../directory/directory.entity.js';
import { portalLetter } from '../letter/letters.rules.js';
import { firmOf } from './appointment-words.js';
import { queueMessage } from './queue-message.js';

/** A single-use link: it goes to its reader and is wiped here once it left. */
export const onPortalLinkIssued = on(portalLinkIssued, async (event, ctx) => {
  const { linkId, portalUserId, purpose, name, email, url, expiresAt } = event.data;
  const firm = await firmOf(ctx);
  const person = await ctx.em.findOne(PortalPerson, { id: portalUserId });
  await queueMessage(ctx, {
    dedupeKey: `link:${linkId}`, kind: purpose === 'INVITATION' ? 'portal.invitation' : 'portal.sign_in', about: portalUserId, to: { address: email, name },
    letter: portalLetter({ name, firmName: firm.name, url, purpose, expiresAt }), clientId: event.data.clientId ?? person?.clientId ?? event.clientid ?? null, contactId: event.data.contactId ?? person?.contactId ?? null, notAfter: expiresAt,
  });
});

/** Whom a portal user belongs to. The link may have come first: its mail learns of its client here. */
export const onPortalUserInvited = on(portalUserInvited, async (event, ctx) => {
  const { portalUserId, contactId, clientId } = event.data;
  const known = await ctx.em.findOne(PortalPerson, { id: portalUserId });
  if (known) Object.assign(known, { contactId, clientId });
  else ctx.em.persist(ctx.em.create(PortalPerson, { id: portalUserId, tenantId: event.tenantid, contactId, clientId }));
  await ctx.sql('update communications.messages set client_id = coalesce(client_id, $2::uuid), contact_id = $3 where about = $1 and contact_id is null', [portalUserId, idToUuid(clientId), idToUuid(contactId)]);
});
