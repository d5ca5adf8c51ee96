import { clientMerged, newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aClause, aClient, act, anOffer, ask, aSentProposal, aTemplate, bestWithPayroll, clauseNode, doc, offered, refusal, words } from '../../test/firm.js';
import agreements from '../subgraph.js';

let h: Harness;
let clientId: string;
beforeAll(async () => { h = await testSubgraph(agreements); clientId = await aClient(h); });
afterAll(async () => { await h?.stop(); });

const read = 'query($id: ID!) { proposal(id: $id) { state version answerable answeredBy answeredAt selection { optionKey addOnKeys quantities { key quantity } } quote { total { decimal currency } fixedTotal { decimal } recurring { period total { decimal } } plan { timing amount { decimal } } lines { key gross { decimal } } } } }';
const see = (id: string, actor = h.portal(clientId)) => ask<Record<string, unknown>>(h, actor, read, { id });
const good = { optionKey: 'good' };
const factsOf = async (type: string, id: string) => (await h.events(type)).map((one) => one.data).filter((data) => data.proposalId === id);

const prices = 'query($id: ID!) { proposal(id: $id) { optionQuotes { key quote { fixedTotal { decimal } recurring { period total { decimal } } } } } }';

it('is written, sent, opened, chosen from and accepted, with who, when and from where, and every penny', async () => {
  const { id } = await act(h, h.staff(), 'createProposal', { clientId, ...anOffer({ expiresOn: '2026-12-01' }) });
  expect((await h.as(h.portal(clientId)).run(read, { id })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  await act(h, h.staff(), 'sendProposal', { proposalId: id });
  const client = h.portal(clientId);
  expect(await see(id, client)).toMatchObject({ state: 'SENT', answerable: true, selection: { optionKey: 'best', addOnKeys: [] }, quote: { total: { decimal: '1500.00', currency: 'GBP' }, fixedTotal: { decimal: '1200.00' } } });
  for (const _ of [1, 2]) await act(h, client, 'viewProposal', { proposalId: id });
  await act(h, client, 'chooseProposal', { proposalId: id, selection: bestWithPayroll });
  expect(await see(id)).toMatchObject({ state: 'VIEWED', quote: { total: { decimal: '1859.96' }, recurring: [{ period: 'MONTH', total: { decimal: '659.96' } }] } });
  await act(h, client, 'acceptProposal', { proposalId: id, selection: bestWithPayroll });
  expect(await see(id)).toMatchObject({
    state: 'ACCEPTED', answerable: false, answeredBy: 'Marion Marlowe', answeredAt: '2026-11-19T11:18:00.000Z',
    quote: { total: { decimal: '1859.96' }, plan: [{ timing: 'DEPOSIT', amount: { decimal: '360.00' } }, { timing: 'ON_COMPLETION', amount: { decimal: '840.00' } }, { timing: 'RECURRING', amount: { decimal: '300.00' } }, { timing: 'RECURRING', amount: { decimal: '359.96' } }] },
  });
  expect(await factsOf('agreements.proposal.viewed', id)).toHaveLength(1);
  expect(await factsOf('agreements.proposal.accepted', id)).toMatchObject([{ optionKey: 'best', total: { minor: '185996', currency: 'GBP' }, fixedTotal: { minor: '120000' }, acceptedBy: 'Marion Marlowe', selection: [{ key: 'accounts' }, { key: 'advice' }, { key: 'payroll', quantity: 3 }] }]);
});

it('takes the first yes of two at once; the other one reads who was first', async () => {
  const id = await aSentProposal(h, clientId);
  const document = 'mutation($input: ProposalChoiceInput!) { acceptProposal(input: $input) { selection { optionKey } } }';
  const answers = await Promise.all(['good', 'best'].map((optionKey) => h.as(h.portal(clientId)).run(document, { input: { proposalId: id, selection: { optionKey } } })));
  const refused = answers.filter((one) => one.errors);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_PROPOSAL_STATE', state: 'ACCEPTED', answeredBy: 'Marion Marlowe' });
  expect(await factsOf('agreements.proposal.accepted', id)).toHaveLength(1);
});

it('never changes what was accepted, not even in the database, but follows a merged client', async () => {
  const [from, survivorId] = [await aClient(h), await aClient(h)];
  const id = await aSentProposal(h, from);
  await act(h, h.portal(from), 'acceptProposal', { proposalId: id, selection: good });
  expect(await refusal(h, h.staff(), 'changeProposal', { proposalId: id, ...anOffer() })).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_PROPOSAL_ACCEPTED' });
  expect(await refusal(h, h.staff(), 'createProposal', { clientId: from, ...anOffer(), replacesId: id })).toMatchObject({ reason: 'AGREEMENTS_PROPOSAL_ACCEPTED' });
  for (const change of ['accepted_lines = accepted_lines || accepted_lines', `answered_by = 'Somebody'`, `state = 'SENT'`]) await expect(h.sql(`update agreements.proposals set ${change} where answered_at is not null and state = 'ACCEPTED'`)).rejects.toThrow('an accepted proposal never changes');
  await expect(h.sql(`delete from agreements.proposals where state = 'ACCEPTED'`)).rejects.toThrow('an accepted proposal never changes');
  await h.deliver(clientMerged, { survivorId, mergedIds: [from], mergeId: 'merge-1' });
  expect(await see(id, h.portal(survivorId))).toMatchObject({ state: 'ACCEPTED' });
});

it('is turned down with a reason, once', async () => {
  const id = await aSentProposal(h, clientId);
  await act(h, h.portal(clientId), 'rejectProposal', { proposalId: id, reason: 'Too dear.' });
  expect(await factsOf('agreements.proposal.rejected', id)).toMatchObject([{ by: 'Marion Marlowe', reason: 'Too dear.' }]);
  expect(await refusal(h, h.portal(clientId), 'acceptProposal', { proposalId: id, selection: good })).toMatchObject({ reason: 'AGREEMENTS_PROPOSAL_STATE', state: 'REJECTED' });
});

it('cannot be accepted after its last day, before the sweep saw it and after', async () => {
  const id = await aSentProposal(h, clientId, { expiresOn: '2026-11-20' });
  const tooLate = () => refusal(h, h.portal(clientId), 'acceptProposal', { proposalId: id, selection: good });
  await h.sweep('expire-proposals');
  expect(await see(id)).toMatchObject({ state: 'SENT', answerable: true });
  h.setNow(new Date('2026-11-21T12:00:00Z'));
  try {
    expect(await tooLate()).toMatchObject({ reason: 'AGREEMENTS_PROPOSAL_STATE', state: 'EXPIRED' });
    for (const _ of [1, 2]) await h.sweep('expire-proposals');
    expect(await tooLate()).toMatchObject({ state: 'EXPIRED' });
    expect(await see(id)).toMatchObject({ state: 'EXPIRED', answerable: false });
    expect(await factsOf('agreements.proposal.expired', id)).toHaveLength(1);
    expect(await refusal(h, h.staff(), 'sendProposal', { proposalId: (await act(h, h.staff(), 'createProposal', { clientId, ...anOffer({ expiresOn: '2026-11-20' }) })).id })).toMatchObject({ reason: 'AGREEMENTS_OFFER' });
  } finally { h.setNow(new Date('2026-11-19T11:18:00Z')); }
});

it('says what each package costs as it stands, whatever the client has chosen by now', async () => {
  const id = await aSentProposal(h, clientId);
  const before = await ask<{ optionQuotes: unknown }>(h, h.portal(clientId), prices, { id });
  expect(before.optionQuotes).toEqual([
    { key: 'good', quote: { fixedTotal: { decimal: '1200.00' }, recurring: [] } }, { key: 'best', quote: { fixedTotal: { decimal: '1200.00' }, recurring: [{ period: 'MONTH', total: { decimal: '300.00' } }] } },
  ]);
  await act(h, h.portal(clientId), 'chooseProposal', { proposalId: id, selection: bestWithPayroll });
  expect((await ask<{ optionQuotes: unknown }>(h, h.portal(clientId), prices, { id })).optionQuotes).toEqual(before.optionQuotes);
});

it('steps aside when a newer one is sent, and not before', async () => {
  const older = await aSentProposal(h, clientId);
  const { id: newer } = await act(h, h.staff(), 'createProposal', { clientId, ...anOffer(), replacesId: older });
  expect(await see(older)).toMatchObject({ state: 'SENT' });
  await act(h, h.staff(), 'sendProposal', { proposalId: newer });
  expect(await refusal(h, h.portal(clientId), 'acceptProposal', { proposalId: older, selection: good })).toMatchObject({ state: 'SUPERSEDED' });
  expect(await factsOf('agreements.proposal.superseded', older)).toMatchObject([{ byProposalId: newer, revision: 1 }]);
  expect(await factsOf('agreements.proposal.sent', newer)).toMatchObject([{ revision: 2 }]);
});

it('goes out with other words in a fixed clause only after a partner agreed to exactly these words', async () => {
  const clause = await aClause(h, 'Limit of liability');
  const templateVersionId = await aTemplate(h, doc(words('Dear client,'), clauseNode(clause)));
  const softened = (text: string) => anOffer({ templateVersionId, contractBody: doc(words('Dear friend,'), clauseNode(clause, words(text))) });
  const { id: proposalId } = await act(h, h.staff(), 'createProposal', { clientId, ...softened('Liability is not limited.') });
  expect(await refusal(h, h.staff(), 'sendProposal', { proposalId })).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_DEVIATION', clauses: ['Limit of liability'] });
  expect((await refusal(h, h.staff(['agreements.proposal.*']), 'approveDeviations', { proposalId }))?.code).toBe('FORBIDDEN');
  await act(h, h.staff(), 'approveDeviations', { proposalId });
  await act(h, h.staff(), 'changeProposal', { proposalId, ...softened('Liability is not limited at all.') });
  expect(await refusal(h, h.staff(), 'sendProposal', { proposalId })).toMatchObject({ reason: 'AGREEMENTS_DEVIATION' });
  expect(await act(h, h.staff(), 'approveDeviations', { proposalId }, '{ deviationBy }')).toEqual({ deviationBy: 'Ines Calder' });
  expect(await act(h, h.staff(), 'sendProposal', { proposalId }, '{ state }')).toEqual({ state: 'SENT' });
  expect(await factsOf('agreements.proposal.deviation_approved', proposalId)).toHaveLength(2);
  const { id: plain } = await act(h, h.staff(), 'createProposal', { clientId, ...anOffer({ templateVersionId }) });
  expect(await refusal(h, h.staff(), 'approveDeviations', { proposalId: plain })).toMatchObject({ reason: 'AGREEMENTS_NO_DEVIATION' });
});

it.each<[string, Record<string, unknown>, string]>([
  ['a line that recurs without a period', { options: [{ key: 'a', name: 'A', lines: [offered('x', { timing: 'RECURRING' })] }] }, 'AGREEMENTS_OFFER'], ['a currency that is none', { currency: 'XQQ' }, 'AGREEMENTS_OFFER'], ['a day that does not exist', { expiresOn: '2026-02-30' }, ''],
  ['a text without a template', { contractBody: doc(words('x')) }, 'AGREEMENTS_OFFER'], ['a template nobody published', { templateVersionId: newId('ctv') }, ''], ['a NUL', { title: 'a\u0000' }, ''], ['a client nobody knows', { clientId: newId('cli') }, ''],
])('refuses %s and writes nothing', async (_, more, reason) => {
  const count = () => h.sql('select count(*) from agreements.proposals');
  const before = await count();
  const { errors } = await h.as(h.staff()).run('mutation($input: CreateProposalInput!) { createProposal(input: $input) { id } }', { input: { clientId, ...anOffer(), ...more } });
  expect(errors).toBeDefined();
  expect(errors?.[0]?.extensions?.code).not.toBe('INTERNAL');
  if (reason) expect(errors?.[0]?.extensions?.reason).toBe(reason);
  expect(await count()).toEqual(before);
});

it('is closed to other clients, other firms, visitors and staff; nobody answers for the client', async () => {
  const id = await aSentProposal(h, clientId);
  const yes = { proposalId: id, selection: good };
  for (const actor of [h.portal(newId('cli')), h.portal(clientId, h.otherFirm.id)]) {
    expect((await h.as(actor).run(read, { id })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
    expect((await refusal(h, actor, 'acceptProposal', yes))?.code).toBe('NOT_FOUND');
  }
  expect(await refusal(h, h.staff(), 'acceptProposal', yes)).toMatchObject({ code: 'FORBIDDEN', reason: 'AGREEMENTS_ONLY_CLIENT' });
  expect((await refusal(h, h.staff(['agreements.proposal.view']), 'sendProposal', { proposalId: id }))?.code).toBe('FORBIDDEN');
  expect((await refusal(h, h.portal(clientId), 'sendProposal', { proposalId: id }))?.code).toBe('FORBIDDEN');
  expect((await refusal(h, h.public(), 'acceptProposal', yes))?.code).toBe('UNAUTHENTICATED');
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run('{ proposals { totalCount } }')).data).toEqual({ proposals: { totalCount: 0 } });
  expect(await refusal(h, h.portal(clientId), 'acceptProposal', { proposalId: id, selection: { optionKey: 'gold' } })).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'AGREEMENTS_SELECTION' });
  expect(await see(id)).toMatchObject({ state: 'SENT' });
});
