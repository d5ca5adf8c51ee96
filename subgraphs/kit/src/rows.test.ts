import { idToUuid, newId } from '@firmament/events';
import { bakery } from '../test/bakery.js';
import { Order } from '../test/bakery.entities.js';
import { noteStatements } from '../test/statements.js';
import { RequestContext } from './request-context.js';
import { sessionOf } from './session-values.js';
import { testSubgraph, type Harness } from './testing/testing.js';
import { WriteTransaction } from './write-transaction.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(bakery, { ownSchema: true }); });
afterAll(async () => { await h?.stop(); });

const place = 'mutation($input: PlaceOrderInput!) { placeOrder(input: $input) { matched order { id title version } } }';
const visit = 'mutation($title: String!, $how: String!) { visit(title: $title, how: $how) { title } }';
const contextOf = (actor = h.staff()): RequestContext => new RequestContext(h.runtime, actor, { requestId: newId('req'), correlationId: newId('cor') });
const placed = async (title: string, actor = h.staff()): Promise<string> => {
  const { data, errors } = await h.as(actor).run(place, { input: { title } });
  expect(errors).toBeUndefined();
  return (data as { placeOrder: { order: { id: string } } }).placeOrder.order.id;
};

/** Two firms' rows in the table, and a login that neither owns nor bypasses: without these an isolation test proves nothing. */
async function assertHonestGround(): Promise<void> {
  const [who] = await h.sqlAs('rw', {}, `select current_user::text as login, (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as strong,
    exists (select 1 from pg_tables where schemaname = 'bakery' and tableowner = current_user) as owns`);
  expect(who).toEqual({ login: 'bakery_rw', strong: false, owns: false });
  expect((await h.sql('select distinct tenant_id from bakery.orders')).length).toBeGreaterThanOrEqual(2);
}

beforeAll(async () => {
  await placed('Ground loaf');
  await placed('Ground loaf', h.staff(['*'], h.otherFirm.id));
});

describe('a visitor', () => {
  test('adds a row that belongs to a client, without RETURNING, and sees none afterwards', async () => {
    await assertHonestGround();
    const { data, errors } = await h.as(h.public()).run(visit, { title: 'Visitor loaf', how: 'sql' });
    expect({ data, errors }).toEqual({ data: { visit: { title: 'Visitor loaf' } }, errors: undefined });
    expect(await h.sql(`select title from bakery.orders where title = 'Visitor loaf'`)).toHaveLength(1);
    expect((await h.as(h.public()).run('{ board }')).data).toEqual({ board: [] });
    expect((await h.as(h.staff()).run('{ board }')).data).toMatchObject({ board: expect.arrayContaining(['Visitor loaf']) });
  });

  test('may come through the entity manager too, as long as code gives every column', async () => {
    expect((await h.as(h.public()).run(visit, { title: 'Managed loaf', how: 'em' })).errors).toBeUndefined();
    expect(await h.sql(`select title from bakery.orders where title = 'Managed loaf'`)).toHaveLength(1);
  });

  test('is stopped by the wall when the insert asks for its row back, and nothing stays', async () => {
    const { errors } = await h.as(h.public()).run(visit, { title: 'Greedy loaf', how: 'returning' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL' });
    expect(await h.sql(`select 1 from bakery.orders where title = 'Greedy loaf'`)).toEqual([]);
  });
});

describe('rows against entities', () => {
  test('give equal values for every kind of column, and lean rows keep getters without being managed', async () => {
    await placed('Both ways');
    const ctx = contextOf();
    const write = await WriteTransaction.begin(h.runtime.orm(), sessionOf(ctx.actor));
    try {
      const lean = await ctx.read.rows(Order, {}, { orderBy: { id: 'ASC' } });
      const managed = await write.em.find(Order, {}, { orderBy: { id: 'ASC' } });
      expect(lean.length).toBeGreaterThan(1);
      const names = Object.keys(h.runtime.orm().getMetadata().get(Order).properties) as (keyof Order)[];
      expect(names).toHaveLength(18);
      const plain = (rows: Order[]) => rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]])));
      expect(plain(lean)).toEqual(plain(managed));
      expect(lean[0]).toBeInstanceOf(Order);
      expect(lean[0]?.loud).toBe(lean[0]?.title.toUpperCase());
      expect('__helper' in (lean[0] as object) && (lean[0] as unknown as { __helper: unknown }).__helper).toBeUndefined();
      expect(lean.find((row) => row.title === 'Both ways')).toMatchObject({ priceMinor: 9007199254740993n, weight: '1.250', dueOn: '2026-03-29', words: ['a', 'b'], extras: { seeds: ['rye'] } });
    } finally {
      await write.rollback();
      await ctx.closeRead();
    }
  });
});

describe('without a context', () => {
  const nobody = () => ({ ...h.staff(), tenantId: null });

  test('both paths to rows answer with an error and never with silence', async () => {
    await assertHonestGround();
    const ctx = contextOf(nobody());
    await expect(ctx.read.rows(Order, {})).rejects.toThrow('tenant context missing');
    await ctx.closeRead();
    const write = await WriteTransaction.begin(h.runtime.orm(), sessionOf(nobody()));
    await expect(write.em.find(Order, {})).rejects.toThrow('tenant context missing');
    await write.rollback();
    await expect(h.runtime.orm().em.fork().find(Order, {})).rejects.toThrow('tenant context missing');
    await expect(h.sqlAs('rw', {}, 'select * from bakery.orders')).rejects.toThrow('tenant context missing');
    await expect(h.sqlAs('rw', { 'app.tenant_id': idToUuid(h.firm.id) }, 'select * from bakery.orders')).rejects.toThrow('actor kind missing');
  });

  test('a query through GraphQL fails masked', async () => {
    const { data, errors } = await h.as(nobody()).run('{ orders { nodes { id } } }');
    expect(data).toBeNull();
    expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('our fault'), extensions: { code: 'INTERNAL' } });
  });

  test('each firm reads, changes and deletes its own rows only', async () => {
    const settings = { 'app.tenant_id': idToUuid(h.firm.id), 'app.actor_kind': 'staff' };
    const foreign = idToUuid(h.otherFirm.id);
    expect(await h.sqlAs('rw', settings, 'select 1 from bakery.orders where tenant_id = $1', [foreign])).toEqual([]);
    expect(await h.sqlAs('rw', settings, 'update bakery.orders set note = note where tenant_id = $1 returning id', [foreign])).toEqual([]);
    expect(await h.sqlAs('rw', settings, 'delete from bakery.slices where tenant_id = $1 returning id', [foreign])).toEqual([]);
    await expect(h.sqlAs('rw', settings, 'update bakery.orders set tenant_id = $1', [foreign])).rejects.toThrow('row-level security');
    expect((await h.sqlAs('rw', settings, 'update bakery.orders set note = note returning id')).length).toBeGreaterThan(0);
  });
});

describe('connections', () => {
  test('are handed out with an empty context, whatever ran on them before', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => h.as(i % 3 ? h.staff() : h.public()).run('{ board }')));
    await Promise.all(Array.from({ length: 6 }, (_, i) => placed(`Context loaf ${i}`)));
    await h.as(h.staff()).run('mutation { fail(title: "never") }');
    const ask = `select current_setting('app.tenant_id', true) as tenant, current_setting('app.actor_kind', true) as kind, current_setting('app.client_id', true) as client, current_setting('app.actor_id', true) as actor`;
    const read = await Promise.all(Array.from({ length: 10 }, () => h.runtime.readPool().connect()));
    const seen = (await Promise.all(read.map((client) => client.query(ask)))).flatMap((result) => result.rows as object[]);
    for (const client of read) client.release();
    const written = await Promise.all(Array.from({ length: 10 }, () => h.runtime.orm().em.getConnection().execute(ask) as Promise<object[]>));
    for (const row of [...seen, ...written.flat()]) expect(Object.values(row).every((value) => value === null || value === '')).toBe(true);
  });

  test('are not taken by a field that still runs when the answer is out', async () => {
    const ctx = contextOf();
    const held = ctx.read;
    expect(await held.sql('select 1 as one')).toEqual([{ one: 1 }]);
    await ctx.end();
    await expect(held.sql('select 1')).rejects.toThrow('the answer is out');
    expect(() => ctx.read).toThrow('its answer is out');
    expect(h.runtime.readPool().totalCount - h.runtime.readPool().idleCount).toBe(0);
  });

  test('may be lost while somebody holds them: the statement fails and the process lives', async () => {
    const client = await h.runtime.readPool().connect();
    const [row] = (await client.query('select pg_backend_pid() as pid')).rows as { pid: number }[];
    await h.sql('select pg_terminate_backend($1)', [row?.pid]);
    await expect(client.query('select pg_sleep(5)')).rejects.toThrow(/terminat|connection/i);
    client.release(true);
    expect((await h.as(h.staff()).run('{ board }')).errors).toBeUndefined();
  });

  test('several reads of one operation share one transaction, and a list with relations costs no more for more rows', async () => {
    const ids = [await placed('Sliced 1'), await placed('Sliced 2'), await placed('Sliced 3')];
    for (const id of ids) await h.sql(`insert into bakery.slices (tenant_id, id, order_id, name) select $1, gen_random_uuid(), $2, 's' || n from generate_series(1, 3) n`, [idToUuid(h.firm.id), idToUuid(id)]);
    const count = async (first: number): Promise<{ begins: number; all: number; texts: string[] }> => {
      const noted = noteStatements('bakery_rw');
      const { data, errors } = await h.as(h.staff()).run(`{ orders(first: ${first}) { totalCount nodes { id slices { name } } } first: order(id: "${ids[0]}") { title } second: order(id: "${ids[1]}") { title } }`);
      noted.stop();
      expect(errors).toBeUndefined();
      expect((data as { orders: { nodes: object[] } }).orders.nodes.length).toBe(first);
      return { begins: noted.texts.filter((text) => text.startsWith('begin')).length, all: noted.texts.length, texts: noted.texts };
    };
    const few = await count(2);
    const many = await count(8);
    expect(few.begins).toBe(1);
    expect(many.begins).toBe(1);
    expect(many.all).toBe(few.all);
    // begin+context, list, count, two orders by id as one, slices of all as one, rollback.
    expect(many.all).toBeLessThanOrEqual(6);
    expect(many.texts[0]).toMatch(/^begin read only; select set_config/);
  });
});

describe('a mutation', () => {
  test('leaves no open door: its manager throws after the commit, for whoever kept it', async () => {
    const { data, errors } = await h.as(h.staff()).run('mutation { leak { tried } }');
    expect(errors).toBeUndefined();
    expect((data as { leak: { tried: string } }).leak.tried).toBe('this transaction has ended; relations are read through ctx.read | the write side is open only inside a mutation or a listener, until its commit');
  });

  test('that fails after writing leaves no row, no fact, and a masked answer', async () => {
    const { errors } = await h.as(h.staff()).run('mutation { fail(title: "Burnt loaf") }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL' });
    expect(JSON.stringify(errors)).not.toContain('marlowe');
    expect(await h.sql(`select 1 from bakery.orders where title = 'Burnt loaf'`)).toEqual([]);
  });

  test('answers from a fresh read transaction, which sees what was committed', async () => {
    const noted = noteStatements('bakery_rw');
    const { data } = await h.as(h.staff()).run('mutation($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id slices { name } } } }', { input: { title: 'Ordered loaf' } });
    noted.stop();
    expect(noted.texts.map((text) => text.slice(0, 15))).toEqual(['begin read only', expect.stringContaining('select'), 'rollback']);
    expect((data as { placeOrder: { order: { slices: object[] } } }).placeOrder.order.slices).toEqual([]);
  });
});
