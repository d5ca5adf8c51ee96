import { newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aClause, act, ask, aTemplate, clauseNode, doc, field, refusal, words } from '../../test/firm.js';
import agreements from '../subgraph.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(agreements); });
afterAll(async () => { await h?.stop(); });

const list = '{ contractTemplates { id name version versions { versionNo published } current { versionNo fields activation body } } }';

it('publishes a template whose fixed clauses have the words of the library, and says so', async () => {
  const clause = await aClause(h, 'Liability');
  const { id: templateId } = await act(h, h.staff(), 'createContractTemplate', { name: 'Engagement letter', words: { activation: 'AFTER_PAYMENT', body: doc({ type: 'paragraph', content: [field('client.displayName')] }, clauseNode(clause, words('something else'))) } });
  expect(await refusal(h, h.staff(), 'publishContractTemplate', { templateId, ifVersion: 7 })).toMatchObject({ code: 'CONFLICT', reason: 'STALE_VERSION' });
  const published = await act<{ id: string; versionNo: number }>(h, h.staff(), 'publishContractTemplate', { templateId }, '{ id versionNo }');
  expect((await ask<{ id: string }[]>(h, h.staff(), list)).find((one) => one.id === templateId)).toMatchObject({
    name: 'Engagement letter', versions: [{ versionNo: 1, published: true }], current: { versionNo: 1, fields: ['client.displayName'], activation: 'AFTER_PAYMENT', body: { content: [{}, { type: 'lockedClause', content: [words('Liability is limited to the fees of a year.')] }] } },
  });
  expect((await h.events('agreements.template.published')).map((one) => one.data)).toEqual([{ templateId, versionId: published.id, name: 'Engagement letter', versionNo: 1 }]);
  expect((await h.events('agreements.clause.published')).map((one) => one.data.name)).toEqual(['Liability']);
});

it('keeps what is published: a draft is another version, and the database refuses to change it', async () => {
  const version = await aTemplate(h, doc(words('One')));
  const [row] = await h.sql(`select template_id from agreements.contract_template_versions where published_at is not null order by created_at desc, id desc limit 1`);
  const { contractTemplates } = (await h.as(h.staff()).run('{ contractTemplates { id current { id } } }')).data as { contractTemplates: { id: string; current: { id: string } | null }[] };
  const templateId = contractTemplates.find((one) => one.current?.id === version)?.id;
  expect(row).toBeDefined();
  expect(await refusal(h, h.staff(), 'publishContractTemplate', { templateId })).toMatchObject({ reason: 'AGREEMENTS_NOTHING_TO_PUBLISH' });
  expect(await act(h, h.staff(), 'saveContractTemplateDraft', { templateId, words: { body: doc(words('Two')) } }, '{ versionNo published }')).toEqual({ versionNo: 2, published: false });
  expect(await act(h, h.staff(), 'saveContractTemplateDraft', { templateId, words: { body: doc(words('Three')) } }, '{ versionNo published }')).toEqual({ versionNo: 2, published: false });
  await expect(h.sql(`update agreements.contract_template_versions set body = '{}' where published_at is not null`)).rejects.toThrow('a published version never changes');
  await expect(h.sql('delete from agreements.clause_versions where published_at is not null')).rejects.toThrow('a published version never changes');
});

it('refuses a clause that is a draft, unknown or of another firm, a twin name and a text that is none', async () => {
  const { id: clauseId } = await act(h, h.staff(), 'createClause', { name: 'Draft only', body: doc(words('x')) });
  const { clauses } = (await h.as(h.staff()).run('{ clauses { id versions { id } } }')).data as { clauses: { id: string; versions: { id: string }[] }[] };
  const draft = clauses.find((one) => one.id === clauseId)?.versions[0]?.id ?? '';
  const other = h.staff(['*'], h.otherFirm.id);
  const ours = await aClause(h);
  for (const [actor, id] of [[h.staff(), draft], [h.staff(), newId('clv')], [other, ours]] as const) {
    expect(await refusal(h, actor, 'createContractTemplate', { name: 'No', words: { body: doc(clauseNode(id)) } })).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'AGREEMENTS_CLAUSE_UNKNOWN' });
  }
  expect(await refusal(h, h.staff(), 'createClause', { name: 'Nested', body: doc(clauseNode(ours)) })).toMatchObject({ reason: 'AGREEMENTS_BODY' });
  expect(await refusal(h, h.staff(), 'createClause', { name: 'Draft only', body: doc(words('x')) })).toMatchObject({ code: 'CONFLICT', reason: 'AGREEMENTS_CLAUSE_NAME_TAKEN' });
  expect(await refusal(h, h.staff(), 'createContractTemplate', { name: 'No', words: { body: { type: 'doc', content: [{ type: 'iframe' }] } } })).toMatchObject({ reason: 'AGREEMENTS_BODY', field: 'input.body' });
});

it('keeps packages with what is in them, and a changed one under its number', async () => {
  const line = { key: 'accounts', title: 'Accounts', timing: 'ON_COMPLETION', unitPriceMinor: '120000', taxBasisPoints: 2000 };
  const { id: packageId } = await act(h, h.staff(), 'createServicePackage', { name: 'Good', currency: 'GBP', lines: [line] });
  expect(await refusal(h, h.staff(), 'createServicePackage', { name: 'Good', currency: 'GBP', lines: [line] })).toMatchObject({ reason: 'AGREEMENTS_PACKAGE_NAME_TAKEN' });
  expect(await refusal(h, h.staff(), 'createServicePackage', { name: 'Odd', currency: 'GBP', lines: [{ ...line, timing: 'RECURRING' }] })).toMatchObject({ reason: 'AGREEMENTS_OFFER', field: 'input.lines' });
  expect(await act(h, h.staff(), 'changeServicePackage', { packageId, name: 'Better', currency: 'JPY', lines: [line] }, '{ version name lines { unitPrice { decimal } } }')).toEqual({ version: 2, name: 'Better', lines: [{ unitPrice: { decimal: '120000' } }] });
  await act(h, h.staff(), 'archiveServicePackage', { packageId });
  expect(await ask(h, h.staff(), '{ servicePackages { name } }')).toEqual([]);
});

it('is closed to another firm, to clients, to visitors and to staff without the right', async () => {
  const template = { name: 'No', words: { body: doc(words('x')) } };
  expect(await ask(h, h.staff(['*'], h.otherFirm.id), '{ contractTemplates { id } }')).toEqual([]);
  for (const actor of [h.portal(newId('cli')), h.staff(['agreements.template.view'])]) expect((await refusal(h, actor, 'createContractTemplate', template))?.code).toBe('FORBIDDEN');
  expect((await refusal(h, h.public(), 'createContractTemplate', template))?.code).toBe('UNAUTHENTICATED');
  expect((await refusal(h, h.staff(['agreements.clause.edit']), 'publishClause', { clauseId: newId('cls') }))?.code).toBe('FORBIDDEN');
  expect((await refusal(h, h.staff(['*'], h.otherFirm.id), 'publishClause', { clauseId: newId('cls') }))?.code).toBe('NOT_FOUND');
});
