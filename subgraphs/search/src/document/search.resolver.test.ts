import { appointmentClientLinked, clientCreated, clientErased, clientMerged, clientUpdated, contactCreated, contactLinked, newId, projectCreated } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import search from '../subgraph.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(search); });
afterAll(async () => { await h?.stop(); });

const ask = 'query($text: String!, $first: Int! = 20) { search(text: $text, first: $first) { kind recordId title href why client { id } } }';
interface Hit { kind: string; recordId: string; title: string; href: string; why: string; client: { id: string } | null }
const finds = async (text: string, actor = h.staff(), first = 20): Promise<Hit[]> => {
  const { data, errors } = await h.as(actor).run(ask, { text, first });
  expect(errors).toBeUndefined();
  return (data as unknown as { search: Hit[] }).search;
};
const titles = async (text: string): Promise<string[]> => (await finds(text)).map((hit) => hit.title);

async function aClient(displayName: string, tenantId = h.firm.id): Promise<string> {
  const clientId = newId('cli');
  await h.deliver(clientCreated, { clientId, displayName, kind: 'ORG', status: 'PROSPECT', ownerUserId: null, source: 'BOOKING' }, { tenantId });
  return clientId;
}
const link = (contactId: string, clientId: string, contactName = 'Nadia Osei') =>
  h.deliver(contactLinked, { contactId, clientId, linkId: newId('lnk'), contactName, role: 'Owner', isPrimary: true, isSignatory: false, isBilling: false, portalAccess: true });
async function aContact(name: string, email: string | null, phone: string | null, clientId: string | null): Promise<string> {
  const contactId = newId('con');
  await h.deliver(contactCreated, { contactId, name, email, phone, source: 'BOOKING' });
  if (clientId) await link(contactId, clientId, name);
  return contactId;
}
async function aProject(name: string, clientId: string): Promise<string> {
  const projectId = newId('prj');
  await h.deliver(projectCreated, { projectId, clientId, name, templateVersionId: newId('ptv'), status: 'SKELETON', sourceRef: null, taskCount: 1, milestoneCount: 0, needsOwner: 0, kickOffOn: null });
  return projectId;
}

it('finds a client, its people, its work and its appointments, each with its client, its place and the reason', async () => {
  const clientId = await aClient('Quayside Brewing');
  const contactId = await aContact('Tamsin Quay', 'tamsin@quayside.test', '+442079460018', clientId);
  const projectId = await aProject('Quayside Brewing: Year-end accounts', clientId);
  const appointmentId = newId('apt');
  await h.deliver(appointmentClientLinked, { appointmentId, clientId, contactId, start: '2026-11-24T23:30:00Z', end: '2026-11-25T00:00:00Z', zone: 'Europe/Paris', typeName: 'Quay walk', hostUserIds: [] });
  const client = { id: clientId };
  expect(await finds('quay')).toEqual(expect.arrayContaining([
    { kind: 'CLIENT', recordId: clientId, title: 'Quayside Brewing', href: `/clients/${clientId}`, why: 'Name', client },
    { kind: 'CONTACT', recordId: contactId, title: 'Tamsin Quay', href: `/clients/${clientId}`, why: 'Name', client },
    { kind: 'PROJECT', recordId: projectId, title: 'Quayside Brewing: Year-end accounts', href: `/projects/${projectId}`, why: 'Name', client },
    { kind: 'APPOINTMENT', recordId: appointmentId, title: 'Quay walk, 25 Nov 2026', href: `/calendar?appointment=${appointmentId}`, why: 'Name', client },
  ]));
  expect((await finds('quayside brewing'))[0]?.kind).toBe('CLIENT');
  expect(await finds('tamsin@quayside')).toEqual([expect.objectContaining({ recordId: contactId, why: 'E-mail tamsin@quayside.test' })]);
  expect(await finds('020 7946 0018')).toEqual([expect.objectContaining({ recordId: contactId, why: 'Phone +442079460018' })]);
  expect(await finds('quay', h.staff(), 2)).toHaveLength(2);
});

it('does not mind accents, capitals, the order of words, or a slip', async () => {
  await aClient('Café Žižka & Søn');
  await aClient('Penhallow Bakery');
  expect(await titles('CAFE ziz')).toEqual(['Café Žižka & Søn']);
  expect(await titles('søn café')).toEqual(['Café Žižka & Søn']);
  expect(await titles('Žižka')).toEqual(['Café Žižka & Søn']);
  expect(await titles('bakery penhallow')).toEqual(['Penhallow Bakery']);
  expect(await finds('Penhalow')).toEqual([expect.objectContaining({ title: 'Penhallow Bakery', why: 'Similar name' })]);
  expect(await titles('zzzzqqq')).toEqual([]);
});

it('takes what was typed as text and never as a pattern', async () => {
  await aClient('Fifty % Off_Ltd \\ Sons');
  expect(await titles('% off_ltd')).toEqual(['Fifty % Off_Ltd \\ Sons']);
  expect(await titles('%%%')).toEqual([]);
  expect(await titles('__')).toEqual([]);
  expect(await titles(`'); drop table search.documents; --`)).toEqual([]);
  expect(await titles('a')).toEqual([]);
  expect(await titles('fifty\u0000off_ltd')).toEqual(['Fifty % Off_Ltd \\ Sons']);
});

it('finds only what the asker may see, and the condition stands in the query', async () => {
  const clientId = await aClient('Hidden Harbour');
  await aContact('Hidden Person', null, null, clientId);
  await aProject('Hidden work', clientId);
  const kinds = async (permissions: string[]) => (await finds('hidden', h.staff(permissions))).map((hit) => hit.kind).sort();
  expect(await kinds(['*'])).toEqual(['CLIENT', 'CONTACT', 'PROJECT']);
  expect(await kinds(['search.*', 'crm.client.view'])).toEqual(['CLIENT']);
  expect(await kinds(['search.*', 'projects.*'])).toEqual(['PROJECT']);
  expect(await kinds(['search.document.view'])).toEqual([]);
  expect((await h.as(h.staff(['crm.*'])).run(ask, { text: 'hidden' })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

it('shows nothing to another firm, to a client of any kind, or to a visitor', async () => {
  const clientId = await aClient('Walled Garden');
  const theirs = await aClient('Walled Garden', h.otherFirm.id);
  expect((await finds('walled garden', h.staff(['*'], h.otherFirm.id))).map((hit) => hit.recordId)).toEqual([theirs]);
  expect((await finds('walled garden')).map((hit) => hit.recordId)).toEqual([clientId]);
  for (const id of [clientId, newId('cli')]) expect((await h.as(h.portal(id)).run(ask, { text: 'walled' })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.public()).run(ask, { text: 'walled' })).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
});

it('is walled in the database too: a client reads no row, and without a context there is an error', async () => {
  const [row] = await h.sql('select tenant_id, client_id from search.documents where client_id is not null limit 1');
  const context = { 'app.tenant_id': row?.tenant_id as string, 'app.client_id': row?.client_id as string };
  expect((await h.sqlAs('rw', { ...context, 'app.actor_kind': 'staff' }, 'select id from search.documents')).length).toBeGreaterThan(0);
  expect(await h.sqlAs('rw', { ...context, 'app.actor_kind': 'portal' }, 'select id from search.documents')).toEqual([]);
  await expect(h.sqlAs('rw', {}, 'select id from search.documents')).rejects.toThrow('tenant context missing');
});

it('finds a renamed client by both names', async () => {
  const clientId = await aClient('Oldname Ltd');
  await h.deliver(clientUpdated, { clientId, changes: [{ field: 'displayName', before: 'Oldname Ltd', after: 'Brandnew plc' }] });
  await h.deliver(clientUpdated, { clientId, changes: [{ field: 'owner', before: null, after: newId('usr') }] });
  expect(await finds('oldname')).toEqual([expect.objectContaining({ recordId: clientId, title: 'Brandnew plc', why: 'Formerly «Oldname Ltd»' })]);
  expect(await finds('brandnew')).toEqual([expect.objectContaining({ recordId: clientId, why: 'Name' })]);
});

it('leads from a merged client to the survivor, with everything that belonged to it, each thing once', async () => {
  const [survivorId, first, second] = [await aClient('Survivor House'), await aClient('Doublet One'), await aClient('Doublet Two')];
  await h.deliver(clientUpdated, { clientId: second, changes: [{ field: 'displayName', before: 'Doublet Two', after: 'Doublet Three' }] });
  const contactId = await aContact('Merged Person', 'person@doublet.test', null, first);
  await link(contactId, second, 'Merged Person');
  const projectId = await aProject('Doublet accounts', second);
  await h.deliver(clientMerged, { survivorId, mergedIds: [first, second], mergeId: 'merge-1' });
  expect((await finds('doublet')).map((hit) => [hit.kind, hit.recordId, hit.client?.id])).toEqual([['PROJECT', projectId, survivorId], ['CONTACT', contactId, survivorId], ['CLIENT', survivorId, survivorId]]);
  expect(await finds('doublet two')).toEqual(expect.arrayContaining([expect.objectContaining({ recordId: survivorId, href: `/clients/${survivorId}` })]));
  expect((await finds('merged person')).map((hit) => hit.client?.id)).toEqual([survivorId]);
  const late = await aProject('Late arrival', first);
  expect((await finds('late arrival')).map((hit) => [hit.recordId, hit.client?.id])).toEqual([[late, survivorId]]);
});

it('finds a person under each of their clients, and one without a client under none', async () => {
  const [one, two] = [await aClient('First employer'), await aClient('Second employer')];
  const contactId = await aContact('Zebedee Marsh', 'zebedee@marsh.test', null, null);
  expect(await finds('zebedee')).toEqual([expect.objectContaining({ recordId: contactId, client: null, href: '/clients' })]);
  await link(contactId, one, 'Zebedee Marsh');
  await link(contactId, one, 'Zebedee Marsh');
  await link(contactId, two, 'Zebedee Marsh');
  expect((await finds('zebedee@marsh')).map((hit) => hit.client?.id).sort()).toEqual([one, two].sort());
});

it('forgets an erased client entirely', async () => {
  const clientId = await aClient('Forgotten Ltd');
  await aContact('Forgotten Person', 'x@forgotten.test', null, clientId);
  await h.deliver(clientErased, { clientId });
  expect(await titles('forgotten')).toEqual([]);
  expect(await h.sql(`select 1 from search.documents where title ilike 'forgotten%'`)).toEqual([]);
});

it.each([['ten thousand letters', { text: 'x'.repeat(10_000) }], ['no record at all', { text: 'fine', first: 0 }], ['too many records', { text: 'fine', first: 51 }]])('refuses %s', async (_, variables) => {
  expect((await h.as(h.staff()).run(ask, { first: 20, ...variables })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});
