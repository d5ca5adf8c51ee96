import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { idToUuid, newId } from '@firmament/events';
import { pino } from 'pino';
import { z } from 'zod';
import { bakery } from '../../test/bakery.js';
import type { Actor } from '../actor.js';
import type { Ctx } from '../context.js';
import { defineSubgraph } from '../define-subgraph.js';
import { loggerOptions } from '../logging.js';
import { Migration } from '@mikro-orm/migrations';
import { ReauthRequired, RetryLater } from '../provider/faults.js';
import { ProviderGuard } from '../provider/guard.js';
import { RequestContext } from '../request-context.js';
import { testSubgraph, type Harness } from '../testing/testing.js';
import { unitOfWork } from '../unit-of-work.js';
import { callProvider, freshSecret, type CallHouse } from './call-provider.js';
import { connectionTables, dropConnectionTables } from './connection-tables.js';
import { Connections } from './connections.js';
import { MasterKeys, vaultConfig } from './master-keys.js';
import { rotateVaultKeys } from './rotate-keys.js';
import { SealBroken } from './seal.js';
import { Secret } from './secret.js';
import { Vault } from './vault.js';

class OpenSafe extends Migration {
  override up(): void { for (const statement of connectionTables('bakery')) this.addSql(statement); }
  override down(): void { for (const statement of dropConnectionTables('bakery')) this.addSql(statement); }
}
const safe = defineSubgraph({ ...bakery, migrations: [...bakery.migrations, OpenSafe], config: z.object(vaultConfig), sweeps: [rotateVaultKeys('bakery')] });
const [oldKey, newKey] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const marker = 'PLANTED-SECRET-7f3a';
const token = { accessToken: marker, refreshToken: `${marker}-refresh` };

let h: Harness;
beforeAll(async () => { h = await testSubgraph(safe, { ownSchema: true, env: { FIRMAMENT_VAULT_KEY: newKey, FIRMAMENT_VAULT_OLD_KEYS: oldKey } }); });
afterAll(async () => { await h?.stop(); });

const vaultWith = (key: string, ...older: string[]): Vault => new Vault('bakery', new MasterKeys({ FIRMAMENT_VAULT_KEY: key, FIRMAMENT_VAULT_OLD_KEYS: older }));
const connectionsWith = (key = newKey, ...older: string[]): Connections => new Connections('bakery', vaultWith(key, ...older));
const inFirm = (tenantId: string, actor: Actor = h.staff(['*'], tenantId)) => <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => {
  const ctx = new RequestContext(h.runtime, actor, { requestId: newId('req'), correlationId: newId('cor') });
  return unitOfWork(ctx, () => work(ctx));
};
const aFirm = (): string => newId('firm');
const connect = (tenantId: string, connections = connectionsWith(), more = {}) => inFirm(tenantId)((ctx) => connections.connect(ctx, { provider: 'DOCUSIGN', label: 'DocuSign of the firm', account: newId('acc'), settings: { baseUrl: 'https://demo.test' }, secret: token, ...more }));

it('seals a secret so that the row tells nothing of it, and opens it for its own record', async () => {
  const firm = aFirm();
  const made = await connect(firm);
  expect(made).toMatchObject({ provider: 'DOCUSIGN', health: 'CONNECTED', settings: { baseUrl: 'https://demo.test' }, failures: 0 });
  expect((await inFirm(firm)((ctx) => connectionsWith().secret<typeof token>(ctx, made.id))).reveal()).toEqual(token);
  const dump = JSON.stringify(await h.sql('select * from bakery.connections c, bakery.vault_keys k, bakery.vault_due d')) + JSON.stringify(await h.sql(`select convert_from(secret, 'latin1') as t from bakery.connections where secret is not null`).catch(() => []));
  expect(dump).not.toContain(marker);
  const again = await inFirm(firm)((ctx) => connectionsWith().connect(ctx, { provider: 'DOCUSIGN', label: 'Again', account: made.account, secret: { accessToken: 'second' } }));
  expect([again.id, again.version]).toEqual([made.id, 2]);
  expect((await inFirm(firm)((ctx) => connectionsWith().secret(ctx, made.id))).reveal()).toEqual({ accessToken: 'second' });
});

it('opens for no other firm, no other record and no changed byte', async () => {
  const [firm, other] = [aFirm(), aFirm()];
  const [ours, sibling, theirs] = [await connect(firm), await connect(firm), await connect(other)];
  const [{ secret: bytes }] = (await h.sql('select secret from bakery.connections where id = $1', [idToUuid(ours.id)])) as [{ secret: Buffer }];
  const open = (tenantId: string, id: string) => inFirm(tenantId)((ctx) => connectionsWith().secret(ctx, id));
  const put = (id: string, value: Buffer) => h.sql('update bakery.connections set secret = $2 where id = $1', [idToUuid(id), value]);
  await put(sibling.id, bytes);
  await expect(open(firm, sibling.id)).rejects.toBeInstanceOf(SealBroken);
  await put(theirs.id, bytes);
  await expect(open(other, theirs.id)).rejects.toBeInstanceOf(SealBroken);
  // Even with our key among theirs it does not open: the firm is part of the seal.
  await h.sql('insert into bakery.vault_keys (tenant_id, id, wrapped, active) select $1, id, wrapped, false from bakery.vault_keys where tenant_id = $2', [idToUuid(other), idToUuid(firm)]);
  await expect(open(other, theirs.id)).rejects.toBeInstanceOf(SealBroken);
  for (const place of [0, 1, 16, 17, 28, 29, 44, 45, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[place] = (changed[place] ?? 0) ^ 1;
    await put(ours.id, changed);
    await expect(open(firm, ours.id)).rejects.toBeInstanceOf(SealBroken);
  }
  await put(ours.id, bytes);
  expect((await open(firm, ours.id)).reveal()).toEqual(token);
  await expect(open(other, ours.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it.each(['public', 'portal'] as const)('shows nothing of it to %s, in the database itself', async (kind) => {
  const firm = aFirm();
  await connect(firm);
  const context = { 'app.tenant_id': idToUuid(firm), 'app.actor_kind': kind, 'app.client_id': idToUuid(newId('cli')) };
  for (const table of ['connections', 'vault_keys']) expect(await h.sqlAs('rw', context, `select * from bakery.${table}`)).toEqual([]);
  expect(await h.sqlAs('rw', { ...context, 'app.actor_kind': 'staff' }, 'select id from bakery.connections')).toHaveLength(1);
  expect(await h.sqlAs('rw', { ...context, 'app.tenant_id': idToUuid(aFirm()), 'app.actor_kind': 'staff' }, 'select id from bakery.connections')).toEqual([]);
  await expect(h.sqlAs('sweeper', {}, 'select * from bakery.connections')).rejects.toThrow('permission denied');
});

it('gives a secret to nobody who prints, logs, serialises or throws it', async () => {
  const firm = aFirm();
  const made = await connect(firm);
  const secret = await inFirm(firm)((ctx) => connectionsWith().secret(ctx, made.id));
  const lines: string[] = [];
  const log = pino(loggerOptions('test'), { write: (line: string) => { lines.push(line); } });
  log.info({ secret, made, nested: { deep: [secret] } }, `here it is: ${String(secret)}`);
  log.error({ err: new ReauthRequired('DOCUSIGN', `failed with ${String(secret)}`) }, 'failed');
  const broken = await inFirm(firm)((ctx) => connectionsWith(oldKey).secret(ctx, made.id)).catch((error: unknown) => error);
  log.error({ err: broken }, 'failed');
  const all = [...lines, inspect(secret, { depth: 9, showHidden: true }), JSON.stringify({ secret, broken, masters: new MasterKeys({ FIRMAMENT_VAULT_KEY: newKey, FIRMAMENT_VAULT_OLD_KEYS: [] }) }), `${String(secret)}`, inspect(broken, { depth: 9 })].join('\n');
  expect(all).not.toContain(marker);
  expect(all).not.toContain(newKey.slice(0, 20));
  expect(all).toContain('[sealed]');
  expect(await h.events()).toEqual([]);
  expect(secret).toBeInstanceOf(Secret);
});

it('wraps every firm\'s key under a new master key; afterwards the old one opens nothing and is not needed', async () => {
  const firms = [aFirm(), aFirm(), aFirm()];
  const made: Awaited<ReturnType<typeof connect>>[] = [];
  for (const firm of firms) made.push(await connect(firm, connectionsWith(oldKey)));
  const due = () => h.sql('select 1 from bakery.vault_due where tenant_id = any($1::uuid[]) and master_key <> $2', [firms.map(idToUuid), new MasterKeys({ FIRMAMENT_VAULT_KEY: newKey, FIRMAMENT_VAULT_OLD_KEYS: [] }).current.id.toString('hex')]);
  const open = (i: number, connections: Connections) => inFirm(firms[i] ?? '')((ctx) => connections.secret(ctx, made[i]?.id ?? ''));
  expect(await due()).toHaveLength(3);
  await expect(open(0, connectionsWith(newKey))).rejects.toBeInstanceOf(SealBroken);
  expect((await open(0, connectionsWith(newKey, oldKey))).reveal()).toEqual(token);
  await h.sweep('rotate-vault-keys');
  expect(await due()).toEqual([]);
  for (const i of [0, 1, 2]) expect((await open(i, connectionsWith(newKey))).reveal()).toEqual(token);
  await expect(open(0, connectionsWith(oldKey))).rejects.toBeInstanceOf(SealBroken);
});

it('seals a firm\'s secrets under a fresh key and forgets the old one, while others go on sealing', async () => {
  const firm = aFirm();
  const first = await connect(firm);
  const keys = async () => (await h.sql('select id from bakery.vault_keys where tenant_id = $1', [idToUuid(firm)])).map((row) => row.id);
  const before = await keys();
  const [, ...others] = await Promise.all([inFirm(firm)((ctx) => connectionsWith().reseal(ctx)), connect(firm), connect(firm)]);
  const after = await keys();
  expect(after).toHaveLength(1);
  expect(after).not.toEqual(before);
  for (const one of [first, ...others]) expect((await inFirm(firm)((ctx) => connectionsWith().secret(ctx, one.id))).reveal()).toEqual(token);
});

it('deletes the secret when a connection is ended', async () => {
  const firm = aFirm();
  const made = await connect(firm);
  await inFirm(firm)((ctx) => connectionsWith().disconnect(ctx, made.id));
  expect(await h.sql('select secret from bakery.connections where id = $1', [idToUuid(made.id)])).toEqual([{ secret: null }]);
  await expect(inFirm(firm)((ctx) => connectionsWith().secret(ctx, made.id))).rejects.toBeInstanceOf(ReauthRequired);
});

const houseOf = (tenantId: string, guard = new ProviderGuard({ now: () => new Date('2026-11-19T11:18:00Z') })): CallHouse => ({
  connections: connectionsWith(), guard, inFirm: inFirm(tenantId), tenantId, now: () => new Date('2026-11-19T11:18:00Z'), pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

it('writes down how calls went, and keeps a pause that another process was asked for', async () => {
  const firm = aFirm();
  const made = await connect(firm);
  const health = () => inFirm(firm)((ctx) => connectionsWith().get(ctx, made.id));
  expect(await callProvider(houseOf(firm), made.id, { work: ({ secret }) => Promise.resolve((secret.reveal() as typeof token).accessToken.length) })).toBe(marker.length);
  expect((await health()).lastSyncAt).toEqual(new Date('2026-11-19T11:18:00Z'));
  const fail = (error: Error, house = houseOf(firm)) => callProvider(house, made.id, { work: () => Promise.reject(error) }).catch((caught: unknown) => caught);
  for (let i = 0; i < 3; i++) await fail(new RetryLater('DOCUSIGN', 'DocuSign could not reach ines@harbourvale.test.'));
  expect(await health()).toMatchObject({ health: 'DEGRADED', failures: 3, lastError: 'DocuSign could not reach [redacted]' });
  await fail(new RetryLater('DOCUSIGN', 'Slow down.', { throttled: true, retryAfterMs: 120_000 }));
  let calls = 0;
  const elsewhere = await callProvider(houseOf(firm), made.id, { work: () => Promise.resolve((calls += 1)) }).catch((caught: unknown) => caught);
  expect([calls, (elsewhere as RetryLater).retryAfterMs]).toEqual([0, 120_000]);
});

it('tells once that somebody must connect again, and calls no more until then', async () => {
  const firm = aFirm();
  const made = await connect(firm);
  const told: string[] = [];
  let calls = 0;
  const call = () => callProvider(houseOf(firm), made.id, {
    work: () => { calls += 1; return Promise.reject(new ReauthRequired('DOCUSIGN', 'The consent was withdrawn.')); }, onReauth: (_, connection) => { told.push(connection.id); return Promise.resolve(); },
  }).catch((caught: unknown) => caught);
  const both = await Promise.all([call(), call()]);
  expect(both.every((one) => one instanceof ReauthRequired)).toBe(true);
  const before = calls;
  expect(await call()).toBeInstanceOf(ReauthRequired);
  expect([told, calls]).toEqual([[made.id], before]);
  expect((await inFirm(firm)((ctx) => connectionsWith().get(ctx, made.id))).health).toBe('NEEDS_REAUTH');
});

interface Renewable { access: string; refresh: number }

it('renews a token once for twenty who need it', async () => {
  const firm = aFirm();
  const made = await connect(firm, connectionsWith(), { secret: { access: 'old', refresh: 1 } });
  let renewals = 0;
  const need = () => freshSecret<Renewable>(houseOf(firm), made.id, {
    isFresh: (secret) => secret.access === 'new',
    renew: async (secret) => { renewals += 1; await new Promise((resolve) => setTimeout(resolve, 30)); return { access: 'new', refresh: secret.refresh + 1 }; },
  });
  const all = await Promise.all(Array.from({ length: 20 }, need));
  expect([renewals, new Set(all.map((one) => one.reveal().refresh))]).toEqual([1, new Set([2])]);
});

it('does not hammer a provider that has forgotten the token: the connection needs somebody', async () => {
  const firm = aFirm();
  const made = await connect(firm, connectionsWith(), { secret: { access: 'old', refresh: 1 } });
  let tries = 0;
  const need = () => freshSecret<Renewable>(houseOf(firm), made.id, { isFresh: () => false, renew: () => { tries += 1; return Promise.reject(new ReauthRequired('DOCUSIGN', 'invalid_grant')); } }).catch((caught: unknown) => caught);
  const all = await Promise.all(Array.from({ length: 8 }, need));
  expect(all.every((one) => one instanceof ReauthRequired)).toBe(true);
  await need();
  expect(tries).toBe(1);
});

it('tells once that a token could not be renewed, and nothing that a provider repeats of a secret stays in its complaint', async () => {
  const firm = aFirm();
  const made = await connect(firm, connectionsWith(), { secret: { access: 'old', refresh: marker } });
  const told: string[] = [];
  const need = () => freshSecret<{ access: string; refresh: string }>(houseOf(firm), made.id, {
    isFresh: () => false, renew: (secret) => Promise.reject(new ReauthRequired('DOCUSIGN', `unknown token ${secret.refresh}`)), onReauth: (_, connection, fault) => { told.push(`${connection.health}: ${connection.lastError ?? ''} ${fault.message}`); return Promise.resolve(); },
  }).catch((caught: unknown) => caught);
  const all = await Promise.all(Array.from({ length: 5 }, need));
  expect(told).toEqual(['NEEDS_REAUTH: unknown token [sealed] unknown token [sealed]']);
  expect(inspect(all, { depth: 9 })).not.toContain(marker);
});

it('keeps what lies sealed for an account until it is ended, whoever connects it again', async () => {
  const firm = aFirm();
  const made = await connect(firm);
  const kept = () => inFirm(firm)((ctx) => connectionsWith().kept<typeof token>(ctx, made.provider, made.account));
  expect((await kept())?.reveal()).toEqual(token);
  await inFirm(firm)((ctx) => connectionsWith().disconnect(ctx, made.id));
  expect(await kept()).toBeNull();
});
