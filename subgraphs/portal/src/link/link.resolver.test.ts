import { testSubgraph } from '@firmament/kit/testing';
import { aContact, consume, invite, newestLink, openInBrowser, refusal, somebodyInside, visitor, type Harness } from '../../test/people.js';
import portal from '../subgraph.js';

const start = new Date('2026-11-19T11:18:00Z');
let h: Harness;
beforeAll(async () => { h = await testSubgraph(portal, { now: start }); });
afterEach(() => h.setNow(start));
afterAll(() => h.stop());

const view = 'query($firm: ID!, $token: String!) { portalLink(firm: $firm, token: $token) { state purpose firstName firmName maskedEmail openedInABrowser usedAt } }';
const request = 'mutation($input: RequestPortalLinkInput!) { requestPortalLink(input: $input) { sentence } }';

async function anInvitation() {
  const who = await aContact(h);
  await invite(h, who);
  return { who, link: await newestLink(h) };
}
const issued = async () => (await h.events('portal.link.issued')).length;

describe('a link from a mail', () => {
  it('can be looked at by scanners as often as they like, and stays whole', async () => {
    const { who, link } = await anInvitation();
    for (let i = 0; i < 3; i += 1) {
      expect((await visitor(h).run(view, link)).data?.['portalLink']).toEqual({
        state: 'OPEN', purpose: 'INVITATION', firstName: 'Marion', firmName: 'Harbour & Vale', maskedEmail: `m•••${who.email.slice(who.email.indexOf('@'))}`, openedInABrowser: false, usedAt: null,
      });
    }
    expect((await consume(h, { ...link, browserNonce: await openInBrowser(h, link) })).errors).toBeUndefined();
  });

  it('lets the person in once, makes them active, and grants one session for a moment', async () => {
    const { who, link } = await anInvitation();
    const answer = await consume(h, { ...link, browserNonce: await openInBrowser(h, link) });
    expect(answer.data).toEqual({ consumePortalLink: { clientId: who.clientId, firstName: 'Marion', firstVisit: true } });
    expect(answer.extensions?.grant).toEqual({ kind: 'portal', tenantId: h.firm.id, portalUserId: expect.stringMatching(/^pus_/), clientId: who.clientId, name: who.name, expiresAt: '2026-11-19T11:18:30.000Z' });
    const told = (await h.events()).filter((event) => event.clientId === who.clientId).map((event) => event.type);
    expect(told).toEqual(['portal.user.invited', 'portal.link.issued', 'portal.action.created', 'portal.link.viewed', 'portal.action.completed', 'portal.link.consumed', 'portal.user.activated']);
  });

  it('is refused the second time, and for one of two at the same time', async () => {
    const { link } = await anInvitation();
    const browserNonce = await openInBrowser(h, link);
    const both = await Promise.all([consume(h, { ...link, browserNonce }), consume(h, { ...link, browserNonce })]);
    expect(both.map(refusal).sort()).toEqual(['PORTAL_LINK_USED', undefined]);
    expect(refusal(await consume(h, { ...link, browserNonce }))).toBe('PORTAL_LINK_USED');
    expect((await visitor(h).run(view, link)).data?.['portalLink']).toMatchObject({ state: 'USED', usedAt: '2026-11-19T11:18:00.000Z' });
  });

  it('belongs to the browser that opened it first', async () => {
    const { link } = await anInvitation();
    const mine = await openInBrowser(h, link);
    expect(await openInBrowser(h, link)).toBe('null');
    expect(refusal(await consume(h, { ...link, browserNonce: mine.split('').reverse().join('') }))).toBe('PORTAL_LINK_OTHER_BROWSER');
    expect(refusal(await consume(h, { ...link, browserNonce: '' }))).toBe('PORTAL_LINK_OTHER_BROWSER');
    expect((await consume(h, { ...link, browserNonce: mine })).errors).toBeUndefined();
  });

  it('is not used up by staff, whom it could give no session', async () => {
    const { link } = await anInvitation();
    const input = { ...link, browserNonce: await openInBrowser(h, link) };
    const answer = await h.as(h.staff()).run('mutation($input: ConsumePortalLinkInput!) { consumePortalLink(input: $input) { firstName } }', { input });
    expect([refusal(answer), answer.extensions?.grant]).toEqual(['FORBIDDEN', undefined]);
    expect((await consume(h, input)).errors).toBeUndefined();
  });

  it('cannot be used before it was opened', async () => {
    const { link } = await anInvitation();
    expect(refusal(await consume(h, { ...link, browserNonce: 'guess' }))).toBe('PORTAL_LINK_OTHER_BROWSER');
  });

  it('runs out', async () => {
    const { link } = await anInvitation();
    const browserNonce = await openInBrowser(h, link);
    h.setNow(new Date('2026-12-03T11:18:00Z'));
    expect((await visitor(h).run(view, link)).data?.['portalLink']).toMatchObject({ state: 'EXPIRED' });
    expect(refusal(await consume(h, { ...link, browserNonce }))).toBe('PORTAL_LINK_EXPIRED');
  });

  it('opens nothing once it was taken back or the right is gone', async () => {
    const { who, link } = await anInvitation();
    const browserNonce = await openInBrowser(h, link);
    await h.sql('update portal.accesses set allowed = false');
    expect(refusal(await consume(h, { ...link, browserNonce }))).toBe('NOT_FOUND');
    await h.sql('update portal.accesses set allowed = true');
    await h.as(h.staff()).run('mutation($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { revoked } }', { input: { clientId: who.clientId } });
    expect(refusal(await consume(h, { ...link, browserNonce }))).toBe('PORTAL_LINK_REVOKED');
  });

  it('is unknown with another firm, another secret, or nonsense', async () => {
    const { link } = await anInvitation();
    for (const odd of [{ ...link, firm: h.otherFirm.id }, { ...link, token: 'A'.repeat(43) }, { ...link, token: "' or 1=1" }, { firm: 'firm_x', token: 'x' }]) {
      expect((await visitor(h).run(view, odd)).data).toEqual({ portalLink: null });
      expect(refusal(await consume(h, { ...odd, browserNonce: 'x' }))).toBe('NOT_FOUND');
    }
  });
});

describe('asking for a new link', () => {
  it('answers everybody alike, and writes only to a known address', async () => {
    const who = await somebodyInside(h);
    const before = await issued();
    const answers = await Promise.all([who.email, 'stranger@nowhere.test', 'nonsense'].map((email) => visitor(h).run(request, { input: { firm: h.firm.id, email } })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.data))).size).toBe(1);
    expect(await issued()).toBe(before + 1);
    const link = await newestLink(h);
    expect((await visitor(h).run(view, link)).data?.['portalLink']).toMatchObject({ purpose: 'SIGN_IN' });
    expect((await consume(h, { ...link, browserNonce: await openInBrowser(h, link) })).data).toMatchObject({ consumePortalLink: { firstVisit: false } });
  });

  it('makes the link before useless and caps the mails of an hour', async () => {
    const who = await somebodyInside(h);
    const ask = () => visitor(h).run(request, { input: { firm: h.firm.id, email: who.email } });
    await ask();
    const first = await newestLink(h);
    const before = await issued();
    for (let i = 0; i < 8; i += 1) await ask();
    expect(await issued()).toBe(before + 3);
    expect((await visitor(h).run(view, first)).data?.['portalLink']).toMatchObject({ state: 'REVOKED' });
  });

  it('writes to nobody who is shut out, and to nobody of another firm', async () => {
    const who = await somebodyInside(h);
    const before = await issued();
    await visitor(h).run(request, { input: { firm: h.otherFirm.id, email: who.email } });
    await h.as(h.staff()).run('mutation($input: PortalUserInput!) { suspendPortalUser(input: $input) { status } }', { input: { portalUserId: who.portalUserId } });
    await visitor(h).run(request, { input: { firm: h.firm.id, email: who.email } });
    expect(await issued()).toBe(before);
  });
});
