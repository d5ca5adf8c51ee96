import { clientCreated, contactLinked, firmRegistered, idToUuid, newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { PDF } from '@libpdf/core';
import { aClient, act, anOffer, ask, aSentProposal, aTemplate, bestWithPayroll, doc, field, refusal, words } from '../../test/firm.js';
import { openAgreements } from '../../test/store.js';

let h: Harness;
let clientId: string;
let templateVersionId: string;
beforeAll(async () => {
  h = await openAgreements();
  clientId = await aClient(h);
  await h.deliver(firmRegistered, { firmId: h.firm.id, name: 'Harbour & Vale', slug: 'harbour', timeZone: 'Europe/London', currency: 'GBP', ownerUserId: newId('usr') });
  await h.deliver(clientCreated, { clientId, displayName: 'Marlowe Boats', kind: 'ORG', status: 'PROSPECT', ownerUserId: null, source: 'STAFF' });
  await h.deliver(contactLinked, { contactId: newId('con'), clientId, linkId: newId('lnk'), contactName: 'Marion Marlowe', role: 'OWNER', isPrimary: true, isSignatory: true, isBilling: true, portalAccess: true });
  const paragraph = { type: 'paragraph', content: [field('firm.name'), { type: 'text', text: ' and ' }, field('client.displayName'), { type: 'text', text: ', for ' }, field('contact.name'), { type: 'text', text: ', total ' }, field('proposal.total'), field('lines')] };
  templateVersionId = await aTemplate(h, doc(paragraph), { termMonths: 12, renewalNoticeDays: 60 });
});
afterAll(async () => { await h?.stop(); });

async function accepted(more: Record<string, unknown> = {}, selection: Record<string, unknown> = bestWithPayroll): Promise<string> {
  const proposalId = await aSentProposal(h, clientId, { templateVersionId, ...more });
  await act(h, h.portal(clientId), 'acceptProposal', { proposalId, selection });
  return proposalId;
}
const shown = '{ id status currency versions { versionNo state body documentSha256 documentSize quote { total { decimal } lines { key gross { decimal } } } download { url } changes { key } } }';
interface Shown { id: string; status: string; versions: { versionNo: number; state: string; documentSha256: string; documentSize: number; download: { url: string }; quote: { total: { decimal: string } } }[] }

it('writes the contract of what was accepted: lines to the penny, fields filled, a document in the store', async () => {
  const proposalId = await accepted();
  const { data, errors } = await h.as(h.service()).run(`mutation($input: DraftAgreementFromProposalInput!) { draftAgreementFromProposal(input: $input) ${shown} }`, { input: { proposalId } });
  expect(errors).toBeUndefined();
  const agreement = data?.draftAgreementFromProposal as Shown;
  expect(agreement).toMatchObject({ status: 'DRAFT', currency: 'GBP', versions: [{ versionNo: 1, state: 'DRAFT', changes: [], quote: { total: { decimal: '1859.96' }, lines: [{ key: 'accounts', gross: { decimal: '1200.00' } }, { key: 'advice', gross: { decimal: '300.00' } }, { key: 'payroll', gross: { decimal: '359.96' } }] } }] });
  const bytes = new Uint8Array(await (await fetch(agreement.versions[0]?.download.url ?? '')).arrayBuffer());
  expect(bytes.length).toBe(agreement.versions[0]?.documentSize);
  expect([...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(agreement.versions[0]?.documentSha256);
  const text = (await PDF.load(bytes)).extractText().map((page) => page.text).join(' ');
  for (const part of ['Harbour & Vale and Marlowe Boats, for Marion Marlowe', '1,859.96 GBP', '3 × The payroll', 'Each month']) expect(text).toContain(part);
  expect((await h.events('agreements.agreement.drafted')).map((one) => one.data.agreementId)).toContain(agreement.id);
  expect(await act<Shown>(h, h.staff(), 'draftAgreementFromProposal', { proposalId }, '{ id versions { versionNo } }')).toEqual({ id: agreement.id, versions: [{ versionNo: 1 }] });
  expect((await h.as(h.portal(clientId)).run('query($id: ID!) { agreement(id: $id) { id } }', { id: agreement.id })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  await expect(h.sql(`update agreements.agreement_versions set lines = '[]'`)).rejects.toThrow('what was written never changes');
});

it('writes nothing while a field is open, and names every such field', async () => {
  const legal = await aTemplate(h, doc({ type: 'paragraph', content: [field('client.legalName'), field('agreement.effectiveOn'), field('firm.name')] }));
  const proposalId = await accepted({ templateVersionId: legal });
  const before = await h.sql('select count(*) from agreements.agreements');
  expect(await refusal(h, h.staff(), 'draftAgreementFromProposal', { proposalId })).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_FIELDS_UNRESOLVED', fields: ['client.legalName', 'agreement.effectiveOn'] });
  expect(await h.sql('select count(*) from agreements.agreements')).toEqual(before);
  const filled = await act<{ versions: { body: unknown }[] }>(h, h.staff(), 'draftAgreementFromProposal', { proposalId, effectiveOn: '2027-01-01', values: [{ name: 'client.legalName', value: 'Marlowe Boats Ltd' }] }, '{ versions { body } }');
  expect(JSON.stringify(filled)).toContain('Marlowe Boats Ltd');
  expect(JSON.stringify(filled)).toContain('1 January 2027');
});

it.each<[string, () => Promise<Record<string, unknown>>, Record<string, unknown>]>([
  ['a proposal nobody accepted', async () => ({ proposalId: await aSentProposal(h, clientId, { templateVersionId }) }), { reason: 'AGREEMENTS_PROPOSAL_STATE', state: 'SENT' }],
  ['a proposal without a template', async () => ({ proposalId: await accepted({ templateVersionId: null }) }), { code: 'NOT_FOUND' }],
  ['a day that does not exist', async () => ({ proposalId: await accepted(), effectiveOn: '2026-02-31' }), {}],
  ['a proposal nobody knows', async () => ({ proposalId: newId('prp') }), { code: 'NOT_FOUND' }],
  ['a change of an agreement nobody knows', async () => ({ proposalId: await accepted(), amendsAgreementId: newId('agr') }), { code: 'NOT_FOUND' }],
])('refuses %s', async (_, input, expected) => {
  const before = await h.sql('select count(*) from agreements.agreement_versions');
  const { errors } = await h.as(h.staff()).run('mutation($input: DraftAgreementFromProposalInput!) { draftAgreementFromProposal(input: $input) { id } }', { input: await input() });
  expect(errors?.[0]?.extensions?.code).not.toBe('INTERNAL');
  expect(errors?.[0]?.extensions).toMatchObject(expected);
  expect(await h.sql('select count(*) from agreements.agreement_versions')).toEqual(before);
});

describe('a proposal that names the agreement which it changes', () => {
  /** An agreement in force, as the last signature leaves it. */
  async function inForce(): Promise<string> {
    const { id } = await act(h, h.staff(), 'draftAgreementFromProposal', { proposalId: await accepted() });
    await h.sql(`update agreements.agreements set status = 'ACTIVE', signed_at = now(), effective_on = '2026-11-19', version_in_force = 1 where id = $1`, [idToUuid(id)]);
    return id;
  }

  it('becomes the next version of it, and no other agreement', async () => {
    const agreementId = await inForce();
    const proposalId = await accepted({ amendsAgreementId: agreementId });
    const [fact] = (await h.events('agreements.proposal.accepted')).filter((one) => one.data.proposalId === proposalId);
    expect(fact?.data).toMatchObject({ amendsAgreementId: agreementId });
    const before = await h.sql('select count(*) from agreements.agreements');
    expect(await act(h, h.service(), 'draftAgreementFromProposal', { proposalId }, '{ id status versions { versionNo state } }')).toMatchObject({ id: agreementId, status: 'ACTIVE', versions: expect.arrayContaining([expect.objectContaining({ versionNo: 2, state: 'DRAFT' })]) as object });
    expect(await h.sql('select count(*) from agreements.agreements')).toEqual(before);
    expect(await ask(h, h.portal(clientId), 'query($id: ID!) { proposal(id: $id) { amendsAgreementId } }', { id: proposalId })).toEqual({ amendsAgreementId: agreementId });
  });

  it('is refused for an agreement that is not in force, in another currency, of another client, or of nobody, and is not written', async () => {
    const agreementId = await inForce();
    const before = await h.sql('select count(*) from agreements.proposals');
    const refused = (more: Record<string, unknown>, actor = h.staff()) => refusal(h, actor, 'createProposal', { clientId, ...anOffer({ amendsAgreementId: agreementId, ...more }) });
    expect(await refused({ amendsAgreementId: newId('agr') })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refused({ currency: 'EUR' })).toMatchObject({ reason: 'AGREEMENTS_OFFER', field: 'input.currency' });
    expect(await refused({ clientId: await aClient(h) })).toMatchObject({ reason: 'AGREEMENTS_OFFER', field: 'input.amendsAgreementId' });
    await h.sql(`update agreements.agreements set status = 'ENDED' where id = $1`, [idToUuid(agreementId)]);
    expect(await refused({})).toMatchObject({ reason: 'AGREEMENTS_AGREEMENT_STATE', state: 'ENDED' });
    expect(await h.sql('select count(*) from agreements.proposals')).toEqual(before);
  });
});

it('writes nothing while the store is down, and says so', async () => {
  const proposalId = await accepted();
  const other = await openAgreements(undefined, { S3_ENDPOINT: 'http://127.0.0.1:1' });
  try {
    await other.knowClient(clientId);
    const version = await aTemplate(other, doc(words('Plain')));
    const own = await aSentProposal(other, clientId, { templateVersionId: version });
    await act(other, other.portal(clientId), 'acceptProposal', { proposalId: own, selection: bestWithPayroll });
    expect(await refusal(other, other.staff(), 'draftAgreementFromProposal', { proposalId: own })).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_STORE_UNAVAILABLE' });
    expect(await other.sql('select 1 from agreements.agreements')).toEqual([]);
  } finally { await other.stop(); }
  expect(await ask(h, h.staff(), 'query($id: ID!) { proposal(id: $id) { state } }', { id: proposalId })).toEqual({ state: 'ACCEPTED' });
});

it('is closed to another firm, to clients, to visitors and to staff without the right', async () => {
  const input = { proposalId: await accepted() };
  expect((await refusal(h, h.staff(['*'], h.otherFirm.id), 'draftAgreementFromProposal', input))?.code).toBe('NOT_FOUND');
  expect((await refusal(h, h.portal(clientId), 'draftAgreementFromProposal', input))?.code).toBe('FORBIDDEN');
  expect((await refusal(h, h.public(), 'draftAgreementFromProposal', input))?.code).toBe('UNAUTHENTICATED');
  expect((await refusal(h, h.staff(['agreements.agreement.view']), 'draftAgreementFromProposal', input))?.code).toBe('FORBIDDEN');
});
