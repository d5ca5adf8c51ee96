import { createHash, randomBytes } from 'node:crypto';
import { idToUuid, newId } from '@firmament/events';
import type { Actor } from '@firmament/kit';
import type { Harness } from '@firmament/kit/testing';
import { act, refusal } from '../../test/firm.js';
import { aPortalPerson, connections, fetched, inFirm, masterKey, mySigning, signs } from '../../test/portal-people.js';
import { aSendingPacket, aWrittenAgreement, seePacket, type SeenPacket } from '../../test/signing-room.js';
import { openAgreements } from '../../test/store.js';
import { makeFirmKey, type FirmKey } from '../signing/built-in/firm-key.js';
import { png } from '../signing/built-in/png.fixture.js';
import { judgeSeal } from '../signing/built-in/seal-judge.fixture.js';

let h: Harness;
const today = new Date('2026-11-19T11:18:00Z');
beforeAll(async () => { h = await openAgreements(undefined, { FIRMAMENT_VAULT_KEY: masterKey }); });
beforeEach(() => { h.setNow(today); });
afterAll(async () => { await h?.stop(); });

const marion = { name: 'Marion Marlowe', email: 'marion@marlowe.test' };
const edwin = { name: 'Edwin Marlowe', email: 'edwin@marlowe.test' };
const look = () => h.sweep('follow-providers');
const facts = async (type: string, packetId: string) => (await h.events(type)).map((one) => one.data).filter((data) => data.packetId === packetId);
const ceremoniesOf = (packetId: string) => h.sql(`select state, recipients, version from agreements.ceremonies where reference like $1 || ':%'`, [packetId]);
const ran = async (actor: Actor, name: string, input: Record<string, unknown>) => refusal(h, actor, name, input);

/** A packet with Marion and Edwin, one after the other or as a test wants it, out in the portal. */
async function out(recipients: Record<string, unknown>[] = [marion, { ...edwin, order: 2 }], more: Record<string, unknown> = {}): Promise<{ packet: SeenPacket; clientId: string; agreementId: string; marionThere: Actor; edwinThere: Actor }> {
  const { agreementId, clientId } = await aWrittenAgreement(h);
  const packetId = await aSendingPacket(h, agreementId, { recipients, ...more });
  await h.sweep('carry-packets');
  return { packet: await seePacket(h, packetId), clientId, agreementId, marionThere: await aPortalPerson(h, clientId, marion), edwinThere: await aPortalPerson(h, clientId, edwin) };
}

it('is signed in turn in the portal, sealed by the firm\'s own key, and brings the agreement into force', async () => {
  const { packet, marionThere, edwinThere } = await out([marion, { ...edwin, order: 2 }, { name: 'Copy', email: 'copy@x.test', role: 'COPY' }]);
  expect(packet).toMatchObject({ state: 'SENT', providerRef: expect.stringMatching(/^cer_/) });
  const hers = await mySigning(h, marionThere, packet.id);
  expect(hers).toMatchObject({ packetId: packet.id, role: 'SIGNER', state: 'INVITED', mayActNow: true, whyNotYet: null, where: 'HERE', wayThere: null, documents: [{ name: 'Year-end accounts.pdf', pages: 2 }], signedDownload: null, people: [{ name: 'Marion Marlowe', state: 'INVITED', isMe: true }, { name: 'Copy', state: 'WAITING' }, { name: 'Edwin Marlowe', state: 'WAITING', isMe: false }] });
  expect(hers.fields).toMatchObject([{ kind: 'SIGNATURE', document: 0, page: 2, required: true, value: null }, { kind: 'NAME', value: 'Marion Marlowe' }, { kind: 'DATE', value: null }]);
  expect(createHash('sha256').update(await fetched(hers.documents[0]?.download)).digest('hex')).toBe(hers.documents[0]?.sha256);
  for (const _ of [1, 2]) expect(await act(h, marionThere, 'viewSigning', { packetId: packet.id }, '{ state }')).toEqual({ state: 'VIEWED' });
  await look();
  expect(await seePacket(h, packet.id)).toMatchObject({ recipients: expect.arrayContaining([expect.objectContaining({ name: 'Marion Marlowe', state: 'VIEWED' })]) });
  expect(await signs(h, marionThere, packet.id)).toMatchObject({ state: 'SIGNED', mayActNow: false, whyNotYet: 'You have signed this already.', packetState: 'SENT', signedAt: today.toISOString() });
  await look();
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'PARTIALLY_SIGNED', agreement: { status: 'IN_SIGNATURE' } });
  expect((await facts('agreements.recipient.invited', packet.id)).map((one) => one.name)).toEqual(['Marion Marlowe', 'Edwin Marlowe']);
  await signs(h, edwinThere, packet.id, { mark: { drawnPng: png().toString('base64') } });
  for (const _ of [1, 2]) await look();
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'COMPLETED', agreement: { status: 'ACTIVE', effectiveOn: '2026-11-19' } });
  const [completed, ...again] = await facts('agreements.packet.completed', packet.id);
  expect(again).toEqual([]);
  const done = await mySigning(h, marionThere, packet.id);
  const [pdf, certificate] = [await fetched(done.signedDownload), await fetched(done.certificateDownload)];
  expect(completed).toMatchObject({ signedDocument: { sha256: createHash('sha256').update(pdf).digest('hex') }, certificate: { sha256: createHash('sha256').update(certificate).digest('hex') } });
  const key = await inFirm(h, async (ctx) => (await connections.secret<FirmKey>(ctx, (await connections.list(ctx)).find((one) => one.provider === 'BUILT_IN')?.id ?? '')).reveal());
  expect([judgeSeal(pdf, key.certificate), judgeSeal(certificate, key.certificate)]).toMatchObject([{ ok: true }, { ok: true }]);
  pdf[40] = (pdf[40] ?? 0) ^ 1;
  expect(judgeSeal(pdf, key.certificate).ok).toBe(false);
  expect(await h.sql(`select 1 from agreements.due where kind = 'look' and id = $1`, [idToUuid(packet.id)])).toEqual([]);
});

it('is signed by several at once in whichever order they come, the last one also when two come together', async () => {
  const { packet, marionThere, edwinThere } = await out([marion, edwin]);
  const both = await Promise.allSettled([signs(h, edwinThere, packet.id), signs(h, marionThere, packet.id)]);
  expect(both.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled']);
  await Promise.all([look(), look()]);
  expect((await seePacket(h, packet.id)).state).toBe('COMPLETED');
  expect(await facts('agreements.recipient.signed', packet.id)).toHaveLength(2);
});

it('takes one act of one person once: not out of turn, not twice, not under another sentence, not without a name', async () => {
  const { packet, marionThere, edwinThere } = await out();
  const { consent } = await mySigning(h, marionThere, packet.id);
  const input = { packetId: packet.id, consent, mark: { typed: 'Marion' } };
  const before = await ceremoniesOf(packet.id);
  expect(await ran(edwinThere, 'signPacket', input)).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_NOT_YOUR_TURN', state: 'SENT' });
  expect(await ran(edwinThere, 'declineSigning', { packetId: packet.id, reason: 'No.' })).toMatchObject({ reason: 'AGREEMENTS_NOT_YOUR_TURN' });
  expect(await ran(marionThere, 'signPacket', { ...input, consent: `${consent} ` })).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'AGREEMENTS_CONSENT', field: 'input.consent' });
  for (const mark of [null, {}, { typed: ' ' }, { typed: 'M', drawnPng: png().toString('base64') }, { drawnPng: Buffer.from('<svg/>').toString('base64') }]) expect(await ran(marionThere, 'signPacket', { ...input, mark })).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'AGREEMENTS_SIGNATURE' });
  expect(await ran(marionThere, 'signPacket', { ...input, values: [{ index: 0, value: 'x' }] })).toMatchObject({ reason: 'AGREEMENTS_SIGNATURE', field: 'input.values' });
  expect(await ceremoniesOf(packet.id)).toEqual(before);
  const sign = () => h.as(marionThere).run('mutation($input: SignPacketInput!) { signPacket(input: $input) { state } }', { input }, { idempotencyKey: 'sign-once-and-no-more' });
  expect((await sign()).data).toEqual({ signPacket: { state: 'SIGNED' } });
  const signed = await ceremoniesOf(packet.id);
  expect(await sign()).toMatchObject({ data: { signPacket: { state: 'SIGNED' } }, extensions: { replayed: true } });
  expect(await ran(marionThere, 'signPacket', input)).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_SIGNED_ALREADY' });
  expect(await ceremoniesOf(packet.id)).toEqual(signed);
  expect(JSON.stringify(signed)).toContain('by a link sent to marion@marlowe.test');
});

it('needs no name of somebody who approves, and lets an onlooker only look', async () => {
  const { packet, marionThere, edwinThere, clientId } = await out([{ ...marion, role: 'APPROVER' }, { ...edwin, order: 2 }, { name: 'Vera', email: 'vera@x.test', role: 'VIEWER' }]);
  const vera = await aPortalPerson(h, clientId, { name: 'Vera', email: 'vera@x.test' });
  expect(await mySigning(h, vera, packet.id)).toMatchObject({ mayActNow: false, whyNotYet: 'You are asked to read this, and not to sign it.' });
  expect((await mySigning(h, marionThere, packet.id)).consent).toContain('approve it');
  await signs(h, marionThere, packet.id, { mark: null });
  await signs(h, edwinThere, packet.id);
  await look();
  expect((await seePacket(h, packet.id)).state).toBe('COMPLETED');
});

it('is over for all when one declines, with the reason', async () => {
  const { packet, marionThere, edwinThere } = await out();
  await signs(h, marionThere, packet.id);
  await act(h, edwinThere, 'declineSigning', { packetId: packet.id, reason: 'Clause 4.' });
  expect(await mySigning(h, edwinThere, packet.id)).toMatchObject({ state: 'DECLINED', declinedReason: 'Clause 4.', mayActNow: false });
  for (const _ of [1, 2]) await look();
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'DECLINED', endedBy: 'Edwin Marlowe', reason: 'Clause 4.', agreement: { status: 'DRAFT' } });
  expect(await facts('agreements.packet.declined', packet.id)).toMatchObject([{ by: 'Edwin Marlowe', signedBefore: [{ name: 'Marion Marlowe' }] }]);
  expect(await ran(edwinThere, 'declineSigning', { packetId: packet.id, reason: 'Again.' })).toMatchObject({ reason: 'AGREEMENTS_SIGNING_OVER' });
});

it('cannot be signed after its end, and can be after its old end when it got more time', async () => {
  const { packet, marionThere, edwinThere } = await out([marion, edwin], { expiresAt: '2026-11-25T12:00:00Z' });
  await act(h, h.staff(), 'extendPacket', { packetId: packet.id, expiresAt: '2026-11-28T12:00:00Z' });
  h.setNow(new Date('2026-11-26T12:00:00Z'));
  await signs(h, marionThere, packet.id);
  await look();
  expect((await seePacket(h, packet.id)).state).toBe('PARTIALLY_SIGNED');
  h.setNow(new Date('2026-11-28T12:00:00Z'));
  expect(await mySigning(h, edwinThere, packet.id)).toMatchObject({ mayActNow: false, whyNotYet: 'The time to sign has run out. Ask the firm to extend it.' });
  expect(await ran(edwinThere, 'signPacket', { packetId: packet.id, consent: 'x', mark: { typed: 'Edwin' } })).toMatchObject({ reason: 'AGREEMENTS_SIGNING_OVER' });
  await h.sweep('expire-packets');
  await h.sweep('carry-packets');
  await look();
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'EXPIRED', signedLate: false });
  expect(await ceremoniesOf(packet.id)).toMatchObject([{ state: 'VOIDED' }]);
});

it('is taken back any number of times, and a signature that nobody had heard of yet is flagged', async () => {
  const { packet, marionThere } = await out([marion]);
  await signs(h, marionThere, packet.id);
  for (const _ of [1, 2]) expect(await act(h, h.staff(), 'cancelPacket', { packetId: packet.id }, '{ state }')).toEqual({ state: 'VOIDED' });
  expect(await mySigning(h, marionThere, packet.id)).toMatchObject({ mayActNow: false, whyNotYet: 'The firm took this back.' });
  await h.sweep('carry-packets');
  for (const _ of [1, 2]) await look();
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'VOIDED', signedLate: true, agreement: { status: 'DRAFT' } });
  expect(await facts('agreements.packet.signed_late', packet.id)).toHaveLength(1);
  expect(await facts('agreements.packet.voided', packet.id)).toHaveLength(1);
});

it('lets the right person sign in place of a wrong one, who sees it no more', async () => {
  const { packet, marionThere, clientId, edwinThere } = await out([marion, { ...edwin, order: 2 }]);
  const wrong = packet.recipients.find((one) => one.name === 'Marion Marlowe')?.id;
  const contactId = newId('con');
  await act(h, h.staff(), 'replaceRecipient', { recipientId: wrong, name: 'Flora Finch', email: 'someone-else@finch.test', contactId });
  const flora = await aPortalPerson(h, clientId, { name: 'Flora Finch', email: 'flora@finch.test', contactId });
  expect((await ran(marionThere, 'signPacket', { packetId: packet.id, consent: 'x' }))?.code).toBe('NOT_FOUND');
  expect(await mySigning(h, flora, packet.id)).toMatchObject({ mayActNow: false, whyNotYet: 'This is being made ready. Look again in a moment.' });
  await h.sweep('carry-packets');
  await signs(h, flora, packet.id);
  await look();
  await signs(h, edwinThere, packet.id);
  await look();
  expect(await seePacket(h, packet.id)).toMatchObject({ state: 'COMPLETED' });
});

it('shows itself to nobody but those who are asked, and takes no signature of theirs', async () => {
  const { packet, clientId, marionThere } = await out();
  const stranger = await aPortalPerson(h, clientId, { name: 'Somebody', email: 'somebody@marlowe.test' });
  const elsewhere = await aPortalPerson(h, newId('cli'), marion);
  const unknown = h.portal(clientId);
  const otherFirm = { ...marionThere, tenantId: h.otherFirm.id };
  const before = await ceremoniesOf(packet.id);
  const tried = async (actor: Actor) => [
    (await h.as(actor).run('query($id: ID!) { mySigning(packetId: $id) { title } }', { id: packet.id })).errors?.[0]?.extensions?.code,
    ...(await Promise.all([ran(actor, 'viewSigning', { packetId: packet.id }), ran(actor, 'signPacket', { packetId: packet.id, consent: 'x' }), ran(actor, 'declineSigning', { packetId: packet.id, reason: 'x' })])).map((one) => one?.code),
  ];
  for (const actor of [stranger, elsewhere, unknown, otherFirm]) expect(await tried(actor)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND']);
  expect(await tried(h.staff())).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  expect(await tried(h.staff(['agreements.packet.view']))).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  expect(await tried(h.public())).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED']);
  expect(await ceremoniesOf(packet.id)).toEqual(before);
});

it('waits for the firm\'s key when it was withdrawn, keeps what was signed, and seals it when there is one again', async () => {
  const { packet, marionThere } = await out([marion]);
  await signs(h, marionThere, packet.id);
  const connect = (secret: FirmKey) => inFirm(h, (ctx) => connections.connect(ctx, { provider: 'BUILT_IN', label: 'Signing in the portal', secret }));
  const known = await makeFirmKey({ name: 'Harbour & Vale', id: h.firm.id }, { now: today, serial: randomBytes(16) });
  const { id } = await connect(known);
  await inFirm(h, (ctx) => connections.disconnect(ctx, id));
  await look();
  expect((await seePacket(h, packet.id)).state).toBe('SENT');
  await connect(known);
  await h.sql(`update agreements.due set due_at = clock_timestamp() where kind = 'look'`);
  await look();
  expect((await seePacket(h, packet.id)).state).toBe('COMPLETED');
});
