import { contactLinked, firmRegistered, newId } from '@firmament/events';
import type { testSubgraph } from '@firmament/kit/testing';

/** The harness of the portal. */
export type Harness = Awaited<ReturnType<typeof testSubgraph>>;

let made = 0;

/** A contact whom crm tied to a client, and the words to invite them with. */
export async function aContact(h: Harness, options: { portalAccess?: boolean; contactId?: string; tenantId?: string; email?: string } = {}) {
  const contactId = options.contactId ?? newId('con');
  const clientId = newId('cli');
  const tenantId = options.tenantId ?? h.firm.id;
  await h.knowClient(clientId, tenantId);
  await h.deliver(firmRegistered, { firmId: tenantId, name: 'Harbour & Vale', slug: 'harbour', timeZone: 'Europe/London', currency: 'GBP', ownerUserId: newId('usr') }, { tenantId });
  await h.deliver(contactLinked, {
    contactId, clientId, linkId: newId('lnk'), contactName: 'Marion Marlowe', role: 'Director', isPrimary: true, isSignatory: true, isBilling: false, portalAccess: options.portalAccess ?? true,
  }, { clientId, tenantId });
  made += 1;
  return { contactId, clientId, name: 'Marion Marlowe', email: options.email ?? `marion${made}@marlowe.test` };
}

/** The code of the first refusal, or its reason where it has one; undefined when all went well. */
export const refusal = (answer: { errors?: { extensions?: Record<string, unknown> }[] | undefined }): unknown => answer.errors?.[0]?.extensions?.['reason'] ?? answer.errors?.[0]?.extensions?.['code'];

const inviteDocument = 'mutation($input: InvitePortalUserInput!) { invitePortalUser(input: $input) { alreadyInvited portalUser { id name email status } } }';

/** Invites as staff. */
export const invite = (h: Harness, input: Record<string, unknown>, actor = h.staff()) => h.as(actor).run(inviteDocument, { input });

/** The firm and secret of the newest link that was stated. */
export async function newestLink(h: Harness): Promise<{ firm: string; token: string }> {
  const url = String((await h.events('portal.link.issued')).at(-1)?.data['url']);
  const [firm = '', token = ''] = url.split('/').slice(-2);
  return { firm, token };
}

/** A visitor who is not signed in anywhere. */
export const visitor = (h: Harness) => h.as(h.public(null));

/** Opens a link in a browser and gives back the browser's half. */
export async function openInBrowser(h: Harness, link: { firm: string; token: string }): Promise<string> {
  const answer = await visitor(h).run('mutation($input: ViewPortalLinkInput!) { viewPortalLink(input: $input) { browserNonce } }', { input: link });
  return String((answer.data?.['viewPortalLink'] as { browserNonce: string | null } | undefined)?.browserNonce);
}

/** Uses a link. */
export const consume = (h: Harness, input: { firm: string; token: string; browserNonce: string }) =>
  visitor(h).run('mutation($input: ConsumePortalLinkInput!) { consumePortalLink(input: $input) { clientId firstName firstVisit } }', { input });

/** Invites a contact and lets them come in; answers with who they are. */
export async function somebodyInside(h: Harness, options: Parameters<typeof aContact>[1] = {}) {
  const who = await aContact(h, options);
  const invited = (await invite(h, { contactId: who.contactId, clientId: who.clientId, name: who.name, email: who.email })).data?.['invitePortalUser'] as { portalUser: { id: string } };
  const link = await newestLink(h);
  await consume(h, { ...link, browserNonce: await openInBrowser(h, link) });
  return { ...who, portalUserId: invited.portalUser.id, actor: { ...h.portal(who.clientId), id: invited.portalUser.id } };
}
