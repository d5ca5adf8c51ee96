import { contactCreated, contactLinked, firmRegistered, newId, requestLinkIssued, scanFailed, userAdded, userDeactivated } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import communications from '../subgraph.js';

let h: Harness;
const [owner, ruth] = [newId('usr'), newId('usr')];
beforeAll(async () => {
  h = await testSubgraph(communications);
  await h.deliver(firmRegistered, { firmId: h.firm.id, name: 'Harbour & Vale', slug: 'harbour', timeZone: 'Europe/London', currency: 'GBP', ownerUserId: owner });
  for (const [userId, name] of [[owner, 'Ines'], [ruth, 'Ruth']] as const) await h.deliver(userAdded, { userId, name, email: `${name.toLowerCase()}@harbour.test`, roles: ['staff'] });
});
afterAll(async () => { await h?.stop(); });

const notify = 'mutation($input: NotifyUserInput!) { notifyUser(input: $input) { told notification { title body about aboutKind } } }';
const mine = '{ myNotifications { nodes { id title readAt } } }';
const asUser = (id: string) => ({ ...h.staff(), id });
const say = (more: Record<string, unknown> = {}) => ({ input: { userId: ruth, subject: 'Review «Year end»', text: 'All files are there.', about: { kind: 'task', id: newId('tsk') }, dedupeKey: newId('run'), ...more } });
const mailsTo = async (address: string) => (await h.sql('select subject from communications.messages where to_address = $1', [address])).length;

it('tells a person once, in the app and by mail, however often it is said', async () => {
  const said = say();
  const before = await mailsTo('ruth@harbour.test');
  expect((await h.as(h.service()).run(notify, said)).data).toMatchObject({ notifyUser: { told: true, notification: { title: 'Review «Year end»', about: said.input.about.id, aboutKind: 'task' } } });
  expect((await h.as(h.service()).run(notify, said)).data).toMatchObject({ notifyUser: { told: false } });
  expect(await mailsTo('ruth@harbour.test')).toBe(before + 1);
  expect((await h.as(asUser(ruth)).run(mine)).data).toMatchObject({ myNotifications: { nodes: [{ title: 'Review «Year end»', readAt: null }] } });
  expect((await h.as(asUser(owner)).run(mine)).data).toEqual({ myNotifications: { nodes: [] } });
});

it('marks one’s own notice as read, and nobody else’s', async () => {
  const [notice] = ((await h.as(asUser(ruth)).run(mine)).data as { myNotifications: { nodes: { id: string }[] } }).myNotifications.nodes;
  const read = 'mutation($id: ID!) { markNotificationRead(id: $id) { readAt } }';
  expect((await h.as(asUser(owner)).run(read, { id: notice?.id })).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  expect((await h.as(asUser(ruth)).run(read, { id: notice?.id })).errors).toBeUndefined();
});

it('sends no mail to somebody who wants none', async () => {
  const before = await mailsTo('ruth@harbour.test');
  await h.as(asUser(ruth)).run('mutation($input: SetNotificationPreferenceInput!) { setNotificationPreference(input: $input) { byMail } }', { input: { byMail: false } });
  expect((await h.as(h.service()).run(notify, say())).data).toMatchObject({ notifyUser: { told: true } });
  expect(await mailsTo('ruth@harbour.test')).toBe(before);
});

it('tells the owner when nobody is named or the person has left', async () => {
  const left = newId('usr');
  await h.deliver(userAdded, { userId: left, name: 'Tom', email: 'tom@harbour.test', roles: [] });
  await h.deliver(userDeactivated, { userId: left });
  for (const userId of [null, left]) await h.as(h.service()).run(notify, say({ userId }));
  expect(await mailsTo('ines@harbour.test')).toBe(2);
  expect(await mailsTo('tom@harbour.test')).toBe(0);
});

it('is refused without the right, for strangers, and with a broken input', async () => {
  const code = async (actor: ReturnType<Harness['staff']>, said: Record<string, unknown>) => (await h.as(actor).run(notify, said)).errors?.[0]?.extensions?.['code'];
  expect(await code(h.staff(['crm.*']), say())).toBe('FORBIDDEN');
  expect(await code(h.portal(newId('cli')), say())).toBe('FORBIDDEN');
  expect(await code(h.public(), say())).toBe('UNAUTHENTICATED');
  expect(await code(h.service(), say({ userId: newId('usr') }))).toBe('NOT_FOUND');
  expect(await code(h.service(), say({ userId: 'somebody' }))).toBe('BAD_USER_INPUT');
  expect(await code(h.service(), say({ subject: '' }))).toBe('BAD_USER_INPUT');
});

describe('a link to hand in files', () => {
  const issued = (clientId: string, more = {}) => ({ linkId: newId('rql'), requestId: newId('frq'), clientId, title: 'Year end', purpose: 'REMINDER' as const, reminderNo: 1, recipient: null, url: 'http://127.0.0.1:4000/upload/x.y', expiresAt: '2027-01-01T00:00:00Z', dueOn: '2026-12-01', missing: ['Bank statements'], note: null, ...more });

  it('goes to the client’s main contact, with what is missing', async () => {
    const [clientId, contactId, second] = [newId('cli'), newId('con'), newId('con')];
    for (const [id, name, isPrimary] of [[second, 'Anna', false], [contactId, 'Marion', true]] as const) {
      await h.deliver(contactCreated, { contactId: id, name, email: `${name.toLowerCase()}@marlowe.test`, phone: null, source: 'staff' });
      await h.deliver(contactLinked, { contactId: id, clientId, linkId: newId('lnk'), contactName: name, role: 'OWNER', isPrimary, isSignatory: false, isBilling: false, portalAccess: true }, { clientId });
    }
    await h.deliver(requestLinkIssued, issued(clientId), { clientId });
    const [mail] = await h.sql(`select subject, text_body, client_id is not null as bound from communications.messages where to_address = 'marion@marlowe.test'`);
    expect(mail).toMatchObject({ subject: 'Still missing: Year end', bound: true });
    expect(mail?.['text_body']).toContain('– Bank statements');
    expect(mail?.['text_body']).toContain('http://127.0.0.1:4000/upload/x.y');
    expect(mail?.['text_body']).toContain('Tuesday 1 December 2026');
    expect(await mailsTo('anna@marlowe.test')).toBe(0);
  });

  it('that reaches nobody is told to the owner, and so is a harmful file', async () => {
    const clientId = newId('cli');
    await h.deliver(requestLinkIssued, issued(clientId), { clientId });
    await h.deliver(scanFailed, { blobId: newId('blb'), fileId: newId('fil'), clientId, name: 'bad.exe', engine: 'test', finding: 'Eicar', requestId: null, itemId: null }, { clientId });
    const titles = ((await h.as(asUser(owner)).run(mine)).data as { myNotifications: { nodes: { title: string }[] } }).myNotifications.nodes.map((one) => one.title);
    expect(titles).toEqual(expect.arrayContaining(['«Year end» reaches nobody', '«bad.exe» is harmful and was locked away']));
  });
});
