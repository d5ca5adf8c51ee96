import { clientCreated, buildEnvelope, idToUuid, newId, subjectOf } from '@firmament/events';
import { ensureConsumer, ensureStream } from '@firmament/events/runtime';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { pino } from 'pino';
import { streamName } from '../../../events/src/runtime.js';
import { manager } from '../../../events/src/runtime/stream.js';
import { openDomain, type Domain } from '../../../subgraphs/kit/src/domain.js';
import { durableOf } from '../../../subgraphs/kit/src/messaging.js';
import { connectNats } from '../../../subgraphs/kit/src/serve.js';
import { bakery } from '../../../subgraphs/kit/test/bakery.js';
import { OwnPostgres } from './own-postgres.js';
import { eventually } from './patience.js';

let postgres: OwnPostgres;
let h: Harness;
let nats: NatsConnection;
let domain: Domain;

beforeAll(async () => {
  postgres = new OwnPostgres();
  await postgres.start();
  Object.assign(process.env, { FIRMAMENT_TEST_DATABASE_URL: postgres.url, FIRMAMENT_TEST_TEMPLATE: 'template1' });
  h = await testSubgraph(bakery, { ownSchema: true });
  nats = await connectNats(process.env['FIRMAMENT_TEST_NATS_URL'] ?? '', 'faults');
  await ensureStream(nats);
  await ensureConsumer(nats, { ...durableOf(bakery), durable: bakery.name, filterSubjects: ['evt.crm.client.>'], startPolicy: 'now' });
  domain = await openDomain(bakery, { urls: { rw: h.urlFor('rw'), relay: h.urlFor('relay'), consumer: h.urlFor('consumer') }, nats, log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }), env: {} });
  await domain.startMessaging();
});
afterAll(async () => {
  await domain?.stop();
  await nats?.drain();
  await h?.stop();
  await postgres?.close();
});

interface Said { ok: boolean; reason: string; replayed: boolean; ms: number }

/** Asks as a member of staff would through the gateway; whatever comes back is an answer, never an exception. */
async function ask(query: string, variables: Record<string, unknown>, idempotencyKey?: string): Promise<Said> {
  const began = performance.now();
  const answer = await domain.execute({ query, variables }, h.staff(), { requestId: newId('req'), correlationId: newId('cor'), ...(idempotencyKey ? { idempotencyKey } : {}) });
  return { ok: !answer.errors, reason: String(answer.errors?.[0]?.extensions?.['reason'] ?? answer.errors?.[0]?.extensions?.['code'] ?? ''), replayed: answer.extensions?.replayed ?? false, ms: performance.now() - began };
}

const place = (title: string) => ask('mutation($title: String!) { placeOrder(input: { title: $title }) { matched order { id } } }', { title }, `key of ${title}`.replaceAll(' ', '-'));
const pair = (ids: string[], key: string) => ask('mutation($ids: [ID!]!) { pair(ids: $ids) { id } }', { ids }, key);
const count = async (sql: string, params: unknown[] = []): Promise<number> => Number((await h.sql(`select count(*) as n ${sql}`, params))[0]?.['n']);
const onStream = async (): Promise<number> => {
  const info = await (await manager(nats)).streams.info(streamName, { subjects_filter: 'evt.bakery.>' });
  return Object.values(info.state.subjects ?? {}).reduce((sum, n) => sum + n, 0);
};
const sentOut = () => eventually(async () => (await count('from bakery.outbox where published_at is null')) === 0 && (await onStream()) === await count('from bakery.outbox'), 'every fact is on the stream, once');
const say = (scenario: string, figures: Record<string, unknown>): void => { process.stderr.write(`  ${scenario.padEnd(34)} ${Object.entries(figures).map(([name, value]) => `${name} ${String(value)}`).join(' · ')}\n`); };
const waitingForLocks = (type: string) => count("from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and wait_event = $1", [type]);

/** A connection of the domain's own login, as a process of it would hold one. */
async function connection(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: h.urlFor('rw') });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe('a database', () => {
  test('F28 in which two writers meet in opposite order refuses one of them, whose second try has the effect', async () => {
    for (const title of ['Left loaf', 'Right loaf']) await place(title);
    const [left = '', right = ''] = await idsOf(['Left loaf', 'Right loaf']);
    const gate = new pg.Client({ connectionString: h.urlFor() });
    await gate.connect();
    await gate.query('select pg_advisory_lock(4242)');
    const both = [pair([left, right], 'left-then-right'), pair([right, left], 'right-then-left')] as const;
    await eventually(async () => (await waitingForLocks('advisory')) === 2, 'both hold one order and want the other');
    await gate.end();
    const answers = await Promise.all(both);
    expect(answers.map((one) => one.reason).sort()).toEqual(['', 'IN_PROGRESS']);
    const again = await Promise.all([pair([left, right], 'left-then-right'), pair([right, left], 'right-then-left')]);
    expect(again.map((one) => ({ ok: one.ok, replayed: one.replayed }))).toEqual(answers.map((one) => ({ ok: true, replayed: one.ok })));
    expect(await h.sql("select note from bakery.orders where title in ('Left loaf', 'Right loaf')")).toEqual([{ note: '++' }, { note: '++' }]);
    expect(await count("from bakery.outbox where data ->> 'title' = 'paired'")).toBe(4);
    await sentOut();
    say('F28 opposite order', { victims: 1, retries: 1, effects: 4, duplicated: 0 });
  });

  test('F27 in which somebody leaves a transaction open ends it; until then everything else goes on', async () => {
    await place('Wanted loaf');
    const idle = await connection();
    let gone = false;
    idle.on('end', () => { gone = true; });
    await idle.query(`begin; select set_config('app.tenant_id', '${idToUuid(h.firm.id)}', true), set_config('app.actor_kind', 'staff', true), set_config('idle_in_transaction_session_timeout', '0', false)`);
    await idle.query("update bakery.orders set note = 'never' where title = 'Wanted loaf'");
    for (let n = 0; n < 10; n++) expect(await place(`Beside ${n}`)).toMatchObject({ ok: true });
    await sentOut();
    expect({ gone, open: await count("from pg_stat_activity where state = 'idle in transaction' and usename = 'bakery_rw'") }).toEqual({ gone: false, open: 1 });
    const [id = ''] = await idsOf(['Wanted loaf']);
    await idle.query("select set_config('idle_in_transaction_session_timeout', '300ms', false)");
    const began = performance.now();
    await eventually(() => gone, 'the server ended the one that was left open');
    const endedMs = Math.round(performance.now() - began);
    expect(await ask('mutation($id: ID!) { retitle(id: $id, title: "Got it") { id } }', { id })).toMatchObject({ ok: true });
    expect(await h.sql("select note from bakery.orders where title = 'Got it'")).toEqual([{ note: null }]);
    say('F27 a transaction left open', { besideMeanwhile: 10, endedMs });
  });

  test('F27 has that patience for every login of a domain', async () => {
    const rows = await h.sql("select rolname, rolconfig::text as config from pg_roles where rolname ~ '^bakery_(rw|relay|consumer|sweeper)$' order by rolname");
    expect(rows.map((row) => row['rolname'])).toEqual(['bakery_consumer', 'bakery_relay', 'bakery_rw', 'bakery_sweeper']);
    for (const row of rows) expect(row['config']).toContain('idle_in_transaction_session_timeout=20s');
  });

  test('F26 without a connection to spare refuses at once, in words, and serves again as soon as there is one', async () => {
    const database = new URL(h.urlFor()).pathname.slice(1);
    // To the server it is the same whether others hold every place or there is none; a limit has no race with those who want theirs back.
    await h.sql(`alter database ${database} connection limit 0`);
    let slowestMs = 0;
    try {
      await h.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename like 'bakery_%'");
      await eventually(async () => (await count("from pg_stat_activity where datname = current_database() and usename like 'bakery_%'")) === 0, 'the domain has lost every connection');
      const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => place(`Crowded ${n}`)));
      slowestMs = Math.round(Math.max(...answers.map((one) => one.ms)));
      expect(answers.filter((one) => one.ok || one.reason !== 'DOMAIN_UNAVAILABLE')).toEqual([]);
      expect((await domain.health()).ok).toBe(false);
    } finally {
      // The next test wants its connections, whatever became of this one.
      await h.sql(`alter database ${database} connection limit -1`);
    }
    for (let n = 0; n < 30; n++) expect(await place(`Crowded ${n}`)).toMatchObject({ ok: true, replayed: false });
    await sentOut();
    expect(await count("from bakery.outbox where data ->> 'title' like 'Crowded %'")).toBe(30);
    say('F26 out of connections', { asked: 30, refused: 30, slowestMs });
    // Waiting for its turn in a pool takes ten seconds at most; a refusal by the server is not waited for at all.
    expect(slowestMs).toBeLessThan(8_000);
  });

  test('F24 stopped at once and started under load has every write that it acknowledged; what was refused is done by the same key', async () => {
    const titles = Array.from({ length: 240 }, (_, n) => `Loaf of the storm ${n}`);
    const facts = Array.from({ length: 20 }, (_, n) => created(`Guest of the storm ${n}`));
    const acknowledged: string[] = [];
    const refused: { title: string; reason: string }[] = [];
    const queue = [...titles];
    const writer = async (): Promise<void> => {
      for (let title = queue.shift(); title; title = queue.shift()) {
        const said = await place(title);
        if (said.ok) acknowledged.push(title);
        else refused.push({ title, reason: said.reason });
        // Who is refused waits a little: otherwise all would be refused before the server is back.
        if (!said.ok) await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    const load = Promise.all([writer(), writer(), writer(), writer()]);
    await eventually(() => acknowledged.length > 40, 'the load is under way');
    for (const fact of facts) await jetstream(nats).publish(subjectOf(fact as never), JSON.stringify(fact), { msgID: fact.id });
    await postgres.stopAtOnce();
    const [before, began] = [[...acknowledged], performance.now()];
    await eventually(() => refused.length > 0, 'somebody was refused');
    await postgres.start();
    await eventually(async () => (await domain.health()).ok, 'the pools recover');
    const recoveryMs = Math.round(performance.now() - began);
    await load;
    const kept = await h.sql('select title from bakery.orders where title = any($1)', [acknowledged]);
    expect(kept).toHaveLength(acknowledged.length);
    expect([...new Set(refused.map((one) => one.reason))]).toEqual(['DOMAIN_UNAVAILABLE']);
    let replayed = 0;
    for (const { title } of refused) {
      const said = await place(title);
      expect(said.ok).toBe(true);
      if (said.replayed) replayed += 1;
    }
    await sentOut();
    await eventually(async () => (await count("from bakery.slices where name like 'for Guest of the storm%'")) >= facts.length, 'every fact that arrived has its effect');
    const books = {
      orders: await count("from bakery.orders where title like 'Loaf of the storm%'"), facts: await count("from bakery.outbox where data ->> 'title' like 'Loaf of the storm%'"),
      effects: await count("from bakery.slices where name like 'for Guest of the storm%'"), missing: acknowledged.length - kept.length,
    };
    say('F24 database stopped under load', { ...books, acknowledgedBefore: before.length, refused: refused.length, doneAndRefused: replayed, recoveryMs });
    expect(books).toEqual({ orders: 240, facts: 240, effects: 20, missing: 0 });
  });
});

async function idsOf(titles: readonly string[]): Promise<string[]> {
  const { data } = await h.as(h.staff()).run('{ orders(first: 100) { nodes { id title } } }');
  const nodes = (data as unknown as { orders: { nodes: { id: string; title: string }[] } }).orders.nodes;
  return titles.map((title) => nodes.find((one) => one.title === title)?.id ?? '');
}

function created(displayName: string) {
  const clientId = newId('cli');
  const data = { clientId, displayName, kind: 'ORG' as const, status: 'LEAD' as const, ownerUserId: null, source: 'STAFF' };
  return buildEnvelope(clientCreated, data, { id: newId('evt'), time: new Date(), tenantId: h.firm.id, clientId, actor: { kind: 'staff', id: newId('usr') }, correlationId: newId('cor'), aggregateId: clientId, aggregateSeq: 1 });
}
