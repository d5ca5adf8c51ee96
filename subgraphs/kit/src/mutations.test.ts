import { auditRecorded, idToUuid, isId, newId } from '@firmament/events';
import pg from 'pg';
import { bakery } from '../test/bakery.js';
import { orderBurnt } from '../test/bakery.events.js';
import { noteStatements } from '../test/statements.js';
import { knowsClient } from './client-ref.js';
import type { DomainRuntime } from './domain-runtime.js';
import { RequestContext } from './request-context.js';
import { testSubgraph, eventually, type Harness } from './testing/testing.js';
import { unitOfWork } from './unit-of-work.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(bakery, { ownSchema: true }); });
// The bakery's patience with locks is short, so that a test need not wait for the usual five seconds.
beforeAll(() => h.sql(`do $$ begin execute format('alter role bakery_rw in database %I set lock_timeout = ''400ms''', current_database()); end $$`));
afterAll(async () => { await h?.stop(); });

const place = 'mutation($input: PlaceOrderInput!) { placeOrder(input: $input) { matched order { id title version note } } }';
interface Placed { placeOrder: { matched: string; order: { id: string; title: string; version: number } } }
const placed = async (title: string, options = {}, actor = h.staff()): Promise<Placed['placeOrder']> => {
  const { data, errors } = await h.as(actor).run(place, { input: { title } }, options);
  expect(errors).toBeUndefined();
  return (data as unknown as Placed).placeOrder;
};
const factsOf = (id: string) => h.sql('select aggregate_seq::int as seq from bakery.outbox where aggregate_id = $1 order by aggregate_seq', [idToUuid(id)]);

describe('a key', () => {
  test('makes one effect of many parallel twins, a hundred times over', async () => {
    const before = Number((await h.sql('select count(*) as n from bakery.orders'))[0]?.n);
    for (let batch = 0; batch < 10; batch++) {
      const keys = Array.from({ length: 10 }, (_, i) => `twin-key-${batch}-${i}`);
      const answers = await Promise.all(keys.flatMap((key) => [1, 2, 3].map(() => h.as(h.staff()).run(place, { input: { title: `Loaf of ${key}` } }, { idempotencyKey: key }))));
      // A twin may be told to come again while the first one still works; it is never told anything else, and never doubles.
      for (const { errors } of answers) for (const error of errors ?? []) expect(error.extensions).toMatchObject({ code: 'CONFLICT', reason: 'IN_PROGRESS' });
      for (const key of keys) {
        const again = await h.as(h.staff()).run(place, { input: { title: `Loaf of ${key}` } }, { idempotencyKey: key });
        expect(again.extensions).toEqual({ replayed: true });
      }
    }
    expect(Number((await h.sql('select count(*) as n from bakery.orders'))[0]?.n)).toBe(before + 100);
    expect(await h.sql(`select 1 from bakery.outbox where data ->> 'title' like 'Loaf of twin%' group by data ->> 'title' having count(*) > 1`)).toEqual([]);
    expect(await h.sql(`select 1 from bakery.outbox where data ->> 'title' like 'Loaf of twin%'`)).toHaveLength(100);
  });

  test('replays the first answer, enum and all, though the world has moved on', async () => {
    const first = await placed('Replayed loaf', { idempotencyKey: 'replay-me' });
    expect(first.matched).toBe('NEW');
    await h.as(h.staff()).run('mutation($id: ID!) { retitle(id: $id, title: "Renamed loaf") { id } }', { id: first.order.id });
    const replay = await h.as(h.staff()).run(place, { input: { title: 'Replayed loaf' } }, { idempotencyKey: 'replay-me' });
    expect(replay).toMatchObject({ data: { placeOrder: { matched: 'NEW', order: { id: first.order.id, title: 'Renamed loaf' } } }, extensions: { replayed: true } });
  });

  test('is refused for other arguments, for another operation and when it is no key', async () => {
    await placed('Keyed loaf', { idempotencyKey: 'one-purpose' });
    const other = await h.as(h.staff()).run(place, { input: { title: 'Other loaf' } }, { idempotencyKey: 'one-purpose' });
    expect(other.errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    const elsewhere = await h.as(h.staff()).run('mutation { fail(title: "Keyed loaf") }', {}, { idempotencyKey: 'one-purpose' });
    expect(elsewhere.errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    const short = await h.as(h.staff()).run(place, { input: { title: 'Short loaf' } }, { idempotencyKey: 'short' });
    expect(short.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'IDEMPOTENCY_KEY' });
    expect(await h.sql(`select 1 from bakery.orders where title in ('Other loaf', 'Short loaf')`)).toEqual([]);
  });

  test('opens nothing for somebody who has lost the right, and belongs to its principal and firm alone', async () => {
    await placed('Guarded loaf', { idempotencyKey: 'guarded-key' });
    const powerless = await h.as(h.staff(['bakery.order.view'])).run(place, { input: { title: 'Guarded loaf' } }, { idempotencyKey: 'guarded-key' });
    expect(powerless.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    const elsewhere = await h.as(h.staff(['*'], h.otherFirm.id)).run(place, { input: { title: 'Guarded loaf' } }, { idempotencyKey: 'guarded-key' });
    expect(elsewhere).not.toHaveProperty('extensions');
  });

  test('keeps ids and plain words only, and nothing secret in its hash', async () => {
    const text = { title: 'Secret loaf', note: 'for Marion', email: 'marion@marlowe.test' };
    await h.as(h.staff()).run(place, { input: { ...text, doorCode: 'tulip' } }, { idempotencyKey: 'secret-key' });
    const other = await h.as(h.staff()).run(place, { input: { ...text, doorCode: 'rose' } }, { idempotencyKey: 'secret-key' });
    expect(other.extensions).toEqual({ replayed: true });
    const [row] = await h.sql(`select response::text, encode(request_hash, 'hex') as hash from bakery.idempotency where key = 'secret-key'`);
    expect(row?.response).not.toMatch(/Marion|marlowe|Secret loaf/);
    expect(JSON.parse(row?.response as string)).toEqual({ fields: { order: { ref: expect.stringMatching(/^ord_/), type: 'Order' }, matched: 'NEW' } });
  });

  test('stores no refusal: the same key may try again', async () => {
    await placed('Taken title');
    const mover = await placed('Mover');
    const move = (title: string, idempotencyKey: string) => h.as(h.staff()).run('mutation($id: ID!, $title: String!) { retitle(id: $id, title: $title) { id title } }', { id: mover.order.id, title }, { idempotencyKey });
    expect((await move('Taken title', 'try-again')).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'BAKERY_TITLE_TAKEN' });
    await h.sql(`update bakery.orders set title = 'Given up' where title = 'Taken title'`);
    expect((await move('Taken title', 'try-again')).data).toEqual({ retitle: { id: mover.order.id, title: 'Taken title' } });
  });

  test('of a workflow lives as long as the run may rest; of a person a week', async () => {
    await placed('Run loaf', { idempotencyKey: 'run-key-1' }, h.service());
    const kept = await h.sql(`select key, expires_at > now() + interval '50 years' as forever, expires_at > now() + interval '6 days' as week from bakery.idempotency where key in ('run-key-1', 'secret-key') order by key`);
    expect(kept).toEqual([{ key: 'run-key-1', forever: true, week: true }, { key: 'secret-key', forever: false, week: true }]);
  });
});

describe('facts', () => {
  test('are gapless per aggregate under parallel writers, with two of one commit side by side', async () => {
    const { order } = await placed('Busy loaf');
    const announce = () => h.as(h.staff()).run('mutation($id: ID!) { announce(id: $id) { id } }', { id: order.id });
    const answers = await Promise.all(Array.from({ length: 12 }, announce));
    const done = answers.filter((answer) => !answer.errors).length;
    expect(done).toBeGreaterThan(6);
    expect((await factsOf(order.id)).map((row) => row.seq)).toEqual(Array.from({ length: 1 + done * 2 }, (_, i) => i + 1));
  });

  test('leave exactly one audit fact behind a mutation that stated none, with the ids it touched', async () => {
    const { order } = await placed('Quiet loaf');
    const correlationId = newId('cor');
    await h.as(h.staff()).run('mutation($id: ID!) { retitle(id: $id, title: "Quieter loaf") { id version } }', { id: order.id }, { correlationId });
    const all = await h.sql('select event_type, data from bakery.outbox where correlation_id = $1', [correlationId]);
    expect(all).toEqual([{ event_type: auditRecorded('bakery').name, data: { operation: 'retitle', subjectIds: [order.id], changes: [] } }]);
    const stated = newId('cor');
    await placed('Loud loaf', { correlationId: stated });
    expect((await h.sql('select event_type from bakery.outbox where correlation_id = $1', [stated])).map((row) => row.event_type)).toEqual(['bakery.order.placed']);
  });

  test('leave with the commit or not at all, and only declared ones', async () => {
    const ctx = new RequestContext(h.runtime, h.staff(), { requestId: newId('req'), correlationId: newId('cor') });
    expect(() => ctx.emit(orderBurnt, { orderId: 'x' }, { aggregateId: newId('ord') })).toThrow('only inside a mutation');
    await expect(unitOfWork(ctx, async () => ctx.emit(orderBurnt, { orderId: 'x' }, { aggregateId: newId('ord') }))).rejects.toThrow('did not declare that it emits');
    expect(await h.events('bakery.order.burnt')).toEqual([]);
  });

  test('cannot be read back, changed or taken away by those who write them', async () => {
    const settings = { 'app.tenant_id': idToUuid(h.firm.id), 'app.actor_kind': 'staff' };
    for (const text of ['select 1 from bakery.outbox', 'update bakery.outbox set attempts = 1', 'delete from bakery.outbox']) {
      await expect(h.sqlAs('rw', settings, text)).rejects.toThrow('permission denied');
    }
  });
});

describe('what Postgres says', () => {
  test('becomes the refusal that the domain declared for the named constraint', async () => {
    await placed('Once only');
    const second = await placed('Twice');
    const { errors } = await h.as(h.staff()).run('mutation($id: ID!) { retitle(id: $id, title: "Once only") { id } }', { id: second.order.id });
    expect(errors?.[0]).toMatchObject({ message: 'This title is taken.', extensions: { code: 'CONFLICT', reason: 'BAKERY_TITLE_TAKEN' } });
  });

  test('about a lock that nobody lets go becomes CONFLICT IN_PROGRESS, and nothing is changed', async () => {
    const { order } = await placed('Locked loaf');
    const holder = new pg.Client({ connectionString: h.urlFor() });
    await holder.connect();
    try {
      await holder.query('begin');
      await holder.query('select 1 from bakery.orders where id = $1 for update', [idToUuid(order.id)]);
      const { errors } = await h.as(h.staff()).run('mutation($id: ID!) { retitle(id: $id, title: "Unlocked loaf") { id } }', { id: order.id });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'IN_PROGRESS' });
    } finally { await holder.end(); }
    expect(await h.sql(`select version from bakery.orders where title = 'Locked loaf'`)).toEqual([{ version: 1 }]);
  });
});

describe('news of a client', () => {
  const forClient = (clientId: string, title: string) => h.as(h.staff()).run(place, { input: { title, clientId } });
  const sleeping = async () => Number((await h.sql(`select count(*) as n from pg_stat_activity where datname = current_database() and usename = 'bakery_rw' and state = 'idle in transaction'`))[0]?.n);

  test('is waited for before BEGIN: no transaction stands open meanwhile, and the mutation goes on when it comes', async () => {
    const clientId = newId('cli');
    const noted = noteStatements('bakery_rw');
    const answer = forClient(clientId, 'Awaited loaf');
    const asked = () => noted.texts.filter((text) => text.includes('client_ref')).length;
    await eventually(() => asked() >= 3, 'the kit asks for the client again and again');
    expect(await sleeping()).toBeLessThanOrEqual(1);
    expect(await h.sql(`select 1 from bakery.orders where title = 'Awaited loaf'`)).toEqual([]);
    await h.knowClient(clientId);
    expect((await answer).errors).toBeUndefined();
    noted.stop();
  });

  test('that does not come within two seconds is NOT_FOUND, by a clock that the test turns', async () => {
    let at = 0;
    const looks: number[] = [];
    const patient = { def: bakery, readPool: () => h.runtime.readPool(), monotonic: () => { looks.push(at); at += 400; return at - 400; } } as unknown as DomainRuntime;
    await expect(knowsClient(patient, h.staff(), newId('cli'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(looks).toEqual([0, 400, 800, 1_200, 1_600, 2_000]);
  });

  test('is no matter for a portal actor: a client that is not its own is unknown at once, and an id of another kind too', async () => {
    const patient = { def: bakery, readPool: () => { throw new Error('asked'); }, monotonic: () => 0 } as unknown as DomainRuntime;
    await expect(knowsClient(patient, h.portal(newId('cli')), newId('cli'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await forClient(newId('ord'), 'Mistaken loaf')).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    expect(isId('cli', newId('ord'))).toBe(false);
  });
});

describe('an operation before the firm is known', () => {
  const open = 'mutation($firm: ID) { openShop(firm: $firm) }';
  const nobody = () => h.gateway();

  test('reads nothing until it has entered one, and then that one alone', async () => {
    await placed('Shop loaf');
    expect((await h.as(nobody()).run(open, { firm: null })).errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL' });
    const own = (await h.as(nobody()).run(open, { firm: h.firm.id })).data as { openShop: string };
    expect(Number(own.openShop)).toBe(Number((await h.sql('select count(*) as n from bakery.orders where tenant_id = $1', [idToUuid(h.firm.id)]))[0]?.n));
    expect((await h.as(nobody()).run(open, { firm: newId('firm') })).data).toEqual({ openShop: '0' });
  });

  test('gives its firm to no other root of the same request', async () => {
    const { errors } = await h.as(nobody()).run(`mutation { a: openShop(firm: "${h.firm.id}") b: openShop }`);
    expect(errors).toMatchObject([{ path: ['b'], extensions: { code: 'INTERNAL' } }]);
  });

  test('is a privilege of marked operations: others are refused, and may not enter', async () => {
    expect((await h.as(nobody()).run(place, { input: { title: 'Homeless loaf' } })).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    expect((await h.as(h.staff()).run('mutation($firm: ID!) { intrude(firm: $firm) }', { firm: h.otherFirm.id })).errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL' });
  });
});

describe('a reference', () => {
  const entities = 'query($of: [_Any!]!) { _entities(representations: $of) { ... on Order { id title } } }';
  const ask = (id: string, actor = h.staff()) => h.as(actor).run(entities, { of: [{ __typename: 'Order', id }] });

  test('demands its permission, is walled by firm, and is batched', async () => {
    const { order } = await placed('Pointed loaf');
    expect((await ask(order.id)).data).toEqual({ _entities: [{ id: order.id, title: 'Pointed loaf' }] });
    expect(await ask(order.id, h.staff(['bakery.order.place']))).toMatchObject({ data: { _entities: [null] }, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect((await ask(order.id, h.staff(['*'], h.otherFirm.id))).data).toEqual({ _entities: [null] });
    const noted = noteStatements('bakery_rw');
    const ids = [order.id, (await placed('Pointed 2')).order.id, (await placed('Pointed 3')).order.id];
    await h.as(h.staff()).run(entities, { of: ids.map((id) => ({ __typename: 'Order', id })) });
    noted.stop();
    expect(noted.texts.filter((text) => text.includes('"bakery"."orders"') && text.startsWith('select'))).toHaveLength(1);
  });

  test('to an id of another kind answers like an unknown one', async () => {
    for (const id of [newId('ord'), newId('cli'), 'nonsense', '']) expect((await ask(id)).data).toEqual({ _entities: [null] });
  });
});

describe('a list', () => {
  const page = (args: string) => h.as(h.staff()).run(`{ orders${args} { nodes { id } pageInfo { endCursor hasNextPage } } }`);

  test.each([['(first: 0)', 'PAGE_SIZE'], ['(first: 101)', 'PAGE_SIZE'], ['(first: -1)', 'PAGE_SIZE'], ['(first: 1, after: "nonsense")', 'BAD_CURSOR'], ['(first: 1, after: "")', null],
    [`(first: 1, after: "${Buffer.from('["2026-01-01T00:00:00.000Z"]').toString('base64url')}")`, 'BAD_CURSOR'], [`(first: 1, after: "${Buffer.from('[{},"x"]').toString('base64url')}")`, 'BAD_CURSOR'],
    [`(first: 1, after: "${Buffer.from('["yesterday","ord_1"]').toString('base64url')}")`, 'BAD_CURSOR'], [`(first: 1, after: "${Buffer.from(`["2026-01-01T00:00:00.000Z","${newId('cli')}"]`).toString('base64url')}")`, 'BAD_CURSOR'],
    [`(first: 1, after: "${Buffer.from(`["some day","${newId('ord')}"]`).toString('base64url')}")`, 'BAD_CURSOR']])('asked for with %s is refused: %s', async (args, reason) => {
    const { errors } = await page(args);
    if (reason === null) expect(errors).toBeUndefined();
    else expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason });
  });

  test('is walked by cursors without losing or doubling a row, though all have one time', async () => {
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { data } = await page(`(first: 7${after ? `, after: "${after}"` : ''})`);
      const { nodes, pageInfo } = (data as { orders: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }).orders;
      seen.push(...nodes.map((node) => node.id));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(Number((await h.sql('select count(*) as n from bakery.orders where tenant_id = $1', [idToUuid(h.firm.id)]))[0]?.n));
  });
});
