import { idToUuid, newId } from '@firmament/events';
import { loggerOptions } from '@firmament/kit';
import type { Harness } from '@firmament/kit/testing';
import { pino } from 'pino';
import { act, aClient, refusal } from '../../test/firm.js';
import { connect, connectionSelection, keys, laterOn, openServices, rsaKey, seeConnection, serviceOf, services, sweepLike, tend, type Services } from '../../test/connection-room.js';
import { openAgreements } from '../../test/store.js';
import { signingHouse } from './call-house.js';

let h: Harness;
let outside: Services;
const lines: string[] = [];
beforeAll(async () => {
  outside = await openServices();
  h = await openAgreements(undefined, outside.env, pino(loggerOptions('test', 'trace'), { write: (line: string) => { lines.push(line); } }));
});
afterEach(async () => { for (const table of ['usual_services', 'connection_due', 'connections', 'consents']) await h.sql(`delete from agreements.${table}`); });
afterAll(async () => { await h?.stop(); await outside?.stop(); });

const marker = 'PLANTED-SECRET-9c41';
const docusignKeys = (more: Record<string, string> = {}, settings: Record<string, string> = {}) => keys('DOCUSIGN', { integrationKey: `${marker}-ik`, userId: `${marker}-user`, privateKey: rsaKey, callbackKey: `${marker}-hook`, ...more }, { accountId: 'acc-1', ...settings });
const factsOf = async (id: string) => (await h.events()).filter((one) => one.data['connectionId'] === id).map((one) => one.type);
const pandadoc = (apiKey: string) => connect(h, keys('PANDADOC', { apiKey }));

it('says which services there are, what each asks for, and that the built-in signer is the usual one', async () => {
  const all = await services(h);
  expect(all.map((one) => [one.name, one.usual, one.connections.length])).toEqual([['BUILT_IN', true, 0], ['DOCUSIGN', false, 0], ['DROPBOX_SIGN', false, 0], ['PANDADOC', false, 0]]);
  expect(all[1]?.fields.filter((one) => one.secret).map((one) => one.name)).toEqual(['integrationKey', 'userId', 'privateKey', 'callbackKey']);
  expect([all[0]?.consentFields, all[1]?.consentFields, all[2]?.consentFields]).toEqual([null, [{ name: 'callbackKey' }], []]);
});

it('connects with keys, asks the service at once, and tells where its callbacks go', async () => {
  const made = await connect(h, { ...docusignKeys(), label: 'Our DocuSign' });
  expect(made).toMatchObject({ provider: 'DOCUSIGN', label: 'Our DocuSign', account: 'acc-1', health: 'CONNECTED', lastSyncAt: null, checkingSince: '2026-11-19T11:18:00.000Z', serviceAddress: `${outside.docusign.url}/restapi` });
  expect(made.callbackAddress).toBe(`http://127.0.0.1:4000/hooks/signing/${h.firm.id}/${made.id}`);
  const before = outside.docusign.exchanges.length;
  await tend(h);
  expect(await seeConnection(h, made.id)).toMatchObject({ health: 'CONNECTED', lastSyncAt: '2026-11-19T11:18:00.000Z', lastError: null, checkingSince: null });
  expect(outside.docusign.exchanges.slice(before).map((one) => one.operation)).toEqual(['token', 'list', 'list']);
  expect([...outside.docusign.things.keys()]).toEqual([]);
  expect(await factsOf(made.id)).toEqual(['agreements.connection.connected']);
});

it('shows a secret to nobody: not in answers, tables, facts, refusals or logs', async () => {
  const made = await connect(h, docusignKeys());
  const { data, errors } = await h.as(h.staff()).run(`mutation($input: ConnectSigningServiceInput!) { connectSigningService(input: $input) ${connectionSelection} }`, { input: docusignKeys() }, { idempotencyKey: `once-${made.id}` });
  const wrong = await Promise.all([
    h.as(h.staff()).run('mutation($input: ConnectSigningServiceInput!) { connectSigningService(input: $input) { id } }', { input: keys('PANDADOC', { nonsense: `${marker}-nonsense`, apiKey: `${marker}-key` }) }),
    h.as(h.staff()).run('mutation($input: ConnectSigningServiceInput!) { connectSigningService(input: $input) { id } }', { input: docusignKeys({ privateKey: '' }) }),
    h.as(h.staff()).run('mutation($input: ConnectSigningServiceInput!) { connectSigningService(input: $input) { id } }', { input: docusignKeys({ privateKey: `${marker}-not-a-key` }, { accountId: 'acc-2' }) }),
    h.as(h.staff()).run('mutation($input: ConnectSigningServiceInput!) { connectSigningService(input: $input) { id } }', { input: keys('DROPBOX_SIGN', { apiKey: `${marker}-refused` }) }),
  ]);
  // A fault of our own that carries the row: what is logged of it must not.
  await h.sql(`alter table agreements.connections add constraint planted check (label <> 'Break me')`);
  expect(await refusal(h, h.staff(), 'connectSigningService', { ...docusignKeys({}, { accountId: 'acc-3' }), label: 'Break me' })).toMatchObject({ code: 'INTERNAL' });
  await h.sql('alter table agreements.connections drop constraint planted');
  expect(wrong.slice(0, 2).map((one) => one.errors?.length)).toEqual([1, 1]);
  await tend(h);
  const seen = await services(h);
  expect(seen.flatMap((one) => one.connections).filter((one) => one.lastError !== null)).toHaveLength(2);
  const tables = (await h.sql(`select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'agreements' and relkind in ('r', 'p')`)).map((row) => row['relname'] as string);
  const rows: string[] = [];
  for (const table of tables) rows.push(...(await h.sql(`select t::text as row from agreements.${table} t`)).map((row) => row['row'] as string));
  expect(rows.some((row) => row.includes('DOCUSIGN'))).toBe(true);
  const told = [JSON.stringify([data, errors, wrong, seen, made]), rows.join('\n'), JSON.stringify(await h.events()), lines.join('\n')];
  const keyLine = rsaKey.split('\n')[3] ?? '';
  const forms = [marker, Buffer.from(marker).toString('hex'), Buffer.from(marker).toString('base64').slice(0, 22), keyLine, Buffer.from(keyLine).toString('hex')];
  for (const text of told) for (const form of forms) expect(text.includes(form)).toBe(false);
  expect(lines.join('\n')).toContain('a resolver failed');
});

it('tells once that a key is not accepted, calls no more until somebody connects again, and then forgets the trouble', async () => {
  const made = await pandadoc('not-known-there');
  await tend(h);
  expect(await seeConnection(h, made.id)).toMatchObject({ health: 'NEEDS_REAUTH', lastError: expect.stringContaining('PandaDoc'), checkingSince: null });
  expect(await refusal(h, h.staff(), 'checkSigningConnection', { connectionId: made.id })).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_NOT_CONNECTED' });
  const calls = outside.pandadoc.exchanges.length;
  await tend(h);
  expect(outside.pandadoc.exchanges.length).toBe(calls);
  expect(await factsOf(made.id)).toEqual(['agreements.connection.connected', 'agreements.connection.needs_reauth']);
  expect((await h.events('agreements.connection.needs_reauth')).at(-1)?.data).toMatchObject({ connectionId: made.id, service: 'PandaDoc', connectedBy: h.staff().id });
  outside.pandadoc.tokens.add('known-there');
  const again = await pandadoc('known-there');
  expect([again.id, again.version, again.health, again.lastError]).toEqual([made.id, 2, 'CONNECTED', null]);
  await tend(h);
  expect(await seeConnection(h, made.id)).toMatchObject({ health: 'CONNECTED', lastError: null });
  expect((await h.events('agreements.connection.connected')).at(-1)?.data).toMatchObject({ connectionId: made.id, again: true });
});

it('checks when asked, once however often, keeps a pause that the service asks for, and looks again by itself', async () => {
  outside.pandadoc.tokens.add('k1');
  const made = await pandadoc('k1');
  await tend(h);
  const before = outside.pandadoc.exchanges.length;
  for (let i = 0; i < 3; i++) expect((await act<{ checkingSince: string }>(h, h.staff(), 'checkSigningConnection', { connectionId: made.id }, '{ checkingSince }')).checkingSince).toBe('2026-11-19T11:18:00.000Z');
  await Promise.all([tend(h), tend(h)]);
  expect(outside.pandadoc.exchanges.length - before).toBe(1);
  const [{ hours }] = (await h.sql(`select extract(epoch from due_at - clock_timestamp()) / 3600 as hours from agreements.connection_due where id = $1`, [idToUuid(made.id)])) as [{ hours: string }];
  expect(Math.round(Number(hours))).toBe(6);
  outside.pandadoc.make({ operation: 'any', kind: 'rate-limit', retryAfter: 120 });
  await laterOn(h, made.id);
  await tend(h);
  expect(await seeConnection(h, made.id)).toMatchObject({ health: 'CONNECTED', retryAt: '2026-11-19T11:20:00.000Z', lastError: expect.stringContaining('throttled') });
  const calls = outside.pandadoc.exchanges.length;
  await laterOn(h, made.id);
  await tend(h);
  expect(outside.pandadoc.exchanges.length).toBe(calls);
});

it('ends a connection: its keys are deleted, nothing is asked any more, and saying it twice changes nothing', async () => {
  const made = await connect(h, docusignKeys());
  expect(await refusal(h, h.staff(), 'disconnectSigningService', { connectionId: made.id, ifVersion: 9 })).toMatchObject({ code: 'CONFLICT', reason: 'STALE_VERSION' });
  const end = () => act<{ health: string; checkingSince: string | null }>(h, h.staff(), 'disconnectSigningService', { connectionId: made.id }, '{ health checkingSince }');
  expect([await end(), await end()]).toEqual([{ health: 'DISCONNECTED', checkingSince: null }, { health: 'DISCONNECTED', checkingSince: null }]);
  expect(await h.sql('select secret, refresh_until from agreements.connections where id = $1', [idToUuid(made.id)])).toEqual([{ secret: null, refresh_until: null }]);
  expect(await h.sql('select 1 from agreements.connection_due')).toEqual([]);
  expect(await factsOf(made.id)).toEqual(['agreements.connection.connected', 'agreements.connection.disconnected']);
});

it('keeps the secret of callbacks for whoever connects again without giving one', async () => {
  const made = await connect(h, docusignKeys());
  await connect(h, docusignKeys({ callbackKey: '' }));
  const ctx = sweepLike(h);
  const secret = await ctx.inTenant(h.firm.id, (inside) => signingHouse(ctx).connections.secret<{ callbackKeys: string[] }>(inside, made.id));
  expect(secret.reveal().callbackKeys).toEqual([`${marker}-hook`]);
});

it('lets the firm choose the usual service among those that are connected, and falls back to its own when that one ends', async () => {
  expect(await refusal(h, h.staff(), 'chooseSigningService', { service: 'DOCUSIGN' }, '{ service }')).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_NOT_CONNECTED' });
  const made = await connect(h, docusignKeys());
  const usual = async () => (await services(h)).filter((one) => one.usual).map((one) => one.name);
  await act(h, h.staff(), 'chooseSigningService', { service: 'DOCUSIGN' }, '{ service }');
  expect(await usual()).toEqual(['DOCUSIGN']);
  await act(h, h.staff(), 'chooseSigningService', { service: 'BUILT_IN' }, '{ service }');
  expect(await usual()).toEqual(['BUILT_IN']);
  await act(h, h.staff(), 'chooseSigningService', { service: 'DOCUSIGN' }, '{ service }');
  await act(h, h.staff(), 'disconnectSigningService', { connectionId: made.id });
  expect(await usual()).toEqual(['BUILT_IN']);
});

it.each([
  ['http://169.254.169.254', 'inside'], ['https://169.254.169.254', 'inside'], ['https://docusign.net.evil.test', 'elsewhere'], ['https://evil.test/docusign.net', 'elsewhere'], ['https://eu.docusign.net:8443', 'another port'], ['https://me:pw@eu.docusign.net', 'a name in it'], ['file:///etc/passwd', 'a file'], ['not an address', 'no address'],
])('asks DocuSign at no server but DocuSign\'s: %s (%s)', async (server) => {
  expect(await refusal(h, h.staff(), 'connectSigningService', docusignKeys({}, { server }))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.settings.server' });
  expect(await h.sql('select 1 from agreements.connections')).toEqual([]);
});

it('takes the servers of DocuSign\'s own accounts', async () => {
  expect((await connect(h, docusignKeys({}, { server: 'https://eu.docusign.net/' }))).serviceAddress).toBe('https://eu.docusign.net/restapi');
});

it('refuses what is missing with its field, and the service that needs no connection', async () => {
  expect(await refusal(h, h.staff(), 'connectSigningService', keys('PANDADOC', {}))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.secrets.apiKey' });
  expect(await refusal(h, h.staff(), 'connectSigningService', docusignKeys({}, { accountId: ' ' }))).toMatchObject({ field: 'input.settings.accountId' });
  expect(await refusal(h, h.staff(), 'connectSigningService', keys('BUILT_IN', {}))).toMatchObject({ field: 'input.service' });
});

it('keeps the key by which the firm seals apart: it is no connection, and nobody ends it here', async () => {
  const ctx = sweepLike(h);
  const { connections } = signingHouse(ctx);
  const key = await ctx.inTenant(h.firm.id, (inside) => connections.connect(inside, { provider: 'BUILT_IN', label: 'Signing in the portal', secret: { privateKey: 'p', certificate: 'c' } }));
  expect((await services(h)).map((one) => one.connections.length)).toEqual([0, 0, 0, 0]);
  for (const name of ['checkSigningConnection', 'disconnectSigningService']) expect((await refusal(h, h.staff(), name, { connectionId: key.id }))?.code).toBe('NOT_FOUND');
  expect((await ctx.inTenant(h.firm.id, (inside) => connections.get(inside, key.id))).health).toBe('CONNECTED');
});

it('is for those who hold the permission, in their own firm', async () => {
  const made = await connect(h, docusignKeys());
  const looker = h.staff(['agreements.connection.view']);
  expect((await serviceOf(h, 'DOCUSIGN', looker)).connections).toHaveLength(1);
  for (const [name, input, selection] of [['connectSigningService', docusignKeys(), '{ id }'], ['beginSigningConsent', { service: 'DOCUSIGN' }, '{ address }'], ['checkSigningConnection', { connectionId: made.id }, '{ id }'], ['disconnectSigningService', { connectionId: made.id }, '{ id }'], ['chooseSigningService', { service: 'BUILT_IN' }, '{ service }']] as const) {
    expect((await refusal(h, looker, name, input as Record<string, unknown>, selection))?.code).toBe('FORBIDDEN');
    expect((await refusal(h, h.portal(await aClient(h)), name, input as Record<string, unknown>, selection))?.code).toBe('FORBIDDEN');
    expect((await refusal(h, h.public(), name, input as Record<string, unknown>, selection))?.code).toBe('UNAUTHENTICATED');
  }
  expect((await h.as(h.staff([])).run('{ signingServices { name } }')).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  const stranger = h.staff(['*'], h.otherFirm.id);
  expect((await serviceOf(h, 'DOCUSIGN', stranger)).connections).toEqual([]);
  for (const name of ['checkSigningConnection', 'disconnectSigningService']) expect((await refusal(h, stranger, name, { connectionId: made.id }))?.code).toBe('NOT_FOUND');
  expect((await refusal(h, h.staff(), 'checkSigningConnection', { connectionId: newId('cnx') }))?.code).toBe('NOT_FOUND');
  expect(await seeConnection(h, made.id)).toMatchObject({ version: 1, health: 'CONNECTED' });
});
