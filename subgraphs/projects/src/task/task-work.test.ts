import { newId, userDeactivated } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aFilingPlan, aTemplate, begun } from '../../test/builders.js';
import projects from '../subgraph.js';

let h: Harness;
let versionId: string;
beforeAll(async () => { h = await testSubgraph(projects); ({ versionId } = await aTemplate(h, 'Year end', aFilingPlan())); });
afterAll(async () => { await h?.stop(); });
afterEach(() => { h.setNow(new Date('2026-11-19T11:18:00Z')); });

const doTo = (operation: string, answer: string) => {
  const name = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
  return `mutation($input: ${name}Input!) { ${operation}(input: $input) { ${answer} } }`;
};
const run = async (operation: string, input: object, answer = 'id state') => h.as(h.staff()).run(doTo(operation, answer), { input });
const loose = async (more: object = {}): Promise<string> => ((await h.as(h.staff()).run(doTo('createTask', 'task { id }'), { input: { title: 'Loose', ...more } })).data as { createTask: { task: { id: string } } }).createTask.task.id;
const told = async (type: string, taskId: string | undefined) => (await h.events(`projects.task.${type}`)).filter((event) => event.data.taskId === taskId).map((event) => event.data);

it('asks for a rule before a whole with open parts is done', async () => {
  const { tasks } = await begun(h, versionId);
  await h.sql(`update projects.file_needs set state = 'RECEIVED'`);
  const whole = tasks['Prepare it all'];
  expect((await run('completeTask', { taskId: whole })).errors?.[0]).toMatchObject({ message: 'Its parts are open: «Draft accounts». Finish them, or say what becomes of them.', extensions: { code: 'CONFLICT', reason: 'PROJECTS_OPEN_PARTS' } });
  expect((await run('completeTask', { taskId: whole, openChildren: 'COMPLETE_ALL' })).data).toMatchObject({ completeTask: { state: 'DONE' } });
  expect(await told('completed', tasks['Draft accounts'])).toHaveLength(1);
  expect(await told('unblocked', tasks['First review'])).toHaveLength(1);
  const other = await begun(h, versionId);
  expect((await run('completeTask', { taskId: other.tasks['Prepare it all'], openChildren: 'LEAVE' })).data).toMatchObject({ completeTask: { state: 'DONE' } });
  expect(await told('completed', other.tasks['Draft accounts'])).toEqual([]);
});

it('begins, is done and is opened again, each told once', async () => {
  const taskId = await loose();
  await run('startTask', { taskId });
  expect((await run('startTask', { taskId }, 'startedAt version')).data).toMatchObject({ startTask: { version: 2, startedAt: '2026-11-19T11:18:00.000Z' } });
  expect((await run('reopenTask', { taskId })).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'PROJECTS_TASK_OPEN' });
  await run('completeTask', { taskId });
  expect((await run('startTask', { taskId })).errors?.[0]?.extensions).toMatchObject({ reason: 'PROJECTS_TASK_DONE' });
  expect((await run('reopenTask', { taskId, reason: 'A page is missing.' })).data).toMatchObject({ reopenTask: { state: 'OPEN' } });
  expect([await told('started', taskId), await told('reopened', taskId)]).toMatchObject([[{ title: 'Loose', kind: 'STAFF' }], [{ reason: 'A page is missing.' }]]);
});

it('has several people, and stands with each of them', async () => {
  const taskId = await loose();
  const [lead, other] = [newId('usr'), newId('usr')];
  const asked = await run('setTaskPeople', { taskId, assigneeUserIds: [lead, other, lead], reviewerUserId: other }, 'assignees { id } reviewer { id } assignee { id } needsOwner');
  expect(asked.data).toEqual({ setTaskPeople: { assignees: [{ id: lead }, { id: other }], reviewer: { id: other }, assignee: { id: lead }, needsOwner: false } });
  expect(await told('assigned', taskId)).toMatchObject([{ assigneeUserIds: [lead, other], assigneeUserId: lead }]);
  const mine = await h.as({ ...h.staff(), id: other }).run('{ myTasks { id dueBucket } }');
  expect(mine.data).toEqual({ myTasks: [{ id: taskId, dueBucket: 'NO_DATE' }] });
  await run('setTaskPeople', { taskId, assigneeUserIds: [] });
  expect((await h.as({ ...h.staff(), id: other }).run('{ myTasks { id } }')).data).toEqual({ myTasks: [] });
});

it('is taken by whoever is quicker, and stands in the queue till then', async () => {
  const taskId = await loose();
  const queue = async () => ((await h.as(h.staff()).run('{ tasksNeedingOwner(first: 100) { nodes { id } } }')).data as { tasksNeedingOwner: { nodes: { id: string }[] } }).tasksNeedingOwner.nodes.map(({ id }) => id);
  expect(await queue()).toContain(taskId);
  const people = [newId('usr'), newId('usr')];
  const answers = await Promise.all(people.map((id) => h.as({ ...h.staff(), id }).run(doTo('claimTask', 'assignee { id }'), { input: { taskId } })));
  expect(answers.map(({ errors }) => errors?.[0]?.extensions?.reason ?? 'taken').sort()).toEqual(['PROJECTS_TASK_TAKEN', 'taken']);
  expect(await queue()).not.toContain(taskId);
  expect((await h.as(h.service()).run(doTo('claimTask', 'id'), { input: { taskId } })).errors?.[0]?.extensions).toMatchObject({ reason: 'PROJECTS_NO_PERSON' });
});

it('needs another owner when its own has left', async () => {
  const userId = newId('usr');
  const taskId = await loose({ assigneeUserId: userId });
  await h.deliver(userDeactivated, { userId });
  await h.deliver(userDeactivated, { userId });
  expect((await told('assigned', taskId)).map(({ assigneeUserId }) => assigneeUserId)).toEqual([null]);
});

it('is told overdue once for its day, and not while the work is paused', async () => {
  const { tasks, projectId } = await begun(h, versionId);
  const taskId = await loose({ dueOn: '2026-11-20' });
  await h.sweep('tell-overdue');
  expect(await told('overdue', taskId)).toEqual([]);
  expect(await told('overdue', tasks['Enter the records'])).toMatchObject([{ dueOn: '2026-11-11', projectId }]);
  await h.as(h.staff()).run('mutation($input: HoldProjectInput!) { holdProject(input: $input) { id } }', { input: { projectId, reason: 'The client travels.' } });
  h.setNow(new Date('2026-11-21T00:00:01Z'));
  await h.sweep('tell-overdue');
  await h.sweep('tell-overdue');
  expect(await told('overdue', taskId)).toHaveLength(1);
  expect(await told('overdue', tasks['First review'])).toEqual([]);
  await run('updateTask', { taskId, dueOn: '2026-11-22' });
  h.setNow(new Date('2026-11-23T00:00:01Z'));
  await h.sweep('tell-overdue');
  expect((await told('overdue', taskId)).map(({ dueOn }) => dueOn)).toEqual(['2026-11-20', '2026-11-22']);
});

it('ticks a checklist, keeps keys, and refuses a line that is not there', async () => {
  const taskId = await loose({ checklist: ['Open', 'Enter'] });
  expect((await run('tickChecklistItem', { taskId, key: 'line-2', done: true }, 'checklist { key title done }')).data).toEqual({ tickChecklistItem: { checklist: [{ key: 'line-1', title: 'Open', done: false }, { key: 'line-2', title: 'Enter', done: true }] } });
  expect((await run('tickChecklistItem', { taskId, key: 'line-9', done: true })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  const changed = await run('updateTask', { taskId, title: ' Other ', priority: 'URGENT', estimateMinutes: 30, checklist: [{ key: 'line-2', title: 'Enter', done: true }, { title: 'New' }] }, 'title priority estimateMinutes dueOn checklist { key title done }');
  expect(changed.data).toMatchObject({ updateTask: { title: 'Other', priority: 'URGENT', estimateMinutes: 30, checklist: [{ key: 'line-2', done: true }, { title: 'New', done: false }] } });
});

it('waits for tasks of its project, and never in a circle', async () => {
  const { tasks } = await begun(h, versionId);
  const circle = await run('setTaskDependencies', { taskId: tasks['Draft accounts'], dependsOnIds: [tasks['First review']] });
  expect(circle.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'PROJECTS_DEPENDENCY_CIRCLE' });
  expect((await run('setTaskDependencies', { taskId: tasks['Draft accounts'], dependsOnIds: [await loose()] })).errors?.[0]?.extensions).toMatchObject({ reason: 'PROJECTS_DEPENDENCY_PROJECT' });
  const fine = await run('setTaskDependencies', { taskId: tasks['Prepare it all'], dependsOnIds: [tasks['Enter the records']] }, 'blockers { kind words }');
  expect(fine.data).toEqual({ setTaskDependencies: { blockers: [{ kind: 'TASK', words: 'Enter the records' }] } });
  expect(await told('blocked', tasks['Prepare it all'])).toMatchObject([{ byTaskIds: [tasks['Enter the records']], sentence: 'It waits for «Enter the records».' }]);
});

it('is spoken about, and who is mentioned is in the fact but the words are not', async () => {
  const taskId = await loose();
  const mentioned = newId('usr');
  expect((await run('addTaskComment', { taskId, body: 'Look at page 3', mentionedUserIds: [mentioned] }, 'body mentions { id } author { id }')).data).toMatchObject({ addTaskComment: { body: 'Look at page 3', mentions: [{ id: mentioned }] } });
  const fact = (await h.events('projects.comment.added')).find((event) => event.data.taskId === taskId);
  expect(fact?.data).toMatchObject({ mentionedUserIds: [mentioned], title: 'Loose' });
  expect(JSON.stringify(fact?.data)).not.toContain('page 3');
  expect((await h.as(h.staff()).run('query($id: ID!) { task(id: $id) { comments { body } files { id } } }', { id: taskId })).data).toEqual({ task: { comments: [{ body: 'Look at page 3' }], files: [] } });
  const fileId = newId('fil');
  expect((await run('setTaskFiles', { taskId, fileIds: [fileId, fileId] }, 'files { id }')).data).toEqual({ setTaskFiles: { files: [{ id: fileId }] } });
});

it.each(['startTask', 'reopenTask', 'claimTask', 'updateTask'])('%s is closed to another firm, to clients and to staff without the right', async (operation) => {
  const taskId = await loose();
  const input = { taskId };
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(doTo(operation, 'id'), { input })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  expect((await h.as(h.portal(newId('cli'))).run(doTo(operation, 'id'), { input })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.staff(['projects.task.view'])).run(doTo(operation, 'id'), { input })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

it('is called off when it will not be done, once, and what is done stays done', async () => {
  const clientId = newId('cli');
  await h.knowClient(clientId);
  const made = async (input: object) => ((await run('createTask', { clientId, title: 'Follow up', ...input }, 'task { id dueOn }')).data as { createTask: { task: { id: string; dueOn: string } } }).createTask.task;
  const task = await made({ dueInWorkingDays: 3 });
  // The harness stands on a Thursday.
  expect(task.dueOn).toBe('2026-11-24');
  expect((await made({ dueInWorkingDays: 3, dueOn: '2026-12-01' })).dueOn).toBe('2026-12-01');
  const cancel = (actor = h.staff(), taskId = task.id) => h.as(actor).run('mutation($input: CancelTaskInput!) { cancelTask(input: $input) { state } }', { input: { taskId } });
  expect((await cancel(h.staff(['*'], h.otherFirm.id))).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  for (const actor of [h.portal(clientId), h.staff(['projects.task.view'])]) expect((await cancel(actor)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  expect((await cancel(h.staff(), 'nonsense')).errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  for (const _ of [1, 2]) expect((await cancel()).data).toEqual({ cancelTask: { state: 'CANCELLED' } });
  expect(await told('cancelled', task.id)).toHaveLength(1);
  const done = await made({});
  await run('completeTask', { taskId: done.id });
  expect((await cancel(h.staff(), done.id)).data).toEqual({ cancelTask: { state: 'DONE' } });
});
