import { newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import crm from '../subgraph.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(crm); });
afterAll(async () => { await h?.stop(); });

const create = 'mutation($input: CreateClientInput!) { createClient(input: $input) { id displayName version status links { id } } }';
const resolve = 'mutation($input: ResolveClientInput!) { resolveClient(input: $input) { matched client { id displayName status version } contact { id email phone intake { question answer source } } link { isPrimary contact { name } } } }';
const visitor = (more: object = {}) => ({ input: { name: 'Nadia Osei', email: 'Nadia@Lighthouse.test', phone: '020 7946 0018', kind: 'ORG', organisation: 'Lighthouse Bakery', source: 'BOOKING', ownerUserId: null, intake: [{ key: 'vat', question: 'Registered for VAT?', answer: 'Yes' }], ...more } });

it('adds a client and states one fact in the same commit', async () => {
  const { data, errors } = await h.as(h.staff()).run(create, { input: { displayName: 'Aldous & Finch', kind: 'ORG' } });
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ createClient: { displayName: 'Aldous & Finch', version: 1, status: 'LEAD', links: [] } });
  const id = (data as { createClient: { id: string } }).createClient.id;
  expect(id).toMatch(/^cli_/);
  const facts = (await h.events('crm.client.created')).filter((e) => e.clientId === id);
  expect(facts).toHaveLength(1);
  expect(facts[0]?.aggregateSeq).toBe(1);
});

it('recognises a visitor the second time, however the address is written', async () => {
  const first = await h.as(h.service()).run(resolve, visitor());
  expect(first.errors).toBeUndefined();
  expect(first.data).toMatchObject({ resolveClient: { matched: 'NEW', client: { displayName: 'Lighthouse Bakery', status: 'PROSPECT' }, contact: { email: 'nadia@lighthouse.test', phone: '+442079460018', intake: [{ answer: 'Yes', source: 'BOOKING' }] }, link: { isPrimary: true, contact: { name: 'Nadia Osei' } } } });
  const again = await h.as(h.service()).run(resolve, visitor({ email: ' NADIA@lighthouse.test '.trim() }));
  expect(again.data).toMatchObject({ resolveClient: { matched: 'EXACT', client: { id: (first.data as never as { resolveClient: { client: { id: string } } }).resolveClient.client.id } } });
});

it('makes one contact of two bookings by one address at the same time', async () => {
  const answers = await Promise.all([1, 2, 3, 4].map(() => h.as(h.service()).run(resolve, visitor({ email: 'twin@lighthouse.test', name: 'Twin Visitor', organisation: 'Twin Ltd' }))));
  const ids = answers.map((a) => (a.data as never as { resolveClient: { contact: { id: string } } }).resolveClient.contact.id);
  expect(new Set(ids).size).toBe(1);
});

it('answers a keyed request again with the same effect, and refuses the key for other arguments', async () => {
  const actor = h.service();
  const first = await h.as(actor).run(resolve, visitor({ email: 'keyed@lighthouse.test' }), { idempotencyKey: 'run_1:resolve' });
  const replay = await h.as(actor).run(resolve, visitor({ email: 'keyed@lighthouse.test' }), { idempotencyKey: 'run_1:resolve' });
  expect(first.errors).toBeUndefined();
  expect(replay.errors).toBeUndefined();
  expect(replay.data).toEqual(first.data);
  expect(replay.extensions).toEqual({ replayed: true });
  const other = await h.as(actor).run(resolve, visitor({ email: 'other@lighthouse.test' }), { idempotencyKey: 'run_1:resolve' });
  expect(other.errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
});

it('shows another firm nothing, with the words used for an unknown id', async () => {
  const { data } = await h.as(h.staff()).run(create, { input: { displayName: 'Ours alone', kind: 'ORG' } });
  const id = (data as { createClient: { id: string } }).createClient.id;
  const stranger = h.staff(['*'], h.otherFirm.id);
  expect((await h.as(stranger).run('query($id: ID!) { client(id: $id) { id } }', { id })).data).toEqual({ client: null });
  const change = 'mutation($input: ChangeClientStatusInput!) { changeClientStatus(input: $input) { id } }';
  const foreign = await h.as(stranger).run(change, { input: { clientId: id, status: 'ACTIVE' } });
  const unknown = await h.as(stranger).run(change, { input: { clientId: newId('cli'), status: 'ACTIVE' } });
  expect(foreign.errors?.[0]?.message).toBe(unknown.errors?.[0]?.message);
  expect(foreign.errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
});

it('walls a portal actor to its one client', async () => {
  const made = await Promise.all(['Mine', 'Theirs'].map((displayName) => h.as(h.staff()).run(create, { input: { displayName, kind: 'ORG' } })));
  const [mine, theirs] = made.map((m) => (m.data as { createClient: { id: string } }).createClient.id) as [string, string];
  const portal = h.as(h.portal(mine));
  expect((await portal.run('query($id: ID!) { client(id: $id) { displayName } }', { id: mine })).data).toEqual({ client: { displayName: 'Mine' } });
  expect((await portal.run('query($id: ID!) { client(id: $id) { displayName } }', { id: theirs })).data).toEqual({ client: null });
  expect((await portal.run('{ clients { nodes { displayName } } }')).data).toMatchObject({ clients: { nodes: [{ displayName: 'Mine' }] } });
  expect((await portal.run(create, { input: { displayName: 'Sneaky', kind: 'ORG' } })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

it('refuses a visitor who is not signed in, and staff without the right', async () => {
  expect((await h.as(h.public()).run('{ clients { nodes { id } } }')).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  expect((await h.as(h.staff(['timeline.*'])).run(create, { input: { displayName: 'No', kind: 'ORG' } })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

it('demands the permission of a reference too', async () => {
  const { data } = await h.as(h.staff()).run(create, { input: { displayName: 'Referred', kind: 'ORG' } });
  const id = (data as { createClient: { id: string } }).createClient.id;
  const ask = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Client { displayName } } }';
  const variables = { r: [{ __typename: 'Client', id }] };
  expect((await h.as(h.staff()).run(ask, variables)).data).toEqual({ _entities: [{ displayName: 'Referred' }] });
  const denied = await h.as(h.staff(['timeline.*'])).run(ask, variables);
  expect(denied.data).toEqual({ _entities: [null] });
  expect(denied.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

it.each([
  ['a name of ten thousand letters', { name: 'x'.repeat(10_000) }], ['a NUL in the name', { name: 'a\u0000b' }], ['an address that is none', { email: 'nobody' }], ['an empty name', { name: '' }],
])('refuses %s and writes nothing', async (_, more) => {
  const before = await h.sql('select count(*) from crm.contacts');
  const answer = await h.as(h.service()).run(resolve, visitor(more));
  expect(answer.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(await h.sql('select count(*) from crm.contacts')).toEqual(before);
});

it('refuses a change made on an old version, and grows the version with each change', async () => {
  const { data } = await h.as(h.staff()).run(create, { input: { displayName: 'Versioned', kind: 'ORG' } });
  const id = (data as { createClient: { id: string } }).createClient.id;
  const change = 'mutation($input: ChangeClientStatusInput!) { changeClientStatus(input: $input) { version status } }';
  expect((await h.as(h.staff()).run(change, { input: { clientId: id, status: 'ACTIVE', ifVersion: 1 } })).data).toEqual({ changeClientStatus: { version: 2, status: 'ACTIVE' } });
  expect((await h.as(h.staff()).run(change, { input: { clientId: id, status: 'DORMANT', ifVersion: 1 } })).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'STALE_VERSION' });
});

it('takes a step that a rule asks for only from where the rule says, and for its reason', async () => {
  const { data } = await h.as(h.staff()).run(create, { input: { displayName: 'On hold', kind: 'ORG', status: 'ACTIVE' } });
  const clientId = (data as { createClient: { id: string } }).createClient.id;
  const move = async (input: object) => (await h.as(h.service()).run('mutation($input: ChangeClientStatusInput!) { changeClientStatus(input: $input) { status statusReason version } }', { input: { clientId, ...input } })).data?.['changeClientStatus'];
  const [byRule, reason] = [{ status: 'ACTIVE', onlyFrom: ['ON_HOLD'], onlyReason: 'Invoices are overdue.' }, 'Invoices are overdue.'];
  expect(await move(byRule)).toEqual({ status: 'ACTIVE', statusReason: null, version: 1 });
  expect(await move({ status: 'ON_HOLD', reason: 'They asked for it.' })).toMatchObject({ status: 'ON_HOLD' });
  expect(await move(byRule)).toEqual({ status: 'ON_HOLD', statusReason: 'They asked for it.', version: 2 });
  await move({ status: 'ACTIVE' });
  await move({ status: 'ON_HOLD', reason });
  expect(await move({ ...byRule, onlyFrom: ['ONBOARDING'] })).toMatchObject({ status: 'ON_HOLD' });
  expect(await move(byRule)).toEqual({ status: 'ACTIVE', statusReason: null, version: 5 });
  expect((await h.events('crm.client.status_changed')).filter((event) => event.clientId === clientId).map((fact) => [fact.data.from, fact.data.to])).toEqual([['ACTIVE', 'ON_HOLD'], ['ON_HOLD', 'ACTIVE'], ['ACTIVE', 'ON_HOLD'], ['ON_HOLD', 'ACTIVE']]);
});

it('pages by keyset without losing or doubling a row', async () => {
  const names = Array.from({ length: 7 }, (_, i) => `Page ${i}`);
  for (const displayName of names) await h.as(h.staff()).run(create, { input: { displayName, kind: 'ORG' } });
  const seen: string[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors } = await h.as(h.staff()).run('query($after: String) { clients(first: 3, after: $after, search: "Page ") { totalCount nodes { displayName } pageInfo { hasNextPage endCursor } } }', { after });
    expect(errors).toBeUndefined();
    const page = (data as never as { clients: { totalCount: number; nodes: { displayName: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }).clients;
    expect(page.totalCount).toBe(7);
    seen.push(...page.nodes.map((n) => n.displayName));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(seen).toEqual(names);
});

describe('a client whom an agreement binds', () => {
  const engage = 'mutation($input: EngageClientInput!) { engageClient(input: $input) { changed client { status } } }';
  const standing = async (status: string): Promise<string> => ((await h.as(h.staff()).run(create, { input: { displayName: `Bound ${status}`, kind: 'ORG', status } })).data as { createClient: { id: string } }).createClient.id;
  const steps = async (clientId: string) => (await h.events('crm.client.status_changed')).filter((event) => event.clientId === clientId).map(({ data }) => [data.from, data.to]);

  it.each([['LEAD', {}, 'ACTIVE'], ['PROSPECT', {}, 'ACTIVE'], ['PROSPECT', { status: 'ONBOARDING' }, 'ONBOARDING'], ['DORMANT', {}, 'ACTIVE'], ['FORMER', {}, 'ACTIVE']])('is served from now on when it was %s', async (from, more, to) => {
    const clientId = await standing(from);
    const first = await h.as(h.service()).run(engage, { input: { clientId, ...more } });
    expect(first.errors).toBeUndefined();
    expect(first.data).toEqual({ engageClient: { changed: true, client: { status: to } } });
    expect((await h.as(h.service()).run(engage, { input: { clientId, ...more } })).data).toEqual({ engageClient: { changed: false, client: { status: to } } });
    expect(await steps(clientId)).toEqual([[from, to]]);
  });

  it.each(['ONBOARDING', 'ACTIVE', 'ON_HOLD'])('stays %s when the firm serves it, or pauses, already', async (status) => {
    const clientId = await standing(status);
    expect((await h.as(h.service()).run(engage, { input: { clientId } })).data).toEqual({ engageClient: { changed: false, client: { status } } });
    expect(await steps(clientId)).toEqual([]);
  });

  it('is nobody of another firm, and moves for nobody without the right', async () => {
    const clientId = await standing('PROSPECT');
    const code = async (actor: ReturnType<Harness['staff']>) => (await h.as(actor).run(engage, { input: { clientId } })).errors?.[0]?.extensions?.code;
    expect([await code(h.staff(['*'], h.otherFirm.id)), await code(h.staff(['crm.client.view'])), await code(h.portal(clientId)), await code(h.public())]).toEqual(['NOT_FOUND', 'FORBIDDEN', 'FORBIDDEN', 'UNAUTHENTICATED']);
    expect(await steps(clientId)).toEqual([]);
  });
});
