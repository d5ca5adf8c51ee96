import { idToUuid, newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { noteStatements } from '../../../kit/test/statements.js';
import { aFilingPlan, aTemplate, begun } from '../../test/builders.js';
import projects from '../subgraph.js';

let h: Harness;
let versionId: string;
beforeAll(async () => { h = await testSubgraph(projects); ({ versionId } = await aTemplate(h, 'Year end', aFilingPlan())); });
afterAll(async () => { await h?.stop(); });

const board = 'query($id: ID!) { project(id: $id) { board { columns { id title wipLimit openCount doneCount full tasks { id title blocked assignees { id } } } } } }';
const move = 'mutation($input: MoveTaskInput!) { moveTask(input: $input) { id version section { title } orderKey } }';
const create = 'mutation($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }';
interface Column { title: string; openCount: number; full: boolean; tasks: { title: string; blocked: boolean; assignees: { id: string }[] }[] }
const columnsOf = async (projectId: string): Promise<Column[]> => ((await h.as(h.staff()).run(board, { id: projectId })).data as { project: { board: { columns: Column[] } } }).project.board.columns;
const add = async (projectId: string, title: string, sectionId: string): Promise<string> => ((await h.as(h.staff()).run(create, { input: { projectId, title, sectionId } })).data as { createTask: { task: { id: string } } }).createTask.task.id;

it('shows columns with counts, limits and cards in order', async () => {
  const { projectId, ownerUserId } = await begun(h, versionId);
  const columns = await columnsOf(projectId);
  expect(columns).toMatchObject([
    { title: 'Gather', wipLimit: null, openCount: 1, doneCount: 0, full: false, tasks: [{ title: 'Enter the records', blocked: true, assignees: [{ id: ownerUserId }] }] },
    { title: 'Prepare', wipLimit: 2, openCount: 3, full: true, tasks: [{ title: 'Prepare it all', blocked: false }, { title: 'Draft accounts', blocked: true }, { title: 'First review', assignees: [] }] },
  ]);
});

it('puts cards between others, and before and behind them', async () => {
  const { projectId, sections } = await begun(h, versionId);
  const gather = sections['Gather'] ?? '';
  const [a, b] = [await add(projectId, 'A', gather), await add(projectId, 'B', gather)];
  const c = await add(projectId, 'C', gather);
  expect((await h.as(h.staff()).run(move, { input: { taskId: c, toSectionId: gather, afterTaskId: a, beforeTaskId: b } })).errors).toBeUndefined();
  expect((await columnsOf(projectId))[0]?.tasks.map(({ title }) => title)).toEqual(['Enter the records', 'A', 'C', 'B']);
  await h.as(h.staff()).run(move, { input: { taskId: b, toSectionId: gather, beforeTaskId: a } });
  expect((await columnsOf(projectId))[0]?.tasks.map(({ title }) => title)).toEqual(['Enter the records', 'B', 'A', 'C']);
  expect((await h.as(h.staff()).run(move, { input: { taskId: c, toSectionId: gather, afterTaskId: b, beforeTaskId: c } })).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'PROJECTS_PLACE_GONE' });
});

it('refuses a drop with a sentence that says why, and changes nothing', async () => {
  const { projectId, sections, tasks } = await begun(h, versionId);
  const free = await add(projectId, 'Free', sections['Gather'] ?? '');
  const full = await h.as(h.staff()).run(move, { input: { taskId: free, toSectionId: sections['Prepare'] } });
  expect(full.errors?.[0]).toMatchObject({ message: '«Prepare» is full: it takes 2 open cards and has 3.', extensions: { code: 'CONFLICT', reason: 'PROJECTS_WIP_LIMIT' } });
  const blocked = await h.as(h.staff()).run(move, { input: { taskId: tasks['Enter the records'], toSectionId: sections['Prepare'] } });
  expect(blocked.errors?.[0]).toMatchObject({ message: '«Enter the records» cannot go on to «Prepare»: it waits for «Bank statements».', extensions: { reason: 'PROJECTS_CARD_BLOCKED' } });
  expect((await h.as(h.staff()).run(move, { input: { taskId: free, toSectionId: sections['Gather'], ifVersion: 9 } })).errors?.[0]?.extensions).toMatchObject({ reason: 'STALE_VERSION' });
  const other = await begun(h, versionId);
  expect((await h.as(h.staff()).run(move, { input: { taskId: free, toSectionId: other.sections['Gather'] } })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'PROJECTS_SECTION' });
  expect((await columnsOf(projectId))[0]?.openCount).toBe(2);
});

it('lets one of two people have the last place of a column', async () => {
  const { projectId, sections } = await begun(h, versionId);
  const [first, second] = [await add(projectId, 'One', sections['Gather'] ?? ''), await add(projectId, 'Two', sections['Gather'] ?? '')];
  await h.as(h.staff()).run('mutation($input: SetWipLimitInput!) { setWipLimit(input: $input) { wipLimit } }', { input: { sectionId: sections['Prepare'], wipLimit: 4 } });
  const answers = await Promise.all([first, second].map((taskId) => h.as(h.staff()).run(move, { input: { taskId, toSectionId: sections['Prepare'] } })));
  expect(answers.map(({ errors }) => errors?.[0]?.extensions?.reason ?? 'moved').sort()).toEqual(['PROJECTS_WIP_LIMIT', 'moved']);
  expect((await columnsOf(projectId))[1]?.openCount).toBe(4);
});

it('asks as often for two thousand cards as for four', async () => {
  const { projectId, clientId } = await begun(h, versionId);
  const count = async (): Promise<number> => {
    const noted = noteStatements('projects_rw');
    try { expect((await h.as(h.staff()).run(board, { id: projectId })).errors).toBeUndefined(); } finally { noted.stop(); }
    return noted.texts.length;
  };
  const few = await count();
  await h.sql(`insert into projects.tasks (tenant_id, id, version, project_id, section_id, client_id, title, kind, client_visible, assignee_user_id, depends_on, state, dormant, position, order_key, created_at)
    select t.tenant_id, gen_random_uuid(), 1, t.project_id, t.section_id, t.client_id, 'Card ' || n, 'STAFF', false, t.assignee_user_id, t.depends_on, 'OPEN', false, n, 'd' || lpad(n::text, 4, '0'), now()
    from projects.tasks t, generate_series(1, 2000) n where t.title = 'Draft accounts' and t.client_id = $1`, [idToUuid(clientId)]);
  expect((await columnsOf(projectId)).find(({ title }) => title === 'Prepare')?.openCount).toBe(2003);
  expect(await count()).toBe(few);
  expect(few).toBeLessThanOrEqual(8);
}, 60_000);

it('is closed to another firm, to clients and to staff without the right', async () => {
  const { projectId, clientId, sections, tasks } = await begun(h, versionId);
  const input = { taskId: tasks['Prepare it all'], toSectionId: sections['Gather'] };
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(board, { id: projectId })).data).toEqual({ project: null });
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(move, { input })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  expect((await h.as(h.portal(clientId)).run(move, { input })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.portal(newId('cli'))).run('query($id: ID!) { project(id: $id) { name } }', { id: projectId })).data).toEqual({ project: null });
  expect((await h.as(h.staff(['projects.project.view', 'projects.task.view'])).run(move, { input })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.public()).run(move, { input })).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
});
