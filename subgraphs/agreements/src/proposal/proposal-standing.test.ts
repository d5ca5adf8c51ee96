import type { Harness } from '@firmament/kit/testing';
import { aClause, aClient, act, anOffer, ask, aSentProposal, aTemplate, clauseNode, doc, words } from '../../test/firm.js';
import { openAgreements } from '../../test/store.js';

let h: Harness;
let clientId: string;
beforeAll(async () => { h = await openAgreements(); clientId = await aClient(h); });
afterAll(async () => { await h?.stop(); });

const read = 'query($id: ID!) { proposal(id: $id) { deviations { clauseVersionId name kind } agreement { id status } } }';

it('names each fixed clause that a proposal changes or leaves out', async () => {
  const [liability, fees] = [await aClause(h, 'Limit of liability'), await aClause(h, 'Fees')];
  const templateVersionId = await aTemplate(h, doc(words('Dear client,'), clauseNode(liability), clauseNode(fees)));
  const { id } = await act(h, h.staff(), 'createProposal', { clientId, ...anOffer({ templateVersionId, contractBody: doc(clauseNode(liability, words('It is not limited.'))) }) });
  expect(await ask(h, h.staff(), read, { id })).toEqual({ agreement: null, deviations: [{ clauseVersionId: fees, name: 'Fees', kind: 'REMOVED' }, { clauseVersionId: liability, name: 'Limit of liability', kind: 'CHANGED' }] });
});

it('names none where the text is the one of the template', async () => {
  const templateVersionId = await aTemplate(h, doc(words('Dear client,'), clauseNode(await aClause(h))));
  const { id } = await act(h, h.staff(), 'createProposal', { clientId, ...anOffer({ templateVersionId }) });
  expect(await ask(h, h.staff(), read, { id })).toEqual({ deviations: [], agreement: null });
});

it('leads to the agreement that was written from it, for those who may see agreements', async () => {
  const id = await aSentProposal(h, clientId, { templateVersionId: await aTemplate(h, doc(words('We agree.'))) });
  await act(h, h.portal(clientId), 'acceptProposal', { proposalId: id, selection: { optionKey: 'good' } });
  const written = await act(h, h.staff(), 'draftAgreementFromProposal', { proposalId: id });
  expect(await ask(h, h.staff(), read, { id })).toEqual({ deviations: [], agreement: { id: written.id, status: 'DRAFT' } });
  const { data, errors } = await h.as(h.staff(['agreements.proposal.view'])).run(read, { id });
  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect(data).toEqual({ proposal: { deviations: [], agreement: null } });
});
