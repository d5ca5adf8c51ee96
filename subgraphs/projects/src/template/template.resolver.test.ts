import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aPlan, aTemplate, makeTemplate, publish } from '../../test/builders.js';
import projects from '../subgraph.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(projects); });
afterAll(async () => { await h?.stop(); });

it('makes a draft, publishes it, and gives another plan another version', async () => {
  const made = await h.as(h.staff()).run(makeTemplate, { input: { name: 'Year end', projectType: 'Year-end accounts', plan: aPlan() } });
  expect(made.errors).toBeUndefined();
  expect(made.data).toMatchObject({ createProjectTemplate: { version: 1, versions: [{ versionNo: 1, published: false }], current: null } });
  const templateId = (made.data as { createProjectTemplate: { id: string } }).createProjectTemplate.id;
  const first = await h.as(h.staff()).run(publish, { input: { templateId } });
  expect(first.errors).toBeUndefined();
  expect(first.data).toMatchObject({ publishProjectTemplateVersion: { versionNo: 1, published: true, template: { name: 'Year end' }, plan: { milestones: [{ amount: null }, { amount: { decimal: '1200.00', currency: 'GBP' } }, { amount: null }] } } });
  expect((await h.as(h.staff()).run(publish, { input: { templateId } })).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'PROJECTS_NOTHING_TO_PUBLISH' });
  const second = await h.as(h.staff()).run(publish, { input: { templateId, plan: aPlan({ milestones: [] }) } });
  expect(second.data).toMatchObject({ publishProjectTemplateVersion: { versionNo: 2, published: true } });
  const seen = await h.as(h.staff()).run('query($id: ID!) { projectTemplate(id: $id) { current { versionNo } versions { versionNo plan { milestones { key } } } } projectTemplates { name } }', { id: templateId });
  expect(seen.data).toMatchObject({ projectTemplate: { current: { versionNo: 2 }, versions: [{ versionNo: 2, plan: { milestones: [] } }, { versionNo: 1, plan: { milestones: [{ key: 'half' }, { key: 'setup' }, { key: 'end' }] } }] } });
  expect((await h.events('projects.template.published')).map((e) => e.data.versionNo)).toEqual([1, 2]);
});

it('leaves nobody the right to change a plan that was written', async () => {
  await aTemplate(h, 'Unchangeable');
  const context = { 'app.tenant_id': (await h.sql('select tenant_id from projects.template_versions limit 1'))[0]?.tenant_id as string, 'app.actor_kind': 'staff' };
  await expect(h.sqlAs('rw', context, `update projects.template_versions set plan = '{}'`)).rejects.toThrow('permission denied');
  await expect(h.sqlAs('rw', context, 'delete from projects.template_versions')).rejects.toThrow('permission denied');
});

it('refuses a second template of a name, and lets another firm have it', async () => {
  await aTemplate(h, 'Payroll');
  const input = { name: 'PAYROLL', projectType: 'Payroll', plan: aPlan() };
  expect((await h.as(h.staff()).run(makeTemplate, { input })).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'PROJECTS_TEMPLATE_NAME_TAKEN' });
  const stranger = h.as(h.staff(['*'], h.otherFirm.id));
  expect((await stranger.run(makeTemplate, { input })).errors).toBeUndefined();
  expect((await stranger.run('{ projectTemplates { name } }')).data).toEqual({ projectTemplates: [{ name: 'PAYROLL' }] });
});

it('is closed to another firm, to clients, to visitors and to staff without the right', async () => {
  const { templateId } = await aTemplate(h, 'Ours');
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run('query($id: ID!) { projectTemplate(id: $id) { id } }', { id: templateId })).data).toEqual({ projectTemplate: null });
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(publish, { input: { templateId, plan: aPlan() } })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  expect((await h.as(h.staff(['projects.template.view'])).run(publish, { input: { templateId } })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.portal('cli_00000000000000000000000000')).run('{ projectTemplates { name } }')).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.public()).run('{ projectTemplates { name } }')).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
});

it('answers a keyed request again and makes one template', async () => {
  const input = { name: 'Keyed', projectType: 'Any', plan: aPlan() };
  const actor = h.staff();
  const first = await h.as(actor).run(makeTemplate, { input }, { idempotencyKey: 'template:1' });
  const again = await h.as(actor).run(makeTemplate, { input }, { idempotencyKey: 'template:1' });
  expect(first.errors).toBeUndefined();
  expect(again.data).toEqual(first.data);
});

const one = { key: 'a', section: 'gather', title: 'A', role: 'OWNER' };
it.each<[string, object, string]>([
  ['a circle of tasks', aPlan({ tasks: [{ ...one, dependsOn: ['b'] }, { ...one, key: 'b', dependsOn: ['a'] }] }), 'PROJECTS_TEMPLATE_PLAN'],
  ['an unknown currency', aPlan({ milestones: [{ key: 'm', title: 'M', billing: 'FIXED', amount: { minor: '5', currency: 'ZZZ' } }] }), 'UNKNOWN_CURRENCY'],
  ['a negative price', aPlan({ milestones: [{ key: 'm', title: 'M', billing: 'FIXED', amount: { minor: '-5', currency: 'GBP' } }] }), 'PROJECTS_TEMPLATE_PLAN'],
  ['ten thousand letters', aPlan({ tasks: [{ ...one, title: 'x'.repeat(10_000) }] }), 'ARGUMENT_INVALID'],
  ['a NUL', aPlan({ tasks: [{ ...one, title: 'a\u0000b' }] }), 'ARGUMENT_INVALID'],
  ['a day before the first', aPlan({ tasks: [{ ...one, dueAfterDays: -1 }] }), 'ARGUMENT_INVALID'],
  ['no task', aPlan({ tasks: [] }), 'ARGUMENT_INVALID'],
])('refuses %s and writes nothing', async (what, plan, reason) => {
  const answer = await h.as(h.staff()).run(makeTemplate, { input: { name: `Bad: ${what}`, projectType: 'Any', plan } });
  expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason });
  expect(await h.sql('select 1 from projects.project_templates where name like $1', ['Bad:%'])).toEqual([]);
});
