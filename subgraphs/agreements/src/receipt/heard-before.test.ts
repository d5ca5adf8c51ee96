import { idToUuid, newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { docusign, services } from '../../test/callbacks.js';
import { connect, inFirm, knownPackets, vaultEnv } from '../../test/connected.js';
import { FakeCarrier } from '../../test/fake-carrier.js';
import { aSendingPacket, aWrittenAgreement, hear, said, seePacket } from '../../test/signing-room.js';
import { openAgreements } from '../../test/store.js';
import { lookIfHeardBefore } from './heard-before.js';

let h: Harness;
let carrier: FakeCarrier;
let to: { connectionId: string; firmId: string };
const key = 'a-key-of-the-connection';
const now = new Date('2026-11-19T11:18:00Z');
beforeAll(async () => {
  carrier = new FakeCarrier();
  h = await openAgreements(carrier, vaultEnv);
  to = await connect(h, h.firm.id, 'DOCUSIGN', services.DOCUSIGN.vault([key]));
});
afterAll(async () => { await h?.stop(); });

/** The service calls back about one of its numbers. */
async function called(ref: string, what = 'envelope-completed'): Promise<number> {
  const { raw, headers } = docusign({ ref, what, at: now, secrets: [key] });
  return (await h.hear('signing', { ...to, raw, headers, query: {} })).status;
}
const receiptsOf = (ref: string) => h.sql('select packet_id, handled_at is not null as handled from agreements.provider_receipts where provider_ref = $1', [ref]);
const isDue = async (packetId: string): Promise<boolean> => (await h.sql(`select 1 from agreements.due where kind = 'look' and id = $1 and due_at <= clock_timestamp()`, [idToUuid(packetId)])).length > 0;

it('looks at a packet whose completion was told before the answer to its sending was there', async () => {
  const { agreementId } = await aWrittenAgreement(h);
  const packetId = await aSendingPacket(h, agreementId);
  carrier.meanwhile = async () => { expect(await called('env-1')).toBe(200); };
  await h.sweep('carry-packets');
  carrier.meanwhile = null;
  expect(await seePacket(h, packetId)).toMatchObject({ state: 'SENT', providerRef: 'env-1' });
  expect(await receiptsOf('env-1')).toEqual([{ packet_id: idToUuid(packetId), handled: true }]);
  expect(await isDue(packetId)).toBe(true);
});

it('looks at a packet whose number became known by news, and asks for no look where nothing was told before', async () => {
  const { agreementId } = await aWrittenAgreement(h);
  const packetId = await aSendingPacket(h, agreementId);
  expect(await called('env-by-news', 'envelope-sent')).toBe(200);
  expect(await isDue(packetId)).toBe(false);
  await hear(h, packetId, said(await seePacket(h, packetId), 'SENT', [], { providerRef: 'env-by-news' }));
  expect([await isDue(packetId), await receiptsOf('env-by-news')]).toEqual([true, [{ packet_id: idToUuid(packetId), handled: true }]]);
  const other = await aSendingPacket(h, (await aWrittenAgreement(h)).agreementId);
  await h.sweep('carry-packets');
  expect([(await seePacket(h, other)).state, await isDue(other)]).toEqual(['SENT', false]);
});

it('misses nothing when a callback and the number of its packet come in the same moment, whichever is first', async () => {
  const refs = Array.from({ length: 40 }, (_, n) => `racing-${n}`);
  const packets = await knownPackets(h, h.firm.id, 'DOCUSIGN', refs);
  await h.sql(`update agreements.packets set provider_ref = null where provider_ref like 'racing-%'`);
  const known = (ref: string): Promise<void> => inFirm(h, h.firm.id, async (ctx) => {
    await ctx.sql('update agreements.packets set provider_ref = $2 where id = $1', [idToUuid(packets.get(ref) ?? ''), ref]);
    await lookIfHeardBefore(ctx, { id: packets.get(ref) ?? '' }, ref);
  });
  await Promise.all(refs.flatMap((ref, n) => (n % 2 ? [called(ref), known(ref)] : [known(ref), called(ref)])));
  for (const ref of refs) expect([ref, await receiptsOf(ref), await isDue(packets.get(ref) ?? '')]).toEqual([ref, [{ packet_id: idToUuid(packets.get(ref) ?? ''), handled: true }], true]);
});

it('shows receipts to nobody outside of the firm, and lets no client\'s person or visitor see one', async () => {
  const context = { 'app.tenant_id': idToUuid(h.firm.id), 'app.client_id': idToUuid(newId('cli')) };
  const seen = async (kind: string, firm = h.firm.id) => (await h.sqlAs('rw', { ...context, 'app.tenant_id': idToUuid(firm), 'app.actor_kind': kind }, 'select id from agreements.provider_receipts')).length;
  expect(await seen('staff')).toBeGreaterThan(0);
  expect([await seen('portal'), await seen('public'), await seen('staff', h.otherFirm.id), await seen('provider', h.otherFirm.id)]).toEqual([0, 0, 0, 0]);
});
