import { newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { FakeCarrier } from '../../test/fake-carrier.js';
import { aClause, act, ask, refusal } from '../../test/firm.js';
import { aSentPacket, aWrittenAgreement, hear, said } from '../../test/signing-room.js';
import { openAgreements } from '../../test/store.js';

let h: Harness;
const today = new Date('2026-11-19T11:18:00Z');
beforeAll(async () => { h = await openAgreements(new FakeCarrier()); });
beforeEach(() => { h.setNow(today); });
afterAll(async () => { await h?.stop(); });

const accounts = { key: 'accounts', title: 'File the accounts', party: 'FIRM', afterDays: 30, everyMonths: 12 };
const records = { key: 'records', title: 'Send the records', party: 'CLIENT', afterDays: 14 };
interface Duty { id: string; title: string; party: string; dueOn: string; state: string }
const shown = '{ id title party dueOn state }';
const dutiesOf = async (agreementId: string): Promise<Duty[]> => (await ask<{ obligations: Duty[] }>(h, h.staff(), `query($id: ID!) { agreement(id: $id) { obligations ${shown} } }`, { id: agreementId })).obligations;
const facts = async (type: string, agreementId: string) => (await h.events(`agreements.obligation.${type}`)).map((one) => one.data).filter((data) => data.agreementId === agreementId);

/** An agreement in force, of a template with these duties. */
async function inForce(template: Record<string, unknown> = { obligations: [accounts, records] }): Promise<{ agreementId: string; clientId: string }> {
  const made = await aWrittenAgreement(h, { template });
  const packet = await aSentPacket(h, made.agreementId);
  for (const _ of [1, 2]) await hear(h, packet.id, said(packet, 'COMPLETED', ['Marion Marlowe', 'Ines Calder']));
  return made;
}

it('writes down what the text obliges both sides to when the agreement comes into force, once, and tells each a week ahead', async () => {
  const waiting = await aWrittenAgreement(h, { template: { obligations: [accounts] } });
  expect(await dutiesOf(waiting.agreementId)).toEqual([]);
  const { agreementId } = await inForce();
  expect(await dutiesOf(agreementId)).toMatchObject([{ title: 'Send the records', party: 'CLIENT', dueOn: '2026-12-03', state: 'OPEN' }, { title: 'File the accounts', party: 'FIRM', dueOn: '2026-12-19', state: 'OPEN' }]);
  expect(await facts('recorded', agreementId)).toHaveLength(2);
  h.setNow(new Date('2026-11-26T00:00:01Z'));
  for (const _ of [1, 2]) await h.sweep('tell-obligations');
  expect(await facts('due', agreementId)).toMatchObject([{ title: 'Send the records', party: 'CLIENT', dueOn: '2026-12-03' }]);
});

it('closes a duty once; one that comes again is due on its next day, and not after the end of the agreement', async () => {
  const { agreementId } = await inForce({ obligations: [{ ...accounts, everyMonths: 6 }, records], termMonths: 9 });
  const [sent, filed] = await dutiesOf(agreementId);
  await act(h, h.staff(), 'closeObligation', { obligationId: sent?.id, state: 'FULFILLED' });
  expect(await refusal(h, h.staff(), 'closeObligation', { obligationId: sent?.id, state: 'WAIVED' })).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_OBLIGATION_CLOSED', state: 'FULFILLED' });
  expect(await act(h, h.staff(), 'closeObligation', { obligationId: filed?.id, state: 'WAIVED', note: 'Not this year.' }, '{ state note }')).toEqual({ state: 'WAIVED', note: 'Not this year.' });
  const [, , next] = await dutiesOf(agreementId);
  expect(next).toMatchObject({ title: 'File the accounts', dueOn: '2027-06-19', state: 'OPEN' });
  await act(h, h.staff(), 'closeObligation', { obligationId: next?.id, state: 'FULFILLED' });
  // The agreement ends on 18 August 2027, before it would be due again.
  expect(await dutiesOf(agreementId)).toHaveLength(3);
  expect(await facts('closed', agreementId)).toMatchObject([{ fulfilled: true, note: null }, { fulfilled: false, note: 'Not this year.' }, { fulfilled: true }]);
  h.setNow(new Date('2027-06-19T00:00:01Z'));
  await h.sweep('tell-obligations');
  expect(await facts('due', agreementId)).toEqual([]);
});

it('takes what people add, lists all by day, and lets go what would be due after the end', async () => {
  const { agreementId } = await inForce({ obligations: [accounts] });
  const clauseVersion = await aClause(h, 'Audit');
  const [clause] = await ask<{ id: string; versions: { id: string }[] }[]>(h, h.staff(), '{ clauses { id versions { id } } }');
  expect(clause?.versions.map((one) => one.id)).toContain(clauseVersion);
  const added = await act<Duty>(h, h.staff(), 'addObligation', { agreementId, title: ' Meet for the audit ', party: 'FIRM', dueOn: '2026-11-30', clauseId: clause?.id }, '{ id title clauseId agreement { id } client { id } }');
  expect(added).toMatchObject({ title: 'Meet for the audit', clauseId: clause?.id, agreement: { id: agreementId } });
  const { nodes } = await ask<{ nodes: Duty[] }>(h, h.staff(), `query { obligations(first: 100, states: [OPEN], party: FIRM) { nodes ${shown} } }`);
  expect(nodes.map((one) => one.dueOn)).toEqual([...nodes.map((one) => one.dueOn)].sort());
  expect(nodes.map((one) => one.id)).toContain(added.id);
  await act(h, h.staff(), 'endAgreement', { agreementId, endedOn: '2026-12-01' });
  expect(await dutiesOf(agreementId)).toMatchObject([{ id: added.id, state: 'OPEN' }, { state: 'WAIVED' }]);
});

it('tells nothing of an agreement that nobody has signed', async () => {
  const { agreementId } = await aWrittenAgreement(h);
  await act(h, h.staff(), 'addObligation', { agreementId, title: 'Meet', party: 'FIRM', dueOn: '2026-11-20' });
  await h.sweep('tell-obligations');
  expect(await facts('due', agreementId)).toEqual([]);
  const packet = await aSentPacket(h, agreementId);
  await hear(h, packet.id, said(packet, 'COMPLETED', ['Marion Marlowe', 'Ines Calder']));
  h.setNow(new Date('2026-11-20T12:00:00Z'));
  await h.sweep('tell-obligations');
  expect(await facts('due', agreementId)).toMatchObject([{ title: 'Meet' }]);
});

it('lists what ends by a day, the first end on top', async () => {
  const [long, short] = [await inForce({ termMonths: 24 }), await inForce({ termMonths: 2 })];
  const ending = (by: string) => ask<{ nodes: { id: string }[] }>(h, h.staff(), 'query($by: Date!) { agreements(first: 100, endingBy: $by) { nodes { id } } }', { by });
  expect((await ending('2027-01-18')).nodes.map((one) => one.id)).toEqual([short.agreementId]);
  const ids = (await ending('2028-12-31')).nodes.map((one) => one.id);
  expect([ids[0], ids.at(-1)]).toEqual([short.agreementId, long.agreementId]);
});

it('refuses a day that does not exist, an unknown clause, twins, an agreement that binds nobody, and changes nothing', async () => {
  const { agreementId } = await inForce({ obligations: [] });
  const duty = { agreementId, title: 'Meet', party: 'FIRM', dueOn: '2026-12-01' };
  expect(await refusal(h, h.staff(), 'addObligation', { ...duty, title: '' })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.title' });
  expect(await refusal(h, h.staff(), 'addObligation', { ...duty, clauseId: newId('cls') })).toMatchObject({ code: 'NOT_FOUND' });
  expect((await refusal(h, h.staff(), 'addObligation', { ...duty, dueOn: '2026-02-30' }))?.code).toBe('BAD_USER_INPUT');
  await act(h, h.staff(), 'endAgreement', { agreementId, endedOn: '2026-11-30' });
  expect(await refusal(h, h.staff(), 'addObligation', duty)).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_AGREEMENT_STATE', state: 'ENDED' });
  expect(await dutiesOf(agreementId)).toEqual([]);
  const body = { type: 'doc', content: [{ type: 'paragraph' }] };
  expect(await refusal(h, h.staff(), 'createContractTemplate', { name: 'Twins', words: { body, obligations: [accounts, accounts] } })).toMatchObject({ reason: 'AGREEMENTS_OBLIGATION', field: 'input.words.obligations' });
});

it('is closed to another firm, to clients, to visitors and to staff without the right', async () => {
  const { agreementId, clientId } = await inForce();
  const [duty] = await dutiesOf(agreementId);
  const close = { obligationId: duty?.id, state: 'FULFILLED' };
  expect((await refusal(h, h.staff(['*'], h.otherFirm.id), 'closeObligation', close))?.code).toBe('NOT_FOUND');
  expect((await refusal(h, h.staff(['*'], h.otherFirm.id), 'addObligation', { agreementId, title: 'No', party: 'FIRM', dueOn: '2026-12-01' }))?.code).toBe('NOT_FOUND');
  for (const actor of [h.portal(clientId), h.staff(['agreements.obligation.view'])]) expect((await refusal(h, actor, 'closeObligation', close))?.code).toBe('FORBIDDEN');
  expect((await refusal(h, h.public(), 'closeObligation', close))?.code).toBe('UNAUTHENTICATED');
  expect((await h.as(h.portal(clientId)).run('{ obligations(first: 5) { nodes { id } } }')).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect(await ask<{ nodes: unknown[] }>(h, h.staff(['*'], h.otherFirm.id), '{ obligations(first: 5) { nodes { id } } }')).toEqual({ nodes: [] });
  const [row] = await h.sql('select tenant_id, client_id from agreements.obligations where client_id is not null limit 1');
  expect(await h.sqlAs('rw', { 'app.tenant_id': row?.tenant_id as string, 'app.client_id': row?.client_id as string, 'app.actor_kind': 'portal' }, 'select id from agreements.obligations')).toEqual([]);
});
