import { newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aSkeleton, aTemplate, begun } from '../../test/builders.js';
import projects from '../subgraph.js';

let h: Harness;
let versionId: string;
beforeAll(async () => { h = await testSubgraph(projects); ({ versionId } = await aTemplate(h, 'Year end')); });
afterAll(async () => { await h?.stop(); });

const run = (operation: string, input: object, answer = 'id', actor = h.staff()) =>
  h.as(actor).run(`mutation($input: ${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input!) { ${operation}(input: $input) { ${answer} } }`, { input });
const told = async (type: string, clientId: string) => (await h.events(type)).filter((event) => event.clientId === clientId).map((event) => event.data);

it('pauses with a reason, goes on, and ends when its tasks have a rule', async () => {
  const { projectId, clientId } = await begun(h, versionId);
  expect((await run('holdProject', { projectId, reason: 'The client travels.' }, 'status statusReason lateness { late sentence }')).data).toEqual({ holdProject: { status: 'ON_HOLD', statusReason: 'The client travels.', lateness: { late: false, sentence: 'The work is paused: The client travels.' } } });
  expect((await run('holdProject', { projectId, reason: 'Again.' })).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'PROJECTS_STATUS_STEP' });
  expect((await run('resumeProject', { projectId }, 'status statusReason')).data).toEqual({ resumeProject: { status: 'ACTIVE', statusReason: null } });
  expect((await run('completeProject', { projectId })).errors?.[0]).toMatchObject({ message: 'Tasks are open: «Chase bank statements», «Draft accounts», «First review» and 1 more. Finish them, or say what becomes of them.', extensions: { reason: 'PROJECTS_OPEN_TASKS' } });
  expect((await run('completeProject', { projectId, openTasks: 'COMPLETE_ALL' }, 'status tasksDone tasksTotal endedAt')).data).toMatchObject({ completeProject: { status: 'COMPLETED', tasksDone: 4, tasksTotal: 4, endedAt: '2026-11-19T11:18:00.000Z' } });
  expect([await told('projects.project.on_hold', clientId), await told('projects.project.resumed', clientId), await told('projects.project.completed', clientId)]).toMatchObject([[{ reason: 'The client travels.' }], [{ projectId }], [{ projectId }]]);
  expect((await run('cancelProject', { projectId, reason: 'No.' })).errors?.[0]?.extensions).toMatchObject({ reason: 'PROJECTS_STATUS_STEP' });
});

it('goes on when the invoice for which it waits is paid, and not for another one', async () => {
  const [invoiceId, { projectId, clientId }] = [newId('ivc'), await begun(h, versionId)];
  const resume = (wanted: object, actor = h.staff()) => h.as(actor).run('mutation($input: ResumeProjectsInput!) { resumeProjectsOfInvoice(input: $input) { projects { id status waitsForInvoiceId } } }', { input: { clientId, invoiceId, ...wanted } });
  expect((await run('holdProject', { projectId, reason: 'Not paid.', untilInvoiceId: 'nonsense' })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect((await run('holdProject', { projectId, reason: 'Not paid.', untilInvoiceId: invoiceId }, 'waitsForInvoiceId')).data).toEqual({ holdProject: { waitsForInvoiceId: invoiceId } });
  expect((await resume({ invoiceId: newId('ivc') })).data).toEqual({ resumeProjectsOfInvoice: { projects: [] } });
  expect((await resume({}, h.staff(['*'], h.otherFirm.id))).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  expect((await resume({}, h.staff([]))).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  expect((await resume({})).data).toEqual({ resumeProjectsOfInvoice: { projects: [{ id: projectId, status: 'ACTIVE', waitsForInvoiceId: null }] } });
  expect((await resume({})).data).toEqual({ resumeProjectsOfInvoice: { projects: [] } });
  expect(await told('projects.project.resumed', clientId)).toHaveLength(1);
});

it('takes its open tasks with it when it is called off, and tells of those that people know', async () => {
  const { projectId, clientId } = await begun(h, versionId);
  await run('cancelProject', { projectId, reason: 'Lost.' });
  expect(await told('projects.task.cancelled', clientId)).toHaveLength(4);
  const { clientId: quiet, laidOut } = await aSkeleton(h, versionId);
  await run('cancelProject', { projectId: laidOut.project.id, reason: 'Lost.' });
  expect([await told('projects.task.cancelled', quiet), await told('projects.project.cancelled', quiet)]).toMatchObject([[], [{ reason: 'Lost.' }]]);
});

it('reaches milestones, takes them back, and bills each once', async () => {
  const { projectId, clientId, milestones } = await begun(h, versionId);
  const [setUp, filed, half] = [milestones['Set up'], milestones['Filed'], milestones['Draft sent']];
  expect((await run('completeMilestone', { milestoneId: setUp }, 'completedAt billingState')).data).toMatchObject({ completeMilestone: { billingState: 'UNBILLED', completedAt: '2026-11-19T11:18:00.000Z' } });
  await run('completeMilestone', { milestoneId: setUp });
  expect(await told('projects.milestone.completed', clientId)).toMatchObject([{ milestoneId: setUp, projectId, billing: 'FIXED', amount: { minor: '120000', currency: 'GBP' } }]);
  await run('reopenMilestone', { milestoneId: setUp, reason: 'Not yet.' });
  expect(await told('projects.milestone.reopened', clientId)).toMatchObject([{ milestoneId: setUp, reason: 'Not yet.' }]);
  const invoiceId = newId('inv');
  expect((await run('markMilestoneBilled', { milestoneId: setUp, invoiceId })).errors?.[0]?.extensions).toMatchObject({ reason: 'PROJECTS_MILESTONE_OPEN' });
  await run('completeMilestone', { milestoneId: setUp });
  expect((await run('markMilestoneBilled', { milestoneId: setUp, invoiceId }, 'billingState invoiceId')).data).toEqual({ markMilestoneBilled: { billingState: 'BILLED', invoiceId } });
  expect((await run('markMilestoneBilled', { milestoneId: setUp, invoiceId: newId('inv') })).errors?.[0]?.extensions).toMatchObject({ reason: 'PROJECTS_MILESTONE_BILLED' });
  expect((await run('reopenMilestone', { milestoneId: setUp, reason: 'Late.' })).errors?.[0]?.extensions).toMatchObject({ reason: 'PROJECTS_MILESTONE_BILLED' });
  expect((await run('markMilestoneBilled', { milestoneId: filed, invoiceId })).errors?.[0]?.extensions).toMatchObject({ reason: 'PROJECTS_MILESTONE_NOT_BILLABLE' });
  expect((await run('completeMilestone', { milestoneId: half }, 'percent')).data).toEqual({ completeMilestone: { percent: 50 } });
});

it('writes drafts beside what is published, and renames', async () => {
  const { templateId } = await aTemplate(h, 'Drafted');
  const plan = { sections: [{ key: 'a', title: 'A' }], tasks: [{ key: 't', section: 'a', title: 'T', role: 'OWNER', needsFiles: ['bank'] }], fileRequests: [{ key: 'bank', title: 'Bank', items: [{ title: 'April' }] }] };
  const saved = await run('saveProjectTemplateDraft', { templateId, plan }, 'versionNo published plan { fileRequests { key section items { title required hint } } sections { wipLimit conditions } tasks { needsFiles parent priority } }');
  expect(saved.data).toEqual({ saveProjectTemplateDraft: { versionNo: 2, published: false, plan: { fileRequests: [{ key: 'bank', section: null, items: [{ title: 'April', required: true, hint: null }] }], sections: [{ wipLimit: null, conditions: ['TASKS_DONE'] }], tasks: [{ needsFiles: ['bank'], parent: null, priority: 'NORMAL' }] } } });
  expect((await run('renameProjectTemplate', { templateId, name: 'Other' }, 'name current { versionNo }')).data).toEqual({ renameProjectTemplate: { name: 'Other', current: { versionNo: 1 } } });
  const wrong = { ...plan, fileRequests: [] };
  expect((await run('saveProjectTemplateDraft', { templateId, plan: wrong })).errors?.[0]).toMatchObject({ message: '«t» waits for the files «bank», which the plan does not ask for.', extensions: { reason: 'PROJECTS_TEMPLATE_PLAN' } });
  expect((await run('saveProjectTemplateDraft', { templateId, plan }, 'id', h.staff(['*'], h.otherFirm.id))).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
});

it.each(['holdProject', 'resumeProject', 'completeProject', 'cancelProject'])('%s is closed to another firm, to clients and to staff without the right', async (operation) => {
  const { projectId, clientId } = await begun(h, versionId);
  const input = operation === 'holdProject' || operation === 'cancelProject' ? { projectId, reason: 'Why' } : { projectId };
  expect((await run(operation, input, 'id', h.staff(['*'], h.otherFirm.id))).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  expect((await run(operation, input, 'id', h.portal(clientId))).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await run(operation, input, 'id', h.staff(['projects.project.view']))).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});
