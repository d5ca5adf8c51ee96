import { createHmac, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import agreements from '@firmament/agreements/subgraph';
import { idToUuid, newId, printSubgraphSdl, signActor } from '@firmament/kit';
import type { Harness } from '@firmament/kit/testing';
import identity from '@firmament/identity/subgraph';
import { pino } from 'pino';
import { docusignSandbox } from '../../infra/sandbox/docusign/server.js';
import { dropboxSignSandbox } from '../../infra/sandbox/dropbox-sign/server.js';
import { pandadocSandbox } from '../../infra/sandbox/pandadoc/server.js';
import { callbackPath } from '../../subgraphs/agreements/src/receipt/callback-path.js';
import { deliver, serviceNames, services } from '../../subgraphs/agreements/test/callbacks.js';
import type { ServiceName, Told, Wired } from '../../subgraphs/agreements/test/callbacks.js';
import { connect, disconnect, knownPackets, vaultEnv, wholeDomain } from '../../subgraphs/agreements/test/connected.js';
import { openAgreements } from '../../subgraphs/agreements/test/store.js';
import { domainServer } from '../../subgraphs/kit/src/serve.js';
import { keyPair, schemaOf, startHouse } from './house.fixture.js';
import type { FakeHouse } from './house.fixture.js';
import { CALLBACK_BYTES } from './hooks-door.js';
import { inProcessSource } from './in-process.js';
import { RULES } from './rate-limits.js';
import { RemoteSource } from './remote.js';
import type { SubgraphClient } from './subgraph-client.js';

// The gateway's door for callbacks and the real agreements behind it, on a real database, near and far.
/** One moment for the whole file: what a service tells is so many seconds before it. */
const began = Date.parse('2026-11-19T11:18:00Z');
let h: Harness;
let remote: Server;
const houses: { near: FakeHouse; far: FakeHouse } = {} as never;
const sandboxes = { DOCUSIGN: docusignSandbox(), DROPBOX_SIGN: dropboxSignSandbox(), PANDADOC: pandadocSandbox() };

beforeAll(async () => {
  h = await openAgreements(undefined, vaultEnv);
  const keys = await keyPair();
  remote = domainServer(h.domain, keys.publicKey as Record<string, string>, pino({ level: 'silent' }));
  await new Promise<void>((resolve) => { remote.listen(0, '127.0.0.1', resolve); });
  const near = inProcessSource({ ...proxyOf(h), stop: async () => undefined });
  const far = new RemoteSource('agreements', new URL(`http://127.0.0.1:${(remote.address() as AddressInfo).port}`), (audience, actor, meta) => signActor(keys.privateKey, audience, actor, meta));
  houses.near = await houseOver(near);
  houses.far = await houseOver(far);
});
beforeEach(() => { h.setNow(new Date(began)); });
afterAll(async () => {
  await houses.near?.stop();
  await houses.far?.stop();
  await new Promise((closed) => { remote.close(closed); });
  for (const sandbox of Object.values(sandboxes)) await sandbox.stop().catch(() => undefined);
  await h?.stop();
});

/** The domain of the harness, whose end is the harness's own. */
const proxyOf = ({ domain }: Harness) => ({ name: domain.name, def: domain.def, execute: domain.execute.bind(domain), hear: domain.hear.bind(domain), startMessaging: async () => undefined, health: domain.health.bind(domain) });

async function houseOver(client: SubgraphClient): Promise<FakeHouse> {
  const nobody: SubgraphClient = { name: 'identity', execute: async () => ({ data: null }), health: async () => ({ ok: true, detail: 'ready' }), stop: async () => undefined };
  const schema = schemaOf([{ name: 'identity', sdl: printSubgraphSdl(identity) }, { name: 'agreements', sdl: printSubgraphSdl(agreements) }], { public: [], portal: [] }, [], { signing: 'agreements' });
  return startHouse({ real: { clients: [nobody, client], schema } });
}

const secretOf = (): string => randomBytes(24).toString('base64url');
let told = 0;
/** A firm with a connection to a service and one packet there. */
async function aLine(provider: ServiceName, more: { firmId?: string; keys?: readonly string[]; account?: string } = {}) {
  const firmId = more.firmId ?? newId('firm');
  const keys = more.keys ?? [secretOf()];
  const ref = `ref-${told += 1}-${randomBytes(4).toString('hex')}`;
  const to = await connect(h, firmId, provider, services[provider].vault(keys), more.account);
  const packetId = (await knownPackets(h, firmId, provider, [ref])).get(ref) ?? '';
  const { wire, done } = services[provider];
  return { to, firmId, ref, keys, packetId, genuine: (change: Partial<Told> = {}): Wired => wire({ ref, what: done, at: new Date(began), secrets: keys, ...change }) };
}

const receipts = (firmId: string) => h.sql(`select r.natural_key, r.provider_ref, r.packet_id is not null as handled, octet_length(r.raw_hash) as hashed from agreements.provider_receipts r where tenant_id = $1 order by received_at`, [uuid(firmId)]);
const looks = (firmId: string) => h.sql(`select id from agreements.due where tenant_id = $1 and kind = 'look'`, [uuid(firmId)]);
const facts = async (firmId: string) => h.sql(`select actor_kind, actor_id, client_id, data from agreements.outbox where tenant_id = $1 and event_type = 'agreements.provider.receipt_recorded'`, [uuid(firmId)]);
const uuid = (id: string): string => idToUuid(id);

const flipped = (wired: Wired, at: number): Wired => { const raw = Buffer.from(wired.raw); raw[at] = (raw[at] ?? 0) ^ 1; return { ...wired, raw }; };
const withHeaders = (wired: Wired, change: (name: string, value: string) => string | null): Wired => ({ ...wired, headers: Object.fromEntries(Object.entries(wired.headers).flatMap(([name, value]) => { const kept = change(name, value); return kept === null ? [] : [[name, kept]]; })) });
const unsigned = (wired: Wired): Wired => ({ ...withHeaders(wired, (name, value) => (name.includes('signature') ? null : value)), query: '', raw: withoutHash(wired.raw, '') });
const emptySigned = (wired: Wired): Wired => ({ ...withHeaders(wired, (name, value) => (name.includes('signature') ? '' : value)), query: wired.query === '' ? '' : '?signature=', raw: withoutHash(wired.raw, '') });
const withoutHash = (raw: Buffer, by: string): Buffer => Buffer.from(raw.toString('utf8').replace(/"event_hash":"[0-9a-f]*"/, `"event_hash":"${by}"`));

/** Where a signature covers the bytes, none may change; Dropbox Sign's covers neither body nor number. */
const coversBytes = (provider: ServiceName): boolean => provider !== 'DROPBOX_SIGN';

describe.each(['near', 'far'] as const)('callbacks of signing services, with the domain %s', (where) => {
  const url = (): string => houses[where].url;
  const send = (to: { connectionId: string; firmId: string }, wired: Wired, more: RequestInit = {}) => deliver(url(), to, wired, more);

  /** It is refused with this number, and not one row of the domain is another than before. */
  async function refusedWith(status: number, to: { connectionId: string; firmId: string }, wired: Wired, more: RequestInit = {}): Promise<void> {
    const before = await wholeDomain(h);
    expect((await send(to, wired, more)).status).toBe(status);
    expect(await wholeDomain(h)).toEqual(before);
  }

  it.each(serviceNames)('are heard from %s: the receipt stands when the answer leaves, and the packet is due for a look', async (provider) => {
    const line = await aLine(provider);
    const answer = await send(line.to, line.genuine());
    expect(answer).toMatchObject({ status: 200, body: services[provider].heard, type: expect.stringContaining('text/plain') });
    expect(await receipts(line.firmId)).toMatchObject([{ provider_ref: line.ref, handled: true, hashed: 32 }]);
    expect(await looks(line.firmId)).toEqual([{ id: uuid(line.packetId) }]);
    const [{ natural_key: naturalKey }] = (await receipts(line.firmId)) as [{ natural_key: string }];
    expect(await facts(line.firmId)).toMatchObject([{ actor_kind: 'provider', actor_id: line.to.connectionId, client_id: null, data: { provider, naturalKey, connectionId: line.to.connectionId } }]);
  });

  it.each(['DOCUSIGN', 'DROPBOX_SIGN', 'PANDADOC'] as const)('are heard as the sandbox of %s sends them', async (provider) => {
    // A sandbox stands outside the house, and says what time it is by its own clock.
    h.setNow(new Date());
    const line = await aLine(provider);
    const sandbox = sandboxes[provider];
    if (where === 'near') await sandbox.start();
    sandbox.plan = { url: `${url()}${callbackPath(line.to.connectionId, line.firmId)}`, secrets: [...line.keys], mode: 'duplicate' };
    const ref = `${line.ref}-sandbox`;
    const guest = { id: '1', name: 'Ada', email: 'ada@x.test', role: 'signer', order: 1, state: 'told' };
    const one = { id: ref, title: 'Letter', state: 'sent', marks: {}, guests: [guest], files: [], sentAt: new Date(began), createdAt: new Date(began) };
    await knownPackets(h, line.firmId, provider, [ref]);
    await sandbox.tell(one as never, 'view', guest as never);
    expect(sandbox.sentOut.slice(-2).every((out) => out.url.startsWith(url()))).toBe(true);
    expect(await receipts(line.firmId)).toMatchObject([{ provider_ref: ref, handled: true }]);
  });

  it.each(serviceNames)('from %s are refused without a signature, with an empty one, with another firm\'s, with half of one and with a longer one', async (provider) => {
    const [line, other] = [await aLine(provider), await aLine(provider)];
    const wrong: Wired[] = [unsigned(line.genuine()), emptySigned(line.genuine()), line.genuine({ secrets: other.keys }), line.genuine({ secrets: [''] }), line.genuine({ secrets: [`${line.keys[0]} `] })];
    for (const wired of wrong) await refusedWith(401, line.to, wired);
    await refusedWith(401, line.to, changedSignature(line.genuine(), (signature) => signature.slice(0, signature.length / 2)));
    await refusedWith(401, line.to, changedSignature(line.genuine(), (signature) => `ab${signature}`));
    // The other firm's callback, sent to this firm's address under its own secret, is the other firm's and not this one's.
    await refusedWith(401, line.to, other.genuine());
    expect((await send(line.to, line.genuine())).status).toBe(200);
  });

  it.each(serviceNames)('from %s are refused with a signature of sha1', async (provider) => {
    const line = await aLine(provider);
    await refusedWith(401, line.to, changedSignature(line.genuine(), (signature) => Buffer.from(signature, provider === 'DROPBOX_SIGN' || provider === 'PANDADOC' ? 'hex' : 'base64').subarray(0, 20).toString(provider === 'DROPBOX_SIGN' || provider === 'PANDADOC' ? 'hex' : 'base64')));
    if (provider === 'DOCUSIGN') await refusedWith(401, line.to, withHeaders(line.genuine(), (name, value) => (name.includes('signature') ? `sha1=${value}` : value)));
  });

  it.each(serviceNames.filter(coversBytes))('from %s are refused when one byte is changed, added or taken, and when the same JSON is written anew', async (provider) => {
    const line = await aLine(provider);
    const wired = line.genuine();
    for (const at of [0, 1, Math.floor(wired.raw.length / 2), wired.raw.length - 1]) await refusedWith(401, line.to, flipped(wired, at));
    for (const raw of [Buffer.concat([wired.raw, Buffer.from(' ')]), wired.raw.subarray(1), Buffer.from(JSON.stringify(JSON.parse(wired.raw.toString('utf8')), null, 1)), Buffer.alloc(0)]) await refusedWith(401, line.to, { ...wired, raw });
    expect((await send(line.to, wired)).status).toBe(200);
  });

  it('from Dropbox Sign, whose hash does not cover the body, are a hint to look and nothing more: the body of another request makes a look at that one', async () => {
    const line = await aLine('DROPBOX_SIGN');
    const second = `${line.ref}-second`;
    const packets = await knownPackets(h, line.firmId, 'DROPBOX_SIGN', [second]);
    const before = await h.sql('select state, version from agreements.packets where tenant_id = $1', [uuid(line.firmId)]);
    const wired = line.genuine();
    const pointed = { ...wired, raw: Buffer.from(wired.raw.toString('utf8').replace(line.ref, second)) };
    expect(await send(line.to, pointed)).toMatchObject({ status: 200, body: 'Hello API Event Received' });
    expect(await looks(line.firmId)).toEqual([{ id: uuid(packets.get(second) ?? '') }]);
    expect(await h.sql('select state, version from agreements.packets where tenant_id = $1', [uuid(line.firmId)])).toEqual(before);
    await refusedWith(401, line.to, { ...wired, raw: Buffer.from(wired.raw.toString('utf8').replace('signature_request_all_signed', 'signature_request_declined')) });
    await refusedWith(400, line.to, { ...wired, headers: { 'content-type': 'application/json' }, raw: Buffer.from('{"event":{}}') });
    expect(await send(line.to, services.DROPBOX_SIGN.wire({ ref: line.ref, what: 'callback_test', at: new Date(began), secrets: line.keys }))).toMatchObject({ body: 'Hello API Event Received' });
  });

  it.each(serviceNames)('from %s are heard under any key that is in force while keys are changed, and under an old one no more', async (provider) => {
    const [old, next] = [secretOf(), secretOf()];
    const line = await aLine(provider, { keys: [old, next] });
    expect((await send(line.to, line.genuine({ secrets: [old] }))).status).toBe(200);
    expect((await send(line.to, line.genuine({ secrets: [next], at: new Date(began - 2_000) }))).status).toBe(200);
    if (provider === 'DOCUSIGN' || provider === 'BUILT_IN') expect((await send(line.to, line.genuine({ secrets: [secretOf(), next], at: new Date(began - 4_000) }))).status).toBe(200);
    await connect(h, line.firmId, provider, services[provider].vault([next]));
    await refusedWith(401, line.to, line.genuine({ secrets: [old], at: new Date(began - 6_000) }));
    expect((await send(line.to, line.genuine({ secrets: [next], at: new Date(began - 8_000) }))).status).toBe(200);
  });

  it('are refused when they lie further back than their service repeats them for, or ahead of us', async () => {
    const minutes = (n: number): Date => new Date(began + n * 60_000);
    const day = 24 * 60;
    for (const [provider, tooOld, oldEnough] of [['BUILT_IN', -6, -4], ['DROPBOX_SIGN', -4 * day, -2 * day], ['DOCUSIGN', -16 * day, -14 * day]] as const) {
      const line = await aLine(provider);
      await refusedWith(401, line.to, line.genuine({ at: minutes(tooOld) }));
      await refusedWith(401, line.to, line.genuine({ at: minutes(6) }));
      expect((await send(line.to, line.genuine({ at: minutes(oldEnough) }))).status).toBe(200);
    }
    // PandaDoc says no time: a replay is known by its name, and by its bytes when somebody gives it another name.
    const line = await aLine('PANDADOC');
    const wired = line.genuine({ at: minutes(-400 * day) });
    expect((await send(line.to, wired)).status).toBe(200);
    const after = await wholeDomain(h);
    for (const again of [wired, { ...wired, headers: { ...wired.headers, 'x-pandadoc-webhook-event-id': 'another-name' } }]) expect((await send(line.to, again)).status).toBe(200);
    expect(await wholeDomain(h)).toEqual(after);
  });

  it.each(serviceNames)('from %s, the same one fifty times at once, have one receipt, one fact and one look, and fifty answers alike', async (provider) => {
    const line = await aLine(provider);
    const wired = line.genuine();
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(line.to, wired)));
    expect(new Set(answers.map((one) => `${one.status} ${one.body}`))).toEqual(new Set([`200 ${services[provider].heard}`]));
    expect([(await receipts(line.firmId)).length, (await facts(line.firmId)).length, (await looks(line.firmId)).length]).toEqual([1, 1, 1]);
  });

  it('know a repeat whose bytes differ, because the service counts its tries', async () => {
    const line = await aLine('DOCUSIGN');
    const at = new Date(began);
    for (const times of [0, 1, 2]) expect((await send(line.to, line.genuine({ at, times }))).status).toBe(200);
    expect(await receipts(line.firmId)).toHaveLength(1);
  });

  it('that came earlier and arrive later are another look at the same packet and change nothing themselves', async () => {
    const line = await aLine('DOCUSIGN');
    const before = await h.sql('select version, state from agreements.packets where tenant_id = $1', [uuid(line.firmId)]);
    for (const [what, ago] of [['envelope-completed', 1_000], ['envelope-sent', 60_000], ['recipient-completed', 30_000]] as const) expect((await send(line.to, line.genuine({ what, at: new Date(began - ago) }))).status).toBe(200);
    expect([(await receipts(line.firmId)).length, (await looks(line.firmId)).length]).toEqual([3, 1]);
    expect(await h.sql('select version, state from agreements.packets where tenant_id = $1', [uuid(line.firmId)])).toEqual(before);
  });

  it('are heard by the connection that the address names: one account in two firms is two connections, and none is none', async () => {
    const keys = [secretOf()];
    const [one, two] = [await aLine('DOCUSIGN', { keys }), await aLine('DOCUSIGN', { keys })];
    expect((await send(one.to, one.genuine())).status).toBe(200);
    expect([(await receipts(one.firmId)).length, (await receipts(two.firmId)).length]).toEqual([1, 0]);
    await refusedWith(404, { firmId: two.firmId, connectionId: one.to.connectionId }, one.genuine());
    await refusedWith(404, { firmId: one.firmId, connectionId: newId('cnx') }, one.genuine());
    await refusedWith(404, { firmId: newId('firm'), connectionId: one.to.connectionId }, one.genuine());
    for (const connectionId of ['con_1', `${one.to.connectionId}x`, newId('cli'), "con_'--", '..']) await refusedWith(404, { firmId: one.firmId, connectionId }, one.genuine());
    await disconnect(h, one.to);
    await refusedWith(404, one.to, one.genuine({ at: new Date(began - 1_000) }));
  });

  it('are heard while somebody must connect again: the truth is asked for later', async () => {
    const line = await aLine('DOCUSIGN');
    await h.sql(`update agreements.connections set state = 'NEEDS_REAUTH' where tenant_id = $1`, [uuid(line.firmId)]);
    expect((await send(line.to, line.genuine())).status).toBe(200);
    expect(await receipts(line.firmId)).toHaveLength(1);
  });

  it('about a packet that we do not know are kept for when we do', async () => {
    const line = await aLine('PANDADOC');
    expect((await send(line.to, line.genuine({ ref: 'nobody-knows-it' }))).status).toBe(200);
    expect(await receipts(line.firmId)).toMatchObject([{ provider_ref: 'nobody-knows-it', handled: false }]);
    expect(await looks(line.firmId)).toEqual([]);
  });

  it('that tell of several packets look at each of them', async () => {
    const line = await aLine('PANDADOC');
    const packets = await knownPackets(h, line.firmId, 'PANDADOC', ['many-1', 'many-2'].map((ref) => `${line.ref}-${ref}`));
    const raw = Buffer.from(JSON.stringify([...packets.keys(), 'unknown'].map((id) => ({ event: 'document_state_changed', data: { id } }))));
    const wired = { raw, query: `?signature=${createHmac('sha256', line.keys[0] ?? '').update(raw).digest('hex')}`, headers: { 'content-type': 'application/json' } };
    for (const _ of [1, 2]) expect((await send(line.to, wired)).status).toBe(200);
    expect((await receipts(line.firmId)).map((one) => one['handled'])).toEqual([true, true, false]);
    expect(new Set((await looks(line.firmId)).map((one) => one['id']))).toEqual(new Set([...packets.values()].map(uuid)));
  });

  it('that are too large, packed, malformed though signed, named too long, or no POST, are refused', async () => {
    const line = await aLine('DOCUSIGN');
    const signed = (raw: Buffer): Wired => ({ raw, query: '', headers: { 'content-type': 'application/json', 'x-docusign-signature-1': createHmac('sha256', line.keys[0] ?? '').update(raw).digest('base64') } });
    await refusedWith(413, line.to, signed(Buffer.alloc(CALLBACK_BYTES + 1, 32)));
    await refusedWith(415, line.to, { ...line.genuine(), headers: { ...line.genuine().headers, 'content-encoding': 'gzip' } });
    for (const text of ['null', '[]', '{"event":1}', '{"__proto__":{"polluted":1}}', '\u0000']) await refusedWith(400, line.to, signed(Buffer.from(text)));
    await refusedWith(400, line.to, services.DOCUSIGN.wire({ ref: 'x'.repeat(201), what: 'envelope-completed', at: new Date(began), secrets: line.keys }));
    for (const method of ['GET', 'PUT', 'DELETE']) await refusedWith(405, line.to, { ...line.genuine() }, { method, ...(method === 'GET' ? { body: null } : {}) });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('cannot bring an identity of their own, nor leave the firm of their address', async () => {
    const line = await aLine('DOCUSIGN');
    const wired = line.genuine();
    const forged = { ...wired, headers: { ...wired.headers, authorization: 'Bearer forged', 'x-actor': 'staff', 'x-firm-id': newId('firm'), 'x-tenant-id': newId('firm'), cookie: 'firmament-staff=staff-token-0123456789abcdef' } };
    expect((await send(line.to, forged)).status).toBe(200);
    expect(await facts(line.firmId)).toMatchObject([{ actor_kind: 'provider', actor_id: line.to.connectionId }]);
  });

  it('that were refused too often are not heard for a while from there; what was heard never counts, and no other connection suffers', async () => {
    const [line, other] = [await aLine('DOCUSIGN'), await aLine('DOCUSIGN')];
    const wrong = line.genuine({ secrets: [secretOf()] });
    const first: number[] = [];
    for (let n = 0; n < RULES.hookRefusedHere.points; n++) first.push((await send(line.to, wrong)).status);
    expect(new Set(first)).toEqual(new Set([401]));
    await refusedWith(429, line.to, line.genuine());
    for (let n = 0; n < RULES.hookRefusedHere.points + 5; n++) first.push((await send(other.to, other.genuine({ at: new Date(began - n * 1_000) }))).status);
    expect(first.slice(RULES.hookRefusedHere.points)).toEqual(Array(RULES.hookRefusedHere.points + 5).fill(200));
  });
});

it('writes a security entry for each refusal, without the body or what it was signed with', async () => {
  const lines: string[] = [];
  const seen = await openAgreements(undefined, vaultEnv);
  try {
    Object.assign(seen.runtime, { log: pino({ level: 'warn' }, { write: (line: string) => { lines.push(line); } }) });
    const secret = secretOf();
    const to = await connect(seen, newId('firm'), 'DOCUSIGN', services.DOCUSIGN.vault([secret]));
    const wired = services.DOCUSIGN.wire({ ref: 'marker-of-the-body', what: 'envelope-completed', at: new Date(began), secrets: ['a-wrong-secret'] });
    expect(await seen.hear('signing', { ...to, raw: wired.raw, headers: wired.headers, query: {} })).toMatchObject({ status: 401 });
    expect(await seen.hear('signing', { ...to, connectionId: newId('cnx'), raw: wired.raw, headers: wired.headers, query: {} })).toMatchObject({ status: 404 });
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((entry) => entry['security'] === 'callback-refused');
    expect(entries).toMatchObject([{ hook: 'signing', connectionId: to.connectionId, tenantId: to.firmId, status: 401, why: 'BAD_SIGNATURE' }, { status: 404, why: 'NO_SUCH_CONNECTION' }]);
    for (const hidden of ['marker-of-the-body', secret, 'a-wrong-secret', Object.values(wired.headers)[1] ?? '']) expect(lines.join('\n')).not.toContain(hidden);
  } finally { await seen.stop(); }
});

it('opens the domain\'s own door for callbacks to the gateway alone', async () => {
  const line = await aLine('DOCUSIGN');
  const { raw, headers } = line.genuine();
  const own = `http://127.0.0.1:${(remote.address() as AddressInfo).port}/hooks/signing/${line.to.connectionId}`;
  const before = await wholeDomain(h);
  for (const more of [{}, { authorization: 'Bearer nonsense' }, { authorization: `Bearer ${await signActor((await keyPair()).privateKey, 'agreements', { kind: 'public', id: 'public', tenantId: line.firmId, permissions: [] }, { requestId: newId('req'), correlationId: newId('cor') })}` }]) {
    expect((await fetch(own, { method: 'POST', headers: { ...headers, ...more }, body: raw as never })).status).toBe(401);
  }
  expect(await wholeDomain(h)).toEqual(before);
});

it('forgets receipts that no service repeats any more, and no others', async () => {
  const line = await aLine('DOCUSIGN');
  for (const n of [1, 2, 3]) await deliver(houses.near.url, line.to, line.genuine({ at: new Date(began - n * 1_000) }));
  const keys = (await receipts(line.firmId)).map((one) => one['natural_key']);
  await h.sql(`update agreements.provider_receipts set received_at = now() - interval '31 days' where natural_key = $1`, [keys[0]]);
  await h.sql(`update agreements.provider_receipts set received_at = now() - interval '29 days' where natural_key = $1`, [keys[1]]);
  await h.sweep('forget-receipts');
  expect(new Set((await receipts(line.firmId)).map((one) => one['natural_key']))).toEqual(new Set(keys.slice(1)));
});

/** The one signature of a callback, wherever its service puts it. */
function changedSignature(wired: Wired, change: (signature: string) => string): Wired {
  const inBody = /"event_hash":"([0-9a-f]+)"/.exec(wired.raw.toString('utf8'))?.[1];
  if (inBody) return { ...wired, raw: withoutHash(wired.raw, change(inBody)) };
  if (wired.query !== '') return { ...wired, query: `?signature=${change(wired.query.replace('?signature=', ''))}` };
  return withHeaders(wired, (name, value) => (name.includes('signature') ? (value.startsWith('v1,') ? `v1,${change(value.slice(3))}` : change(value)) : value));
}
