import { newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aSkeleton, aTemplate } from '../../test/builders.js';
import projects from '../subgraph.js';

let h: Harness;
let versionId: string;
beforeAll(async () => { h = await testSubgraph(projects); ({ versionId } = await aTemplate(h, 'Year end')); });
afterAll(async () => { await h?.stop(); });

const create = 'mutation($input: CreateTaskInput!) { createTask(input: $input) { task { id title kind dueOn state needsOwner dormant assignee { id } client { id } project { id } } } }';
const complete = 'mutation($input: CompleteTaskInput!) { completeTask(input: $input) { id state version completedAt } }';
const assign = 'mutation($input: AssignTaskInput!) { assignTask(input: $input) { needsOwner assignee { id } } }';
const idIn = (data: unknown): string => (data as { createTask: { task: { id: string } } }).createTask.task.id;

it('gives somebody something to do and states it', async () => {
  const clientId = newId('cli');
  await h.knowClient(clientId);
  const assigneeUserId = newId('usr');
  const { data, errors } = await h.as(h.service()).run(create, { input: { clientId, projectId: null, title: 'Follow up the missed appointment', kind: 'STAFF', assigneeUserId, dueOn: '2026-11-20' } });
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ createTask: { task: { title: 'Follow up the missed appointment', kind: 'STAFF', dueOn: '2026-11-20', state: 'OPEN', needsOwner: false, dormant: false, assignee: { id: assigneeUserId }, client: { id: clientId }, project: null } } });
  expect((await h.events('projects.task.created')).filter((e) => e.clientId === clientId).map((e) => e.data)).toEqual([expect.objectContaining({ taskId: idIn(data), assigneeUserId, dueOn: '2026-11-20', kind: 'STAFF' })]);
});

it('belongs to the client of its project, and to no other', async () => {
  const { clientId, laidOut } = await aSkeleton(h, versionId);
  const other = newId('cli');
  await h.knowClient(other);
  expect((await h.as(h.service()).run(create, { input: { projectId: laidOut.project.id, title: 'Decide' } })).data).toMatchObject({ createTask: { task: { client: { id: clientId }, project: { id: laidOut.project.id }, needsOwner: true } } });
  expect((await h.as(h.service()).run(create, { input: { projectId: laidOut.project.id, clientId: other, title: 'Decide' } })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'PROJECTS_TASK_CLIENT' });
  expect((await h.as(h.service()).run(create, { input: { title: 'Send it', kind: 'CLIENT' } })).errors?.[0]?.extensions).toMatchObject({ reason: 'PROJECTS_CLIENT_TASK' });
  expect((await h.as(h.service()).run(create, { input: { title: 'Nobody in particular' } })).data).toMatchObject({ createTask: { task: { client: null } } });
});

it('takes no more tasks once a project has ended', async () => {
  const { appointmentId, laidOut } = await aSkeleton(h, versionId);
  await h.as(h.service()).run('mutation($input: CancelUntouchedSkeletonInput!) { cancelUntouchedSkeleton(input: $input) { outcome } }', { input: { appointmentId, reason: 'Cancelled.' } });
  expect((await h.as(h.staff()).run(create, { input: { projectId: laidOut.project.id, title: 'Too late' } })).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'PROJECTS_PROJECT_CLOSED' });
  expect((await h.as(h.staff()).run(complete, { input: { taskId: laidOut.project.tasks[0]?.id } })).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'PROJECTS_TASK_CANCELLED' });
});

it('is done once, after what comes first', async () => {
  const { clientId, laidOut } = await aSkeleton(h, versionId);
  const [first, second] = laidOut.project.tasks;
  expect((await h.as(h.staff()).run(complete, { input: { taskId: second?.id } })).errors?.[0]).toMatchObject({ message: 'This waits for «Chase bank statements».', extensions: { code: 'CONFLICT', reason: 'PROJECTS_TASK_BLOCKED' } });
  expect((await h.as(h.staff()).run(complete, { input: { taskId: first?.id, ifVersion: 1 } })).data).toMatchObject({ completeTask: { state: 'DONE', version: 2, completedAt: expect.anything() } });
  expect((await h.as(h.staff()).run(complete, { input: { taskId: first?.id } })).data).toMatchObject({ completeTask: { version: 2 } });
  expect((await h.as(h.staff()).run(complete, { input: { taskId: first?.id, ifVersion: 1 } })).errors?.[0]?.extensions).toMatchObject({ reason: 'STALE_VERSION' });
  expect((await h.as(h.staff()).run(complete, { input: { taskId: second?.id } })).errors).toBeUndefined();
  expect((await h.events('projects.task.completed')).filter((e) => e.clientId === clientId).map((e) => e.data.title)).toEqual(['Chase bank statements', 'Draft accounts']);
  expect((await h.as(h.staff()).run(assign, { input: { taskId: second?.id, assigneeUserId: null } })).errors?.[0]?.extensions).toMatchObject({ reason: 'PROJECTS_TASK_DONE' });
});

it('changes hands, and stands where nobody has it', async () => {
  const made = await h.as(h.staff()).run(create, { input: { title: 'Hand over' } });
  const taskId = idIn(made.data);
  const assigneeUserId = newId('usr');
  expect((await h.as(h.staff()).run(assign, { input: { taskId, assigneeUserId } })).data).toEqual({ assignTask: { needsOwner: false, assignee: { id: assigneeUserId } } });
  await h.as(h.staff()).run(assign, { input: { taskId, assigneeUserId } });
  expect((await h.as(h.staff()).run(assign, { input: { taskId, assigneeUserId: null } })).data).toEqual({ assignTask: { needsOwner: true, assignee: null } });
  expect((await h.events('projects.task.assigned')).filter((e) => e.data.taskId === taskId).map((e) => e.data.assigneeUserId)).toEqual([assigneeUserId, null]);
});

it('lists what I have to do by urgency and leaves out what has not begun', async () => {
  const me = h.staff();
  await h.as(h.service()).run(create, { input: { title: 'Later', assigneeUserId: me.id, dueOn: '2026-12-01' } });
  await h.as(h.service()).run(create, { input: { title: 'Some day', assigneeUserId: me.id } });
  await h.as(h.service()).run(create, { input: { title: 'Sooner', assigneeUserId: me.id, dueOn: '2026-11-20' } });
  await aSkeleton(h, versionId, { ownerUserId: me.id });
  const { data, errors } = await h.as(me).run('{ myTasks { title } }');
  expect(errors).toBeUndefined();
  expect(data).toEqual({ myTasks: [{ title: 'Sooner' }, { title: 'Later' }, { title: 'Some day' }] });
  expect((await h.as(me).run('{ myTasks(first: 0) { title } }')).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});

it('is closed to another firm, to clients and to staff without the right', async () => {
  const { clientId, laidOut } = await aSkeleton(h, versionId);
  const taskId = laidOut.project.tasks[0]?.id;
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(complete, { input: { taskId } })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(create, { input: { projectId: laidOut.project.id, title: 'Sneak' } })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  expect((await h.as(h.portal(clientId)).run(complete, { input: { taskId } })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.portal(clientId)).run('{ needsOwner { nodes { id } } }')).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.staff(['projects.task.view'])).run(create, { input: { title: 'No' } })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.public()).run('{ myTasks { id } }')).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
});

it('answers a keyed request again and adds one task', async () => {
  const actor = h.service();
  const input = { title: 'Only once', dueOn: '2026-11-20' };
  const first = await h.as(actor).run(create, { input }, { idempotencyKey: 'run_1:task' });
  expect((await h.as(actor).run(create, { input }, { idempotencyKey: 'run_1:task' })).data).toEqual(first.data);
  expect(await h.sql(`select 1 from projects.tasks where title = 'Only once'`)).toHaveLength(1);
});

it.each([['an empty title', { title: '' }], ['ten thousand letters', { title: 'x'.repeat(10_000) }], ['a NUL', { title: 'a\u0000' }], ['a day that is none', { dueOn: '2026-13-01' }],
  ['a person that is none', { assigneeUserId: 'me' }], ['a project that is none', { projectId: 'prj_!' }], ['a kind that is none', { kind: 'NAG' }]])('refuses %s and writes nothing', async (_, more) => {
  const before = await h.sql('select count(*) from projects.tasks');
  expect((await h.as(h.staff()).run(create, { input: { title: 'Fine', ...more } })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(await h.sql('select count(*) from projects.tasks')).toEqual(before);
});
