import { clientMerged, newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import agreements from '../subgraph.js';

let h: Harness;
let clientId: string;
beforeAll(async () => { h = await testSubgraph(agreements); clientId = newId('cli'); await h.knowClient(clientId); });
afterAll(async () => { await h?.stop(); });

const draft = 'mutation($input: DraftAgreementInput!) { draftAgreement(input: $input) { id version title status client { id } } }';
const list = 'query($clientId: ID) { agreements(clientId: $clientId) { totalCount nodes { title } } }';
const ofClient = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Client { agreements { title } } } }';
const asClient = (id: string) => ({ r: [{ __typename: 'Client', id }] });

it('starts an agreement, states it and lists it under its client', async () => {
  const { data, errors } = await h.as(h.staff()).run(draft, { input: { clientId, title: 'Year-end accounts 2026' } });
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ draftAgreement: { version: 1, title: 'Year-end accounts 2026', status: 'DRAFT', client: { id: clientId } } });
  expect((await h.events('agreements.agreement.drafted')).map((e) => [e.clientId, e.data.title])).toEqual([[clientId, 'Year-end accounts 2026']]);
  expect((await h.as(h.staff()).run(list, { clientId })).data).toEqual({ agreements: { totalCount: 1, nodes: [{ title: 'Year-end accounts 2026' }] } });
  expect((await h.as(h.staff()).run(ofClient, asClient(clientId))).data).toEqual({ _entities: [{ agreements: [{ title: 'Year-end accounts 2026' }] }] });
});

it('is closed to another firm, to clients, to visitors and to staff without the right', async () => {
  await h.as(h.staff()).run(draft, { input: { clientId, title: 'Ours' } });
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(list, { clientId })).data).toEqual({ agreements: { totalCount: 0, nodes: [] } });
  for (const id of [clientId, newId('cli')]) {
    expect((await h.as(h.portal(id)).run(list)).data).toEqual({ agreements: { totalCount: 0, nodes: [] } });
    expect((await h.as(h.portal(id)).run(draft, { input: { clientId, title: 'No' } })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  }
  expect((await h.as(h.public()).run(list)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  expect((await h.as(h.staff(['agreements.agreement.view'])).run(draft, { input: { clientId, title: 'No' } })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

it('hides a draft from its client in the database itself', async () => {
  const [row] = await h.sql('select tenant_id, client_id from agreements.agreements limit 1');
  const context = { 'app.tenant_id': row?.tenant_id as string, 'app.client_id': row?.client_id as string };
  expect((await h.sqlAs('rw', { ...context, 'app.actor_kind': 'staff' }, 'select id from agreements.agreements')).length).toBeGreaterThan(0);
  expect(await h.sqlAs('rw', { ...context, 'app.actor_kind': 'portal' }, 'select id from agreements.agreements')).toEqual([]);
});

it('answers a keyed request again and drafts one', async () => {
  const actor = h.staff();
  const input = { clientId, title: 'Only once' };
  const first = await h.as(actor).run(draft, { input }, { idempotencyKey: 'draft:0001' });
  expect((await h.as(actor).run(draft, { input }, { idempotencyKey: 'draft:0001' })).data).toEqual(first.data);
  expect(await h.sql(`select 1 from agreements.agreements where title = 'Only once'`)).toHaveLength(1);
});

it('follows a client whose record was merged into another', async () => {
  const [from, survivorId] = [newId('cli'), newId('cli')];
  await h.knowClient(from);
  await h.as(h.staff()).run(draft, { input: { clientId: from, title: 'Moves along' } });
  await h.deliver(clientMerged, { survivorId, mergedIds: [from], mergeId: 'merge-1' });
  expect((await h.as(h.staff()).run(list, { clientId: survivorId })).data).toMatchObject({ agreements: { nodes: [{ title: 'Moves along' }] } });
});

it.each([['an empty title', { title: '' }, 'BAD_USER_INPUT'], ['ten thousand letters', { title: 'x'.repeat(10_000) }, 'BAD_USER_INPUT'], ['a NUL', { title: 'a\u0000' }, 'BAD_USER_INPUT'],
  ['a client that is none', { clientId: 'cli_1' }, 'NOT_FOUND'], ['a client nobody knows', { clientId: newId('cli') }, 'NOT_FOUND']])('refuses %s and writes nothing', async (_, more, code) => {
  const before = await h.sql('select count(*) from agreements.agreements');
  expect((await h.as(h.staff()).run(draft, { input: { clientId, title: 'Fine', ...more } })).errors?.[0]?.extensions?.code).toBe(code);
  expect(await h.sql('select count(*) from agreements.agreements')).toEqual(before);
});
