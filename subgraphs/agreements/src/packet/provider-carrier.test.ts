import type { Harness } from '@firmament/kit/testing';
import { docusignSandbox } from '../../../../infra/sandbox/docusign/server.js';
import { dropboxSignSandbox } from '../../../../infra/sandbox/dropbox-sign/server.js';
import { pandadocSandbox } from '../../../../infra/sandbox/pandadoc/server.js';
import type { Held } from '../../../../infra/sandbox/held.js';
import type { Sandbox } from '../../../../infra/sandbox/sandbox.js';
import { act, ask } from '../../test/firm.js';
import { aPortalPerson, connections, fetched, inFirm, masterKey, mySigning } from '../../test/portal-people.js';
import { aSendingPacket, aWrittenAgreement, seePacket, type SeenPacket } from '../../test/signing-room.js';
import { openAgreements } from '../../test/store.js';

let h: Harness;
const key = 'a-key-of-the-api';
const vendors = {
  DOCUSIGN: { make: docusignSandbox, path: '/restapi', secret: { accessToken: key }, settings: { accountId: 'acc-1' } }, DROPBOX_SIGN: { make: dropboxSignSandbox, path: '/v3', secret: { apiKey: key }, settings: { testMode: true } },
  PANDADOC: { make: pandadocSandbox, path: '', secret: { apiKey: key }, settings: {} },
} as const;
type VendorName = keyof typeof vendors;
const names = Object.keys(vendors) as VendorName[];
const sandboxes = new Map<VendorName, Sandbox>();

// Each round finds every packet that is out: so the tests need no callback, as a house does whose callbacks are lost.
beforeAll(async () => {
  h = await openAgreements(undefined, { FIRMAMENT_VAULT_KEY: masterKey, AGREEMENTS_LOOK_EVERY_MS: '1' });
  h.setNow(new Date());
  for (const name of names) {
    const { make, path, secret, settings } = vendors[name];
    const sandbox = make();
    await sandbox.start();
    sandbox.tokens.add(key);
    sandboxes.set(name, sandbox);
    await inFirm(h, (ctx) => connections.connect(ctx, { provider: name, label: name, account: 'acc-1', settings: { baseUrl: `${sandbox.url}${path}`, ...settings }, secret }));
  }
});
afterAll(async () => {
  for (const sandbox of sandboxes.values()) await sandbox.stop();
  await h?.stop();
});

const marion = { name: 'Marion Marlowe', email: 'marion@marlowe.test' };
const edwin = { name: 'Edwin Marlowe', email: 'edwin@marlowe.test', order: 2 };
const sandboxOf = (name: VendorName): Sandbox => sandboxes.get(name) as Sandbox;
const later = () => new Date(Date.now() + 30 * 86_400_000).toISOString();
const round = async () => { await h.sql(`update agreements.due set due_at = clock_timestamp() where kind in ('carry', 'look')`); await h.sweep('carry-packets'); await h.sweep('follow-providers'); };
const facts = async (type: string, packetId: string) => (await h.events(type)).map((one) => one.data).filter((data) => data.packetId === packetId);
/** What a vendor holds of a packet. */
const heldOf = (name: VendorName, packetId: string): Held[] => [...sandboxOf(name).things.values()].filter((one) => Object.values(one.marks).some((mark) => mark.startsWith(packetId)));

async function sending(provider: string, more: Record<string, unknown> = {}): Promise<{ packetId: string; clientId: string }> {
  const { agreementId, clientId } = await aWrittenAgreement(h);
  return { packetId: await aSendingPacket(h, agreementId, { recipients: [marion, edwin], provider, expiresAt: later(), ...more }), clientId };
}
async function sent(provider: VendorName): Promise<{ packet: SeenPacket; clientId: string }> {
  const { packetId, clientId } = await sending(provider);
  await round();
  const packet = await seePacket(h, packetId);
  expect(packet).toMatchObject({ state: 'SENT', problem: null });
  return { packet, clientId };
}
const does = (name: VendorName, packet: SeenPacket, step: 'view' | 'sign' | 'decline', email: string, reason?: string) => sandboxOf(name).act(packet.providerRef ?? '', step, { email, ...(reason ? { reason } : {}) });

it.each(names)('goes out by %s, is followed from signature to signature without any callback, and its result is kept', async (name) => {
  const { packet, clientId } = await sent(name);
  const marionThere = await aPortalPerson(h, clientId, marion);
  expect(await mySigning(h, marionThere, packet.id)).toMatchObject({ where: 'ELSEWHERE', mayActNow: false, wayThere: expect.stringContaining('by mail'), fields: [] });
  await does(name, packet, 'view', marion.email);
  await round();
  await does(name, packet, 'sign', marion.email);
  await round();
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'PARTIALLY_SIGNED', agreement: { status: 'IN_SIGNATURE' } });
  await does(name, packet, 'sign', edwin.email);
  for (const _ of [1, 2]) await round();
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'COMPLETED', agreement: { status: 'ACTIVE' } });
  expect(await facts('agreements.packet.completed', packet.id)).toHaveLength(1);
  expect((await facts('agreements.recipient.signed', packet.id)).map((one) => one.name)).toEqual(['Marion Marlowe', 'Edwin Marlowe']);
  expect((await facts('agreements.recipient.viewed', packet.id)).length).toBeGreaterThanOrEqual(1);
  const { signedDownload, certificateDownload } = await mySigning(h, marionThere, packet.id);
  expect((await fetched(signedDownload)).includes(Buffer.from('signed by'))).toBe(true);
  expect(certificateDownload === null).toBe(name !== 'DOCUSIGN');
  expect(heldOf(name, packet.id)).toHaveLength(1);
});

it.each(names)('hears from %s who declined and why, and takes back there what the firm takes back', async (name) => {
  const { packet } = await sent(name);
  await does(name, packet, 'decline', marion.email, 'The fee.');
  await round();
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'DECLINED', endedBy: 'Marion Marlowe', reason: 'The fee.' });
  const { packet: other } = await sent(name);
  for (const _ of [1, 2]) await act(h, h.staff(), 'cancelPacket', { packetId: other.id, reason: 'A wrong date.' });
  for (const _ of [1, 2]) await round();
  expect(await seePacket(h, other.id)).toMatchObject({ state: 'VOIDED', signedLate: false });
  expect(heldOf(name, other.id)).toMatchObject([{ state: 'voided' }]);
});

it.each(names)('flags a signature that was given at %s before it heard that it is over', async (name) => {
  const { packet } = await sent(name);
  for (const { email } of [marion, edwin]) await does(name, packet, 'sign', email);
  await act(h, h.staff(), 'cancelPacket', { packetId: packet.id });
  for (const _ of [1, 2]) await round();
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'VOIDED', signedLate: true, agreement: { status: 'DRAFT' } });
  expect(await facts('agreements.packet.signed_late', packet.id)).toHaveLength(1);
});

it.each(names)('asks the right person at %s in place of a wrong one', async (name) => {
  const { packet } = await sent(name);
  const wrong = packet.recipients.find((one) => one.name === 'Marion Marlowe')?.id;
  await act(h, h.staff(), 'replaceRecipient', { recipientId: wrong, name: 'Flora Finch', email: 'flora@finch.test' });
  await round();
  await does(name, packet, 'sign', 'flora@finch.test');
  await does(name, packet, 'sign', edwin.email);
  for (const _ of [1, 2]) await round();
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'COMPLETED' });
  expect((await facts('agreements.recipient.signed', packet.id)).map((one) => one.name)).toEqual(['Flora Finch', 'Edwin Marlowe']);
});

it.each(names)('makes one envelope at %s though the service was down, and though it lost its answer after the commit', async (name) => {
  const sandbox = sandboxOf(name);
  sandbox.make({ operation: 'any', kind: 'unavailable', times: 2 });
  sandbox.make({ operation: 'create', kind: 'reset-after-commit' });
  const { packetId } = await sending(name);
  await round();
  expect(await seePacket(h, packetId)).toMatchObject({ state: 'SENDING', problem: expect.any(String) });
  for (let tries = 0; tries < 4; tries++) await round();
  expect(await seePacket(h, packetId)).toMatchObject({ state: 'SENT', problem: null });
  expect(heldOf(name, packetId)).toHaveLength(1);
});

it('goes another way when a service takes it and cannot say so, and leaves one envelope alive; back again it is a new one', async () => {
  const docusign = sandboxOf('DOCUSIGN');
  docusign.make({ operation: 'create', kind: 'reset-after-commit' });
  const { packetId } = await sending('DOCUSIGN');
  await round();
  expect((await seePacket(h, packetId)).state).toBe('SENDING');
  await act(h, h.staff(), 'switchPacketProvider', { packetId, provider: 'BUILT_IN' });
  await act(h, h.staff(), 'switchPacketProvider', { packetId, provider: 'DOCUSIGN' });
  for (const _ of [1, 2]) await round();
  const packet = await seePacket(h, packetId);
  expect(packet.state).toBe('SENT');
  expect(heldOf('DOCUSIGN', packetId).filter((one) => one.state === 'sent').map((one) => one.id)).toEqual([packet.providerRef]);
  expect(await h.sql(`select 1 from agreements.ceremonies where reference like $1 || ':%' and state = 'OPEN'`, [packetId])).toEqual([]);
});

it('tells at once that somebody must connect again, and goes out when they did', async () => {
  const sandbox = sandboxOf('PANDADOC');
  sandbox.tokens.delete(key);
  const { packetId } = await sending('PANDADOC');
  for (const _ of [1, 2]) await round();
  expect(await facts('agreements.packet.delayed', packetId)).toMatchObject([{ provider: 'PANDADOC' }]);
  const health = async () => (await inFirm(h, (ctx) => connections.list(ctx))).find((one) => one.provider === 'PANDADOC')?.health;
  expect(await health()).toBe('NEEDS_REAUTH');
  sandbox.tokens.add(key);
  await inFirm(h, (ctx) => connections.connect(ctx, { provider: 'PANDADOC', label: 'PANDADOC', account: 'acc-1', settings: { baseUrl: sandbox.url }, secret: vendors.PANDADOC.secret }));
  await round();
  expect((await seePacket(h, packetId)).state).toBe('SENT');
});

it('asks later when a service does not answer, and each time a little later', async () => {
  const { packet } = await sent('DROPBOX_SIGN');
  const waitOf = async () => Number((await h.sql(`select extract(epoch from due_at - clock_timestamp()) as wait from agreements.due where kind = 'look' and id = (select id from agreements.packets where provider_ref = $1)`, [packet.providerRef]))[0]?.wait);
  const waits: number[] = [];
  for (let tries = 0; tries < 2; tries++) {
    sandboxOf('DROPBOX_SIGN').make({ operation: 'any', kind: 'unavailable' });
    await h.sql(`update agreements.due set due_at = clock_timestamp() where kind = 'look' and id = (select id from agreements.packets where provider_ref = $1)`, [packet.providerRef]);
    await h.sql(`update agreements.due set due_at = clock_timestamp() + interval '1 hour' where kind = 'look' and id <> (select id from agreements.packets where provider_ref = $1)`, [packet.providerRef]);
    await h.sweep('follow-providers');
    waits.push(await waitOf());
  }
  expect(waits[0]).toBeGreaterThan(3);
  expect(waits[1]).toBeGreaterThan(10);
});

it('goes by the service that the firm connected first when nobody names one', async () => {
  const { agreementId } = await aWrittenAgreement(h);
  const { id } = await act(h, h.staff(), 'createPacket', { agreementIds: [agreementId], recipients: [marion] });
  expect(await ask(h, h.staff(), 'query($id: ID!) { signaturePacket(id: $id) { provider } }', { id })).toEqual({ provider: 'DOCUSIGN' });
});
