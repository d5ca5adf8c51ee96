import { idToUuid, newId } from '@firmament/events';
import { bakery } from '../test/bakery.js';
import { orderPlaced } from '../test/bakery.events.js';
import { defineSubgraph } from './define-subgraph.js';
import type { Hook, HookRequest } from './hooks.js';
import { testSubgraph, type Harness } from './testing/testing.js';

let h: Harness;
let seen: HookRequest | null = null;
let kinds: string[] = [];

/** Writes a row and states a fact, and then answers what the body says. */
const oven: Hook = async (request, ctx) => {
  seen = request;
  const said = JSON.parse(Buffer.from(request.raw).toString('utf8')) as { status: number; title: string };
  const kind = async (): Promise<void> => { kinds.push(...(await ctx.sql<{ kind: string }>('select sec.actor_kind() as kind')).map((row) => row.kind)); };
  kinds = [];
  await kind();
  await ctx.actAsProvider(request.connectionId);
  await kind();
  const order = ctx.newId('ord');
  await ctx.sql('insert into bakery.event_counter (tenant_id, aggregate_type, aggregate_id, last_seq) values (sec.tenant_id(), $1, $2, 1)', ['oven', idToUuid(order)]);
  ctx.emit(orderPlaced, { orderId: order, title: said.title }, { aggregateId: order });
  if (said.status === 0) throw new Error('the oven is on fire');
  return { status: said.status, body: 'said', why: 'TOLD_SO' };
};

beforeAll(async () => { h = await testSubgraph({ ...bakery, hooks: { oven } }, { ownSchema: true }); });
afterAll(async () => { await h?.stop(); });

const call = (title: string, status: number, hook = 'oven', firmId = h.firm.id) => h.hear(hook, { firmId, connectionId: newId('cnx'), raw: Buffer.from(JSON.stringify({ title, status })), headers: { 'x-name': 'value' }, query: { a: 'b' } });
const factsOf = async (title: string) => (await h.events('bakery.order.placed')).filter((one) => one.data['title'] === title);
const counters = async () => (await h.sql(`select count(*)::int as n from bakery.event_counter where aggregate_type = 'oven'`))[0]?.['n'];

test('a hook gets the bytes as they came, in the firm of its address, as system and then as the provider whom it verified', async () => {
  expect(await call('heard', 200)).toEqual({ status: 200, body: 'said', why: 'TOLD_SO' });
  expect(seen).toMatchObject({ firmId: h.firm.id, headers: { 'x-name': 'value' }, query: { a: 'b' } });
  expect(kinds).toEqual(['system', 'provider']);
  expect(await factsOf('heard')).toMatchObject([{ actorKind: 'provider', clientId: null }]);
  expect(await h.sql('select 1 from bakery.outbox where actor_id = $1', [seen?.connectionId])).toHaveLength(1);
});

test.each([400, 401, 404, 429, 302])('an answer of %d undoes whatever was written before it', async (status) => {
  const before = await counters();
  expect(await call(`refused ${status}`, status)).toMatchObject({ status, why: 'TOLD_SO' });
  expect([await factsOf(`refused ${status}`), await counters()]).toEqual([[], before]);
});

test('a hook that breaks is answered so that the provider tries again, and says nothing of why', async () => {
  const before = await counters();
  expect(await call('broken', 0)).toMatchObject({ status: 500, body: '' });
  expect([await factsOf('broken'), await counters()]).toEqual([[], before]);
});

test('what is no hook of the domain is nowhere, whatever it is called', async () => {
  for (const hook of ['stove', 'constructor', '__proto__', 'toString', '']) expect(await call('nowhere', 200, hook)).toEqual({ status: 404, body: '' });
});

test('the word of a hook can stand in an address', () => {
  for (const word of ['Oven', 'oven/door', 'oven-', '-', 'öfen']) expect(() => defineSubgraph({ ...bakery, hooks: { [word]: oven } })).toThrow('is no word for the address of a hook');
  expect(() => defineSubgraph({ ...bakery, hooks: { 'oven-door': oven } })).not.toThrow();
});
