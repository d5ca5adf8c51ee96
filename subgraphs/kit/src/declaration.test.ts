import { clientCreated, defineEvent, newId, type EventContract } from '@firmament/events';
import { parse, print } from 'graphql';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { z } from 'zod';
import { bakery } from '../test/bakery.js';
import { orderPlaced } from '../test/bakery.events.js';
import { OpenBakery } from '../test/bakery.migration.js';
import { covers } from './actor.js';
import { bootstrapDatabase, migrateDomain } from './bootstrap.js';
import { ConfigFault, readConfig } from './config.js';
import { defineSubgraph } from './define-subgraph.js';
import { openDomain } from './domain.js';
import { Migration } from './kit.js';
import { loggerOptions } from './logging.js';
import { durableOf } from './messaging.js';
import { Money } from './money.js';
import { operationsOf } from './operations.js';
import { makePool } from './pool.js';
import { numbered } from './read-transaction.js';
import { printSubgraphSdl } from './sdl.js';
import { domainUrls } from './serve.js';
import { assertReadyToServe } from './start-checks.js';
import { testSubgraph, type Harness } from './testing/testing.js';

describe('a declaration', () => {
  test('is refused with a wrong name, a permission of another shape, or a fact of another domain', () => {
    expect(() => defineSubgraph({ ...bakery, name: 'Bakery' })).toThrow('«Bakery» is not a domain name');
    expect(() => defineSubgraph({ ...bakery, permissions: { 'crm.client.view': '' } })).toThrow('crm.client.view is not bakery.<noun>.<verb>');
    expect(() => defineSubgraph({ ...bakery, permissions: { 'bakery.view': '' } })).toThrow('is not bakery.<noun>.<verb>');
    expect(() => defineSubgraph({ ...bakery, emits: [clientCreated as EventContract] })).toThrow('bakery cannot emit crm.client.created: it belongs to crm');
    expect(Object.isFrozen(bakery)).toBe(true);
  });

  test('tells the stream what it must hear, each aggregate type as a whole', () => {
    expect(durableOf(bakery)).toEqual({ durable: 'bakery', filterSubjects: ['evt.crm.client.>'], startPolicy: 'beginning' });
  });

  test('gives a row of the ledger for each operation and reference', () => {
    const rows = operationsOf(bakery);
    expect(rows.filter((row) => row.permission === null)).toEqual([]);
    expect(rows.find((row) => row.operation === 'placeOrder')).toEqual({
      operation: 'placeOrder', kind: 'mutation', subgraph: 'bakery', permission: 'bakery.order.place', audiences: [], action: true, internal: false, tenantless: false,
      inputs: { 'input.title': 'String!', 'input.clientId': 'ID', 'input.status': 'OrderStatus', 'input.email': 'String', 'input.doorCode': 'String', 'input.note': 'String' },
    });
    expect(rows.find((row) => row.kind === 'reference')).toMatchObject({ operation: 'Order', permission: 'bakery.order.view' });
    expect(rows.find((row) => row.operation === 'openShop')).toMatchObject({ tenantless: true });
    expect(rows.find((row) => row.operation === 'board')).toMatchObject({ audiences: ['public'], inputs: { status: 'OrderStatus' } });
  });

  test('prints tags on fields, on their arguments and on the enum values that they need, and never on a type', () => {
    const sdl = print(parse(printSubgraphSdl(bakery)));
    const block = (head: string) => sdl.slice(sdl.indexOf(`\n${head}`), sdl.indexOf('\n}', sdl.indexOf(`\n${head}`)));
    expect(block('enum OrderStatus')).toMatch(/OPEN @tag\(name: "portal"\) @tag\(name: "public"\)[^]*BAKED @tag\(name: "portal"\) @tag\(name: "public"\)/);
    expect(block('type Order ')).toMatch(/title: String! @tag\(name: "portal"\)/);
    expect(block('type Order ')).not.toMatch(/note: String @tag/);
    expect(block('type Query')).toMatch(/status: OrderStatus @tag\(name: "public"\)/);
    expect(block('type Query')).toMatch(/id: ID! @tag\(name: "portal"\)/);
    expect(block('type Query')).toMatch(/order[^]*: Order @tag\(name: "portal"\)/);
    expect(block('enum Recognised')).not.toContain('@tag');
    expect(sdl).toMatch(/type Order @key\(fields: "id"\) \{/);
    expect(sdl).not.toContain('tenantId');
  });
});

describe('small words', () => {
  test('a pattern covers what stands under it and nothing beside it', () => {
    expect(covers(['crm.*'], 'crm.client.view')).toBe(true);
    expect(covers(['crm.client.view'], 'crm.client.views')).toBe(false);
    expect(covers(['crm.*'], 'crmx.client.view')).toBe(false);
    expect(covers([], 'crm.client.view')).toBe(false);
    expect(covers(['*'], 'anything')).toBe(true);
  });

  test('placeholders are numbered outside of quoted text only', () => {
    expect(numbered(`select "a?b", '?''?' from t where x = ? and y = ?`)).toBe(`select "a?b", '?''?' from t where x = $1 and y = $2`);
  });

  test('money is whole minor units of a known currency', () => {
    expect(Money.of(123_456_789_012_345_678n, 'GBP')).toMatchObject({ minor: 123_456_789_012_345_678n, decimal: '1234567890123456.78' });
    expect(Money.of(-5n, 'JPY').decimal).toBe('-5');
    expect(() => Money.of(1n, 'XYZ')).toThrow('«XYZ» is no currency');
  });
});

describe('a configuration', () => {
  const shape = z.object({ OVEN_URL: z.url(), OVEN_HEAT: z.coerce.number().max(300), OVEN_NAME: z.string().min(1) });

  test('tells all its faults at once', () => {
    const fault = (() => { try { return readConfig(shape, { OVEN_URL: 'nowhere', OVEN_HEAT: '900' }); } catch (error) { return error as ConfigFault; } })();
    expect(fault).toBeInstanceOf(ConfigFault);
    expect((fault as ConfigFault).faults.map((line) => line.split(':')[0])).toEqual(['OVEN_URL', 'OVEN_HEAT', 'OVEN_NAME']);
    expect((fault as ConfigFault).message).toMatch(/^The configuration has 3 faults:\n  OVEN_URL: .+\n  OVEN_HEAT: .+\n  OVEN_NAME: .+$/);
  });

  test('is parsed once, frozen, and names the login that is missing', () => {
    const config = readConfig(shape, { OVEN_URL: 'http://oven.test', OVEN_HEAT: '200', OVEN_NAME: 'Etna' });
    expect(config).toEqual({ OVEN_URL: 'http://oven.test', OVEN_HEAT: 200, OVEN_NAME: 'Etna' });
    expect(Object.isFrozen(config)).toBe(true);
    expect(() => domainUrls('bakery', {})).toThrow('BAKERY_DATABASE_URL: the login of bakery_rw is missing');
    expect(domainUrls('bakery', { BAKERY_DATABASE_URL: 'a', BAKERY_RELAY_DATABASE_URL: 'b' })).toEqual({ rw: 'a', relay: 'b' });
  });
});

describe('a log', () => {
  const lines: string[] = [];
  const log = pino(loggerOptions('bakery', 'debug'), new Writable({ write(part: Buffer, _encoding, done) { lines.push(part.toString()); done(); } }));
  const markers = ['marion@marlowe.test', '+442079460018', 'tok_marker_1', 'pw_marker_2', 'GB29 NWBK 6016 1331 9268 19', 'eyJhbGciOiJFZERTQSJ9.eyJtYXJrZXIiOjF9.c2lnbmVk', 'Key (email)'];
  const [email, phone, token, password, iban, jwt] = markers;
  const wrapped = Object.assign(new Error(`duplicate for ${email}\n - detail: Key (email)=(${email}) already exists.`), { detail: `Key (email)=(${email})`, code: '23505', constraint: 'contact_email_unique' });

  test.each<[string, () => void]>([
    ['a field', () => log.info({ email, phone, token, password }, 'planted')],
    ['a field far down', () => log.info({ input: { attendee: { contacts: [{ emailAddress: email, workPhone: phone, email, manageToken: token }] } } }, 'planted')],
    ['a field of another name', () => log.info({ who: `Marion <${email}>`, note: ['call', phone, iban] }, 'planted')],
    ['a header', () => log.info({ headers: { authorization: `Bearer ${jwt}`, cookie: `session=${token}`, 'set-cookie': [`session=${token}`] } }, 'planted')],
    ['the message', () => log.warn(`wrote to ${email} with ${jwt} and called ${phone}`)],
    ['a placeholder of the message', () => log.warn('wrote to %s', email)],
    ['an error of Postgres', () => log.error({ err: wrapped }, 'planted')],
    ['an error in an error', () => log.error({ err: new Error('outer', { cause: wrapped }), also: { inner: wrapped } }, 'planted')],
    ['an error that stands alone', () => log.error(wrapped)],
    ['a child\'s own fields', () => log.child({ email, phone, token }).info('planted')],
    ['the password of a URL', () => log.info({ url: `postgres://crm_rw:${password}@127.0.0.1:5432/house` }, 'planted')],
  ])('holds nothing personal and no secret that came as %s', (_how, write) => {
    lines.length = 0;
    write();
    expect(lines).toHaveLength(1);
    for (const marker of markers) expect(lines[0]).not.toContain(marker);
  });

  test('keeps what an operator needs', () => {
    lines.length = 0;
    log.error({ err: wrapped, requestId: 'req_1', count: 3, at: new Date(0) }, 'a resolver failed');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', name: 'bakery', requestId: 'req_1', count: 3, at: '1970-01-01T00:00:00.000Z', msg: 'a resolver failed', err: { code: '23505', constraint: 'contact_email_unique', message: 'duplicate for [redacted]' } });
  });
});

describe('a domain', () => {
  let h: Harness;
  const log = pino({ level: 'silent' });
  beforeAll(async () => { h = await testSubgraph(bakery, { ownSchema: true }); });
  afterAll(async () => { await h?.stop(); });
  const ready = async (def = bakery, url = h.urlFor('rw')): Promise<string> => {
    const pool = makePool(url, 1, log);
    try { return await assertReadyToServe(def, pool).then(() => 'ready', (error: Error) => error.message); } finally { await pool.end(); }
  };
  class Later extends Migration { override up(): void { this.addSql('select 1'); } }

  test('serves when all is well, and not with a faulty configuration', async () => {
    expect(await ready()).toBe('ready');
    await expect(openDomain(bakery, { urls: { rw: h.urlFor('rw') }, log, env: { BAKERY_OVEN: '', BAKERY_HEAT: '900' } })).rejects.toThrow(/2 faults:\n  BAKERY_OVEN: .+\n  BAKERY_HEAT: /);
  });

  test('refuses to serve on a pending migration, and says what to do', async () => {
    expect(await ready(defineSubgraph({ ...bakery, migrations: [OpenBakery, Later] }))).toBe('bakery has 1 pending migration(s) (Later): run the migrations before serving.');
  });

  test('refuses to serve over a table whose walls are open', async () => {
    await h.sql('alter table bakery.slices no force row level security');
    expect(await ready()).toBe('bakery.slices has no forced row security: no request may be served over an open wall.');
    await h.sql('alter table bakery.slices force row level security');
  });

  test('refuses to serve with a login that is too strong: a superuser, a member of another role, an owner', async () => {
    expect(await ready(bakery, h.urlFor())).toMatch(/^The login \w+ is too strong to serve bakery: give it the bakery_rw login\.$/);
    await h.sql('grant bakery_owner to bakery_sweeper');
    expect(await ready(bakery, h.urlFor('sweeper'))).toBe('The login bakery_sweeper is too strong to serve bakery: give it the bakery_rw login.');
    await h.sql('revoke bakery_owner from bakery_sweeper');
    await h.sql('alter table bakery.slices owner to bakery_relay');
    expect(await ready(bakery, h.urlFor('relay'))).toBe('The login bakery_relay is too strong to serve bakery: give it the bakery_rw login.');
    await h.sql('alter table bakery.slices owner to bakery_owner');
  });

  test('may be bootstrapped and migrated again without harm', async () => {
    await bootstrapDatabase(h.urlFor(), [bakery], () => process.env.FIRMAMENT_TEST_ROLE_PASSWORD ?? '');
    expect(await migrateDomain(bakery, h.urlFor())).toEqual([]);
    expect(await ready()).toBe('ready');
  });

  test('carries a listener\'s effect on the consumer\'s login, with the story of its cause', async () => {
    const clientId = newId('cli');
    const correlationId = newId('cor');
    await h.as(h.staff()).run('mutation { placeOrder(input: { title: "First loaf" }) { matched } }');
    await h.deliver(clientCreated, { clientId, displayName: 'Harbour', kind: 'ORG', status: 'LEAD', ownerUserId: null, source: 'STAFF' }, { clientId, correlationId });
    expect(await h.sql(`select name from bakery.slices where name = 'for Harbour'`)).toHaveLength(1);
    expect(await h.sql('select 1 from bakery.client_ref')).toHaveLength(1);
    const failed = h.deliver(clientCreated, { clientId: newId('cli'), displayName: 'Nobody', kind: 'ORG', status: 'LEAD', ownerUserId: null, source: 'STAFF' });
    await expect(failed).rejects.toThrow('we do not serve Nobody');
    expect(await h.sql('select 1 from bakery.client_ref')).toHaveLength(1);
  });

  test('states facts that the catalogue of events would accept', () => {
    expect(() => defineEvent('bakery.order.placed', 0, '', z.object({}))).toThrow();
    expect(orderPlaced.aggregate).toBe('order');
  });
});
