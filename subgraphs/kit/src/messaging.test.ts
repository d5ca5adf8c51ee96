import { buildEnvelope, clientCreated, idToUuid, newId, subjectOf } from '@firmament/events';
import { ensureConsumer, ensureStream } from '@firmament/events/runtime';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { pino } from 'pino';
import { bakery } from '../test/bakery.js';
import { openDomain, type Domain } from './domain.js';
import { durableOf } from './messaging.js';
import { connectNats } from './serve.js';
import { eventually, testSubgraph, type Harness } from './testing/testing.js';

let h: Harness;
let nats: NatsConnection;
let domain: Domain;
beforeAll(async () => {
  h = await testSubgraph(bakery, { ownSchema: true });
  nats = await connectNats(process.env.FIRMAMENT_TEST_NATS_URL ?? '', 'kit-test');
  await ensureStream(nats);
  await ensureConsumer(nats, durableOf(bakery) ?? { durable: '', filterSubjects: [], startPolicy: 'beginning' });
  domain = await openDomain(bakery, { urls: { rw: h.urlFor('rw'), relay: h.urlFor('relay'), consumer: h.urlFor('consumer') }, nats, log: pino({ level: 'silent' }), env: {} });
  await domain.startMessaging();
});
afterAll(async () => {
  await domain?.stop();
  await nats?.drain();
  await h?.stop();
});

const created = (displayName: string, { clientId = newId('cli'), seq = 1 } = {}) => {
  const correlationId = newId('cor');
  const data = { clientId, displayName, kind: 'ORG' as const, status: 'LEAD' as const, ownerUserId: null, source: 'STAFF' };
  return buildEnvelope(clientCreated, data, { id: newId('evt'), time: new Date(), tenantId: h.firm.id, clientId, actor: { kind: 'staff', id: newId('usr') }, correlationId, aggregateId: clientId, aggregateSeq: seq });
};
const send = (event: ReturnType<typeof created>, msgID = event.id) => jetstream(nats).publish(subjectOf(event as never), JSON.stringify(event), { msgID });
const inboxOf = async (event: { id: string }) => (await h.sql('select status, attempts from bakery.inbox where event_id = $1', [idToUuid(event.id)]))[0];
const slices = (name: string) => h.sql('select name from bakery.slices where name = $1', [name]);

test('a fact leaves for the stream right after its commit, in the shape that readers know', async () => {
  const meta = { requestId: newId('req'), correlationId: newId('cor') };
  const answer = await domain.execute({ query: 'mutation { placeOrder(input: { title: "Sent loaf" }) { matched } }' }, h.staff(), meta);
  expect(answer.errors).toBeUndefined();
  const [sent] = await eventually(async () => {
    const rows = await h.sql('select stream_seq from bakery.outbox where correlation_id = $1 and published_at is not null', [meta.correlationId]);
    return rows.length ? rows : null;
  }, 'the relay publishes the fact');
  expect(Number(sent?.stream_seq)).toBeGreaterThan(0);
  expect(await domain.health()).toMatchObject({ ok: true, messaging: { relay: { pending: 0 } } });
});

test('a listener\'s effect and its inbox row are one commit, done once though the message comes twice', async () => {
  const event = created('Twice Ltd');
  await send(event);
  await send(event, `${event.id}.again`);
  await eventually(async () => (await inboxOf(event))?.status === 'done', 'the event is done');
  const after = created('Marker Ltd');
  await send(after);
  await eventually(async () => (await inboxOf(after))?.status === 'done', 'the event behind it is done');
  expect(await slices('for Twice Ltd')).toHaveLength(1);
});

test('an effect that fails half-way leaves nothing: neither row nor known client, and the inbox does not call it done', async () => {
  const event = created('Nobody');
  await send(event);
  await eventually(async () => Number((await inboxOf(event))?.attempts) > 0, 'the event was tried');
  expect((await inboxOf(event))?.status).not.toBe('done');
  expect(await h.sql('select 1 from bakery.client_ref where client_id = $1', [idToUuid(event.aggregateid)])).toEqual([]);
});

test('what stands in a row shares a commit, and each effect still belongs to its own story', async () => {
  const clientId = newId('cli');
  const [first, second] = [created('Regular Anna', { clientId }), created('Regular Bert', { clientId, seq: 2 })];
  // The later one waits for the earlier one, so both stand in a row.
  await send(second);
  await eventually(async () => (await inboxOf(second))?.status === 'pending', 'the later one waits');
  await send(first);
  await eventually(async () => (await inboxOf(second))?.status === 'done', 'both are done');
  const facts = await h.sql('select causation_id, correlation_id from bakery.outbox where aggregate_id = $1 order by aggregate_seq', [idToUuid(clientId)]);
  expect(facts.map((fact) => [fact.causation_id, fact.correlation_id])).toEqual([first, second].map((event) => [event.id, event.correlationid]));
  expect(await h.sql("select count(distinct xmin::text)::int as commits from bakery.slices where name like 'for Regular %'")).toEqual([{ commits: 1 }]);
});

test('a domain tells its figures', async () => {
  expect(await domain.health()).toMatchObject({ ok: true, messaging: { relay: { published: expect.any(Number) }, consumer: { taken: expect.any(Number) } } });
});
