import { clientMerged, newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aPlan, aTemplate, makeTemplate } from '../../test/builders.js';
import projects from '../subgraph.js';

let h: Harness;
let templateId: string;
beforeEach(async () => { h = await testSubgraph(projects); ({ templateId } = await aTemplate(h, 'VAT return')); });
afterEach(async () => { await h?.stop(); });

const make = 'mutation($input: CreateRecurrenceRuleInput!) { createRecurrenceRule(input: $input) { id version upcoming(first: 2) { on periodKey period name createdOn } } }';
const generate = 'mutation($input: GenerateRecurringProjectsInput!) { generateRecurringProjects(input: $input) { count skipped { sentence } generated { periodKey occursOn rule { id } project { id name status kickOffOn period } } } }';
const change = 'mutation($input: UpdateRecurrenceRuleInput!) { updateRecurrenceRule(input: $input) { active upcoming { on } runs { periodKey } } }';
const aRule = async (more: object = {}) => {
  const clientId = newId('cli');
  await h.knowClient(clientId);
  const input = { clientId, templateId, name: 'VAT {period}', rrule: 'FREQ=MONTHLY;BYMONTHDAY=1', startsOn: '2026-11-01', daysAhead: 14, ownerUserId: newId('usr'), ...more };
  return { input, ...await h.as(h.staff()).run(make, { input }) };
};
const generated = async (input: object = {}) => ((await h.as(h.service()).run(generate, { input })).data as { generateRecurringProjects: { count: number; skipped: { sentence: string }[]; generated: { periodKey: string; project: Record<string, unknown> }[] } }).generateRecurringProjects;

it('lays out each period once, ahead of its day, and begins it', async () => {
  const { data, errors, input } = await aRule();
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ createRecurrenceRule: { upcoming: [{ on: '2026-11-01', periodKey: '2026-11', period: 'November 2026', name: 'VAT November 2026', createdOn: '2026-10-18' }, { on: '2026-12-01' }] } });
  expect(await generated()).toMatchObject({ count: 2, generated: [{ periodKey: '2026-11', project: { name: 'VAT November 2026', status: 'ACTIVE', kickOffOn: '2026-11-01', period: 'November 2026' } }, { periodKey: '2026-12' }] });
  expect(await generated()).toMatchObject({ count: 0 });
  expect(await generated({ asOf: '2026-12-20' })).toMatchObject({ count: 1, generated: [{ periodKey: '2027-01' }] });
  const facts = await h.events('projects.recurrence.generated');
  expect(facts.map(({ data: fact }) => fact.periodKey)).toEqual(['2026-11', '2026-12', '2027-01']);
  expect(new Set(facts.map(({ data: fact }) => fact.projectId)).size).toBe(3);
  expect(facts[0]).toMatchObject({ clientId: input.clientId });
});

it('lays out no period twice when it is asked twice at once', async () => {
  await aRule();
  const counts = await Promise.all([1, 2, 3].map(() => h.as(h.service()).run(generate, { input: {} })));
  expect(counts.every(({ errors }) => errors === undefined)).toBe(true);
  expect(await h.sql('select period_key from projects.recurrence_runs order by 1')).toEqual([{ period_key: '2026-11' }, { period_key: '2026-12' }]);
});

it('does not lay out a month again when its day moves, and stops when it is told to', async () => {
  const { data } = await aRule();
  const { id } = (data as { createRecurrenceRule: { id: string } }).createRecurrenceRule;
  await generated();
  const moved = await h.as(h.staff()).run(change, { input: { ruleId: id, rrule: 'FREQ=MONTHLY;BYMONTHDAY=3' } });
  expect(moved.data).toMatchObject({ updateRecurrenceRule: { runs: [{ periodKey: '2026-12' }, { periodKey: '2026-11' }] } });
  expect(await generated({ asOf: '2026-12-01' })).toMatchObject({ count: 0 });
  expect((await h.as(h.staff()).run(change, { input: { ruleId: id, active: false } })).data).toMatchObject({ updateRecurrenceRule: { active: false, upcoming: [] } });
  expect(await generated({ asOf: '2027-06-01' })).toMatchObject({ count: 0 });
});

it('ends on its last day, and goes on for the survivor of a merge', async () => {
  const { input } = await aRule({ endsOn: '2026-12-01' });
  const survivorId = newId('cli');
  await h.knowClient(survivorId);
  await h.deliver(clientMerged, { survivorId, mergedIds: [input.clientId], mergeId: 'm1' });
  expect(await generated({ asOf: '2027-12-01' })).toMatchObject({ count: 2 });
  expect((await h.events('projects.recurrence.generated')).map(({ clientId }) => clientId)).toEqual([survivorId, survivorId]);
});

it('says which rule has no template to lay out, and lays out the others', async () => {
  await aRule();
  const draft = await h.as(h.staff()).run(makeTemplate, { input: { name: 'Draft', projectType: 'Any', plan: aPlan() } });
  await aRule({ templateId: (draft.data as { createProjectTemplate: { id: string } }).createProjectTemplate.id });
  expect(await generated()).toMatchObject({ count: 2, skipped: [{ sentence: '«Draft» has no published version yet.' }] });
});

it.each<[string, object, string]>([['a rule that gives nothing', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'PROJECTS_RECURRENCE'], ['an unknown token', { name: '{moon}' }, 'PROJECTS_RECURRENCE'], ['a thirteenth month', { fiscalYearStartMonth: 13 }, 'ARGUMENT_INVALID'],
  ['days behind', { daysAhead: -1 }, 'ARGUMENT_INVALID']])('refuses %s', async (_, more, reason) => {
  expect((await aRule(more)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason });
  expect(await h.sql('select 1 from projects.recurrence_rules')).toEqual([]);
});

it('is closed to another firm, to clients and to staff without the right', async () => {
  const { data, input } = await aRule();
  const ruleId = (data as { createRecurrenceRule: { id: string } }).createRecurrenceRule.id;
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(change, { input: { ruleId, active: false } })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  expect((await h.as({ ...h.service(), tenantId: h.otherFirm.id }).run(generate, { input: {} })).data).toMatchObject({ generateRecurringProjects: { count: 0 } });
  expect((await h.as(h.staff(['projects.recurrence.view'])).run(make, { input })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.portal(input.clientId)).run('{ recurrenceRules { id } }')).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});
