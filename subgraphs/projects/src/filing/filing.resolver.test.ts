import { clientCreated, clientMerged, clientUpdated, newId, requestCancelled, requestCompleted, requestReopened, requestSent } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aFilingPlan, aTemplate, begun, type Begun } from '../../test/builders.js';
import projects from '../subgraph.js';

let h: Harness;
let versionId: string;
beforeAll(async () => { h = await testSubgraph(projects); ({ versionId } = await aTemplate(h, 'Year end', aFilingPlan())); });
afterAll(async () => { await h?.stop(); });

const look = 'query($id: ID!) { project(id: $id) { clientStatus stage { section { title } number of missing conditions { kind met sentence } } fileNeeds { id title state requestId dueOn } files { id } lateness { late sentence chain { kind words } } tasks { title blocked state } } }';
const attach = 'mutation($input: AttachFilesToProjectInput!) { attachFilesToProject(input: $input) { attachedFileIds alreadyThere closed } }';
const review = 'mutation($input: CreateReviewTaskInput!) { createReviewTask(input: $input) { created needsOwner assigneeUserId task { id title kind state dueOn checklist { key title done } files { id } project { id } client { id } reviewOfRequestId } } }';
const complete = 'mutation($input: CompleteTaskInput!) { completeTask(input: $input) { id } }';
const seen = async (projectId: string) => ((await h.as(h.staff()).run(look, { id: projectId })).data as { project: Record<string, unknown> }).project;
const asked = (work: Begun, more: object = {}) => ({ requestId: newId('frq'), round: 1, clientId: work.clientId, projectId: work.projectId, title: 'Bank statements', dueOn: '2026-11-12', remindAt: [], itemCount: 2, requiredCount: 1, ...more });
const came = ({ requestId, clientId, projectId, title }: ReturnType<typeof asked>, round = 1) => ({ requestId, round, clientId, projectId, title, fileIds: [newId('fil')], items: [], completedBy: { kind: 'portal' as const, name: null } });
const told = async (type: string, work: Begun) => (await h.events(type)).filter((event) => event.clientId === work.clientId).map((event) => event.data);

it('says what files are wanted when work begins', async () => {
  const work = await begun(h, versionId);
  expect(await told('projects.project.files_needed', work)).toEqual([{
    projectId: work.projectId, clientId: work.clientId, name: expect.any(String), requests: [{ key: 'bank', title: 'Bank statements', dueOn: '2026-11-12', items: [{ title: 'April', required: true, hint: 'All pages' }, { title: 'Receipts', required: false, hint: null }] }],
  }]);
});

it('puts tasks on wait while the client owes files, frees them when they come, and goes on to the next stage', async () => {
  const work = await begun(h, versionId);
  const request = asked(work);
  await h.deliver(requestSent, request);
  await h.deliver(requestSent, request, { eventId: newId('evt') });
  expect(await told('projects.task.blocked', work)).toMatchObject([{ taskId: work.tasks['Enter the records'], byFileRequestId: request.requestId, byTaskIds: [], sentence: 'It waits for the client: «Bank statements».' }]);
  expect((await h.as(h.staff()).run(complete, { input: { taskId: work.tasks['Enter the records'] } })).errors?.[0]).toMatchObject({ message: 'This waits for «Bank statements».', extensions: { reason: 'PROJECTS_TASK_BLOCKED' } });
  expect(await seen(work.projectId)).toMatchObject({
    clientStatus: 'We are waiting for you: Bank statements.', stage: { section: { title: 'Gather' }, number: 1, of: 2, missing: ['Still to do: «Enter the records».', 'The client still owes: «Bank statements».'] },
    lateness: { late: true, sentence: '«Enter the records» is late. The client has owed «Bank statements» for 0 days.' }, fileNeeds: [{ state: 'WAITING', requestId: request.requestId }],
  });
  await h.deliver(requestCompleted, came(request));
  expect(await told('projects.task.unblocked', work)).toMatchObject([{ taskId: work.tasks['Enter the records'] }]);
  expect(await seen(work.projectId)).toMatchObject({ stage: { missing: ['Still to do: «Enter the records».'] } });
  await h.as(h.staff()).run(complete, { input: { taskId: work.tasks['Enter the records'] } });
  expect(await told('projects.project.stage_advanced', work)).toMatchObject([{ from: 'Gather', to: 'Prepare' }]);
  expect(await seen(work.projectId)).toMatchObject({ stage: { section: { title: 'Prepare' }, number: 2 } });
});

it('waits again for a line that was sent back, and no more for a request that was called off', async () => {
  const work = await begun(h, versionId);
  const request = asked(work);
  await h.deliver(requestSent, request);
  await h.deliver(requestCompleted, came(request));
  await h.deliver(requestReopened, { ...request, round: 2, itemIds: [newId('fri')], reason: 'A page is missing.' });
  expect(await seen(work.projectId)).toMatchObject({ fileNeeds: [{ state: 'WAITING' }] });
  await h.deliver(requestCancelled, { requestId: request.requestId, round: 2, clientId: work.clientId, projectId: work.projectId, title: request.title, reason: null });
  expect(await seen(work.projectId)).toMatchObject({ fileNeeds: [{ state: 'CANCELLED' }] });
  expect(await told('projects.task.unblocked', work)).toHaveLength(2);
});

it('notes a request that no plan foresaw, and none of another firm', async () => {
  const work = await begun(h, versionId);
  await h.deliver(requestSent, asked(work, { title: 'Something else' }));
  await h.deliver(requestSent, asked(work, { title: 'Foreign' }), { tenantId: h.otherFirm.id });
  expect(await seen(work.projectId)).toMatchObject({ fileNeeds: [{ title: 'Bank statements', state: 'PLANNED' }, { title: 'Something else', state: 'WAITING' }] });
});

it('goes on without files that a person waives', async () => {
  const work = await begun(h, versionId);
  const [need] = (await seen(work.projectId))['fileNeeds'] as { id: string }[];
  const waive = 'mutation($input: WaiveFileNeedInput!) { waiveFileNeed(input: $input) { state } }';
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(waive, { input: { fileNeedId: need?.id } })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  expect((await h.as(h.staff()).run(waive, { input: { fileNeedId: need?.id } })).data).toEqual({ waiveFileNeed: { state: 'CANCELLED' } });
  expect((await h.as(h.staff()).run(waive, { input: { fileNeedId: need?.id } })).errors?.[0]?.extensions).toMatchObject({ reason: 'PROJECTS_FILES_SETTLED' });
});

it('takes each file once, ever, and none after its end', async () => {
  const work = await begun(h, versionId);
  const [one, two] = [newId('fil'), newId('fil')];
  const input = { projectId: work.projectId, requestId: newId('frq'), fileIds: [one, one] };
  expect((await h.as(h.service()).run(attach, { input })).data).toEqual({ attachFilesToProject: { attachedFileIds: [one], alreadyThere: 0, closed: false } });
  const both = await Promise.all([1, 2].map(() => h.as(h.service()).run(attach, { input: { ...input, fileIds: [one, two] } })));
  expect(both.map(({ data }) => (data as { attachFilesToProject: { attachedFileIds: string[] } }).attachFilesToProject.attachedFileIds.length).sort()).toEqual([0, 1]);
  expect(await seen(work.projectId)).toMatchObject({ files: expect.arrayContaining([{ id: one }, { id: two }]) });
  expect((await told('projects.project.files_attached', work)).map(({ fileIds }) => fileIds)).toEqual([[one], [two]]);
  await h.as(h.staff()).run('mutation($input: CancelProjectInput!) { cancelProject(input: $input) { id } }', { input: { projectId: work.projectId, reason: 'Lost.' } });
  expect((await h.as(h.service()).run(attach, { input: { ...input, fileIds: [newId('fil')] } })).data).toEqual({ attachFilesToProject: { attachedFileIds: [], alreadyThere: 0, closed: true } });
  expect((await h.as({ ...h.service(), tenantId: h.otherFirm.id }).run(attach, { input })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  expect((await h.as(h.service(['projects.project.view'])).run(attach, { input })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

interface Review { created: boolean; needsOwner: boolean; assigneeUserId: string | null; task: Record<string, unknown> & { id: string } }
const reviewed = async (input: object): Promise<Review> => {
  const { data, errors } = await h.as(h.service()).run(review, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return (data as { createReviewTask: Review }).createReviewTask;
};
const round = (work: Begun, more: object = {}) => ({ requestId: newId('frq'), clientId: work.clientId, projectId: work.projectId, title: 'Review Bank statements', items: [{ key: 'a', title: 'April' }, { key: 'b', title: 'May' }], fileIds: [newId('fil')], dueInWorkingDays: 2, ...more });

it('makes one review task for a request, however often and however at once it is told', async () => {
  const work = await begun(h, versionId);
  const input = round(work);
  const answers = await Promise.all([1, 2, 3].map(() => reviewed(input)));
  expect(new Set(answers.map(({ task }) => task.id)).size).toBe(1);
  expect(answers.filter(({ created }) => created)).toHaveLength(1);
  expect(answers[0]).toMatchObject({ needsOwner: false, assigneeUserId: work.ownerUserId, task: { title: 'Review Bank statements', kind: 'REVIEW', dueOn: '2026-11-23', project: { id: work.projectId }, checklist: [{ key: 'a', done: false }, { key: 'b', done: false }] } });
  expect((await told('projects.task.created', work)).filter(({ taskId }) => taskId === answers[0]?.task.id)).toHaveLength(1);
});

it('brings the same task back in a later round', async () => {
  const work = await begun(h, versionId);
  const input = round(work);
  const first = await reviewed(input);
  await h.as(h.staff()).run('mutation($input: TickChecklistItemInput!) { tickChecklistItem(input: $input) { id } }', { input: { taskId: first.task.id, key: 'a', done: true } });
  await h.as(h.staff()).run(complete, { input: { taskId: first.task.id } });
  const fileId = newId('fil');
  const again = await reviewed({ ...input, fileIds: [...input.fileIds, fileId], items: [{ key: 'b', title: 'May, all pages' }] });
  expect(again).toMatchObject({ created: false, task: { id: first.task.id, state: 'OPEN', checklist: [{ key: 'b', title: 'May, all pages', done: false }], files: [{ id: input.fileIds[0] }, { id: fileId }] } });
  expect((await told('projects.task.reopened', work))).toMatchObject([{ taskId: first.task.id, reason: 'Files came again.', assigneeUserIds: [work.ownerUserId] }]);
});

it('lies in the queue when nobody can be found, and goes to the reviewer of the client when there is one', async () => {
  const clientId = newId('cli');
  await h.deliver(clientCreated, { clientId, displayName: 'Marlowe', kind: 'ORG', status: 'ACTIVE', ownerUserId: null, source: 'STAFF' });
  const input = { requestId: newId('frq'), clientId, projectId: null, title: 'Review', dueInWorkingDays: 0 };
  expect(await reviewed(input)).toMatchObject({ created: true, needsOwner: true, assigneeUserId: null, task: { project: null, client: { id: clientId } } });
  const [owner, reviewer] = [newId('usr'), newId('usr')];
  await h.deliver(clientUpdated, { clientId, changes: [{ field: 'owner', before: null, after: owner }] });
  expect(await reviewed({ ...input, requestId: newId('frq') })).toMatchObject({ assigneeUserId: owner });
  const team = await h.as(h.staff()).run('mutation($input: SetClientTeamInput!) { setClientTeam(input: $input) { displayName owner { id } reviewer { id } } }', { input: { clientId, reviewerUserId: reviewer } });
  expect(team.data).toEqual({ setClientTeam: { displayName: 'Marlowe', owner: { id: owner }, reviewer: { id: reviewer } } });
  expect(await reviewed({ ...input, requestId: newId('frq') })).toMatchObject({ assigneeUserId: reviewer, needsOwner: false });
});

it('asks the owner to decide when the project has ended meanwhile', async () => {
  const work = await begun(h, versionId);
  await h.as(h.staff()).run('mutation($input: CancelProjectInput!) { cancelProject(input: $input) { id } }', { input: { projectId: work.projectId, reason: 'Lost.' } });
  expect(await reviewed(round(work))).toMatchObject({ assigneeUserId: work.ownerUserId, task: { title: 'Decide what becomes of the files: Review Bank statements', project: null } });
});

it('follows a client into the record that it was merged into', async () => {
  const work = await begun(h, versionId);
  const survivorId = newId('cli');
  await h.knowClient(survivorId);
  await h.deliver(clientMerged, { survivorId, mergedIds: [work.clientId], mergeId: 'm1' });
  expect(await reviewed(round(work))).toMatchObject({ created: true, task: { client: { id: survivorId }, project: { id: work.projectId } } });
  expect(await h.sql('select 1 from projects.file_needs n join projects.projects p on p.id = n.project_id where n.client_id <> p.client_id')).toEqual([]);
});

it('refuses the project of another client, an id of no kind, and staff without the right', async () => {
  const [work, other] = [await begun(h, versionId), await begun(h, versionId)];
  const ask = async (input: object, actor = h.service()) => (await h.as(actor).run(review, { input })).errors?.[0]?.extensions;
  expect(await ask(round(work, { projectId: other.projectId }))).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'PROJECTS_PROJECT_CLIENT' });
  expect(await ask(round(work, { requestId: 'no' }))).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await ask(round(work, { projectId: newId('prj') }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await ask(round(work), h.service(['projects.task.view']))).toMatchObject({ code: 'FORBIDDEN' });
  expect(await ask(round(work), h.portal(work.clientId))).toMatchObject({ code: 'FORBIDDEN' });
});

it('shows a client what is wanted of it in one sentence, and another client nothing', async () => {
  const work = await begun(h, versionId);
  await h.deliver(requestSent, asked(work));
  const ask = 'query($id: ID!) { project(id: $id) { clientStatus } }';
  expect((await h.as(h.portal(work.clientId)).run(ask, { id: work.projectId })).data).toEqual({ project: { clientStatus: 'We are waiting for you: Bank statements.' } });
  expect((await h.as(h.portal(newId('cli'))).run(ask, { id: work.projectId })).data).toEqual({ project: null });
});
