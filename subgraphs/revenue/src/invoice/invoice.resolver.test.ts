import { clientMerged, newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import revenue from '../subgraph.js';

let h: Harness;
let clientId: string;
beforeAll(async () => { h = await testSubgraph(revenue); clientId = newId('cli'); await h.knowClient(clientId); });
afterAll(async () => { await h?.stop(); });

const draft = 'mutation($input: DraftInvoiceInput!) { draftInvoice(input: $input) { id version status total { minor currency decimal } client { id } } }';
const list = 'query($clientId: ID) { invoices(clientId: $clientId) { totalCount nodes { total { decimal } } } }';
const ofClient = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Client { invoices { total { decimal } } } } }';
const asClient = (id: string) => ({ r: [{ __typename: 'Client', id }] });

it('starts an invoice to the penny, states it and lists it under its client', async () => {
  const { data, errors } = await h.as(h.staff()).run(draft, { input: { clientId, totalMinor: 216001, currency: 'GBP' } });
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ draftInvoice: { version: 1, status: 'DRAFT', total: { minor: 216001, currency: 'GBP', decimal: '2160.01' }, client: { id: clientId } } });
  expect((await h.events('revenue.invoice.drafted')).map((e) => [e.clientId, e.data.total])).toEqual([[clientId, { minor: '216001', currency: 'GBP' }]]);
  expect((await h.as(h.staff()).run(list, { clientId })).data).toEqual({ invoices: { totalCount: 1, nodes: [{ total: { decimal: '2160.01' } }] } });
  expect((await h.as(h.staff()).run(ofClient, asClient(clientId))).data).toEqual({ _entities: [{ invoices: [{ total: { decimal: '2160.01' } }] }] });
});

it.each([['9007199254740993', 'GBP', '90071992547409.93'], ['5000', 'JPY', '5000'], ['1234', 'KWD', '1.234']])('keeps %s of %s exactly', async (totalMinor, currency, decimal) => {
  expect((await h.as(h.staff()).run(draft, { input: { clientId, totalMinor, currency } })).data).toMatchObject({ draftInvoice: { total: { currency, decimal } } });
});

it('is closed to another firm, to clients, to visitors and to staff without the right', async () => {
  const input = { clientId, totalMinor: 100, currency: 'GBP' };
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(list, { clientId })).data).toEqual({ invoices: { totalCount: 0, nodes: [] } });
  for (const id of [clientId, newId('cli')]) {
    expect((await h.as(h.portal(id)).run(list)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await h.as(h.portal(id)).run(draft, { input })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  }
  expect((await h.as(h.public()).run(list)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  expect((await h.as(h.staff(['revenue.invoice.view'])).run(draft, { input })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

it('hides a draft from its client in the database itself', async () => {
  const [row] = await h.sql('select tenant_id, client_id from revenue.invoices limit 1');
  const context = { 'app.tenant_id': row?.tenant_id as string, 'app.client_id': row?.client_id as string };
  expect((await h.sqlAs('rw', { ...context, 'app.actor_kind': 'staff' }, 'select id from revenue.invoices')).length).toBeGreaterThan(0);
  expect(await h.sqlAs('rw', { ...context, 'app.actor_kind': 'portal' }, 'select id from revenue.invoices')).toEqual([]);
});

it.each([4242, '9007199254740995'])('answers a keyed request for %s again and drafts one', async (totalMinor) => {
  const actor = h.staff();
  const input = { clientId, totalMinor, currency: 'GBP' };
  const idempotencyKey = `draft:${totalMinor}`;
  const first = await h.as(actor).run(draft, { input }, { idempotencyKey });
  expect(first.errors).toBeUndefined();
  expect((await h.as(actor).run(draft, { input }, { idempotencyKey })).data).toEqual(first.data);
  expect(await h.sql(`select 1 from revenue.invoices where total_minor = $1`, [totalMinor])).toHaveLength(1);
});

it('follows a client whose record was merged into another', async () => {
  const [from, survivorId] = [newId('cli'), newId('cli')];
  await h.knowClient(from);
  await h.as(h.staff()).run(draft, { input: { clientId: from, totalMinor: 777, currency: 'GBP' } });
  await h.deliver(clientMerged, { survivorId, mergedIds: [from], mergeId: 'merge-1' });
  expect((await h.as(h.staff()).run(list, { clientId: survivorId })).data).toMatchObject({ invoices: { nodes: [{ total: { decimal: '7.77' } }] } });
});

it.each([['nothing', { totalMinor: 0 }, 'BAD_USER_INPUT'], ['less than nothing', { totalMinor: -1 }, 'BAD_USER_INPUT'], ['a broken penny', { totalMinor: 1.5 }, 'BAD_USER_INPUT'], ['more than can be kept', { totalMinor: '9223372036854775808' }, 'BAD_USER_INPUT'],
  ['words for an amount', { totalMinor: 'much' }, 'BAD_USER_INPUT'], ['an unknown currency', { currency: 'ZZZ' }, 'BAD_USER_INPUT'], ['a client nobody knows', { clientId: newId('cli') }, 'NOT_FOUND']])('refuses %s and writes nothing', async (_, more, code) => {
  const before = await h.sql('select count(*) from revenue.invoices');
  expect((await h.as(h.staff()).run(draft, { input: { clientId, totalMinor: 100, currency: 'GBP', ...more } })).errors?.[0]?.extensions?.code).toBe(code);
  expect(await h.sql('select count(*) from revenue.invoices')).toEqual(before);
});
