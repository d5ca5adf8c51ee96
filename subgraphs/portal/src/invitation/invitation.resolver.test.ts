import { clientMerged, contactLinked, idToUuid, newId } from '@firmament/events';
import { testSubgraph } from '@firmament/kit/testing';
import { aContact, invite, newestLink, refusal, somebodyInside, visitor, type Harness } from '../../test/people.js';
import portal from '../subgraph.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(portal); });
afterAll(() => h.stop());

const openInvitations = async (clientId: string) => (await h.sql(`select 1 from portal.invitations where status = 'OPEN' and client_id = $1`, [idToUuid(clientId)])).length;
const about = async (type: string, clientId: string) => (await h.events(type)).filter((event) => event.clientId === clientId);

describe('inviting', () => {
  it('states the invitation, the link and what now waits for the client, and knows the person as invited', async () => {
    const who = await aContact(h);
    const answer = await invite(h, who);
    expect(answer.data).toEqual({ invitePortalUser: { alreadyInvited: false, portalUser: { id: expect.stringMatching(/^pus_/), name: who.name, email: who.email, status: 'INVITED' } } });
    expect(await about('portal.user.invited', who.clientId)).toHaveLength(1);
    const [issued] = await about('portal.link.issued', who.clientId);
    expect(issued?.data['url']).toMatch(new RegExp(`^http://127.0.0.1:4000/portal/link/${h.firm.id}/[\\w-]{43}$`));
    expect((await about('portal.action.created', who.clientId))[0]?.data).toMatchObject({ kind: 'OPEN_PORTAL' });
  });

  it('keeps no secret: the token is nowhere but in the mail', async () => {
    await invite(h, await aContact(h));
    const { token } = await newestLink(h);
    expect((await h.sql('select 1 from portal.links t where t::text like $1', [`%${token}%`]))).toEqual([]);
  });

  it('twice is one invitation and one mail, also at the same time', async () => {
    const who = await aContact(h);
    const answers = await Promise.all([invite(h, who), invite(h, who), invite(h, who)]);
    const again = await invite(h, who);
    expect(again.data?.['invitePortalUser']).toMatchObject({ alreadyInvited: true });
    expect(answers.filter((answer) => (answer.data?.['invitePortalUser'] as { alreadyInvited: boolean } | undefined)?.alreadyInvited === false)).toHaveLength(1);
    expect(await openInvitations(who.clientId)).toBe(1);
    expect(await about('portal.link.issued', who.clientId)).toHaveLength(1);
  });

  it('lets somebody who is in alone', async () => {
    const who = await somebodyInside(h);
    expect((await invite(h, { contactId: who.contactId, clientId: who.clientId, name: who.name, email: who.email })).data?.['invitePortalUser']).toMatchObject({ alreadyInvited: true, portalUser: { status: 'ACTIVE' } });
  });

  it('is refused where crm does not allow it, for strangers, without the right, and from another firm', async () => {
    expect(refusal(await invite(h, await aContact(h, { portalAccess: false })))).toBe('PORTAL_ACCESS_NOT_ALLOWED');
    const who = await aContact(h);
    expect(refusal(await invite(h, { ...who, contactId: newId('con') }))).toBe('NOT_FOUND');
    expect(refusal(await invite(h, who, h.staff(['portal.user.view'])))).toBe('FORBIDDEN');
    expect(refusal(await invite(h, who, h.staff(['*'], h.otherFirm.id)))).toBe('NOT_FOUND');
    expect(refusal(await invite(h, who, h.portal(who.clientId)))).toBe('FORBIDDEN');
    expect(await openInvitations(who.clientId)).toBe(0);
  });

  it.each([['email', 'nobody'], ['email', 'a@b.test\0'], ['name', ''], ['name', 'x'.repeat(10_000)], ['name', 'a\0b'], ['contactId', 'cli_1'], ['clientId', "'; drop table"]])('refuses a %s that is none', async (field, value) => {
    const answer = await invite(h, { ...(await aContact(h)), [field]: value });
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it('refuses the address of another contact', async () => {
    const first = await aContact(h);
    await invite(h, first);
    expect(refusal(await invite(h, { ...(await aContact(h)), email: first.email.toUpperCase() }))).toBe('PORTAL_EMAIL_TAKEN');
  });

  it('again after it ran out opens a new one', async () => {
    const who = await aContact(h);
    await invite(h, who);
    h.setNow(new Date('2026-12-19T11:18:00Z'));
    expect((await invite(h, who)).data?.['invitePortalUser']).toMatchObject({ alreadyInvited: false });
    h.setNow(new Date('2026-11-19T11:18:00Z'));
    expect(await openInvitations(who.clientId)).toBe(1);
  });
});

describe('changing one’s mind', () => {
  const resend = 'mutation($input: ResendInvitationInput!) { resendInvitation(input: $input) { invitation { status expiresAt } } }';
  const revoke = 'mutation($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { revoked } }';
  const stateOf = async (link: { firm: string; token: string }) => (await visitor(h).run('query($firm: ID!, $token: String!) { portalLink(firm: $firm, token: $token) { state } }', link)).data?.['portalLink'];

  it('sends again with a new link, and the one before stops working', async () => {
    const who = await aContact(h);
    await invite(h, who);
    const before = await newestLink(h);
    const { contactId, clientId } = who;
    expect((await h.as(h.staff()).run(resend, { input: { contactId, clientId } })).data).toMatchObject({ resendInvitation: { invitation: { status: 'OPEN' } } });
    expect([await stateOf(before), await stateOf(await newestLink(h))]).toEqual([{ state: 'REVOKED' }, { state: 'OPEN' }]);
    expect(refusal(await h.as(h.staff()).run(resend, { input: { contactId: newId('con'), clientId } }))).toBe('NOT_FOUND');
  });

  it('takes an invitation back, says so, and a second time is no fault', async () => {
    const who = await aContact(h);
    await invite(h, who);
    const link = await newestLink(h);
    const input = { clientId: who.clientId, email: who.email, reason: 'the appointment was cancelled' };
    expect((await h.as(h.service()).run(revoke, { input })).data).toEqual({ revokeInvitation: { revoked: 1 } });
    expect((await h.as(h.service()).run(revoke, { input })).data).toEqual({ revokeInvitation: { revoked: 0 } });
    expect(await stateOf(link)).toEqual({ state: 'REVOKED' });
    expect((await about('portal.user.invitation_revoked', who.clientId))[0]?.data).toMatchObject({ reason: 'the appointment was cancelled' });
    expect(await about('portal.action.completed', who.clientId)).toHaveLength(1);
    expect((await invite(h, who)).data?.['invitePortalUser']).toMatchObject({ alreadyInvited: false });
  });

  it('takes back nothing for another firm', async () => {
    const who = await aContact(h);
    await invite(h, who);
    expect(refusal(await h.as(h.staff(['*'], h.otherFirm.id)).run(revoke, { input: { clientId: who.clientId } }))).toBe('NOT_FOUND');
    expect(await openInvitations(who.clientId)).toBe(1);
  });

  it('leaves one open invitation when two clients of a person become one', async () => {
    const [one, two] = [await aContact(h), await aContact(h)];
    await h.deliver(contactLinked, { contactId: one.contactId, clientId: two.clientId, linkId: newId('lnk'), contactName: one.name, role: 'Owner', isPrimary: true, isSignatory: true, isBilling: true, portalAccess: true }, { clientId: two.clientId });
    await invite(h, one);
    await invite(h, { ...one, clientId: two.clientId });
    await h.deliver(clientMerged, { survivorId: one.clientId, mergedIds: [two.clientId], mergeId: 'm1' }, { clientId: one.clientId });
    expect(await openInvitations(one.clientId)).toBe(1);
    expect(await openInvitations(two.clientId)).toBe(0);
  });
});
