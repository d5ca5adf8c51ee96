import { newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aSkeleton, aTemplate, layOut, type LaidOut } from '../../test/builders.js';
import projects from '../subgraph.js';

let h: Harness;
let versionId: string;
let templateId: string;
beforeAll(async () => { h = await testSubgraph(projects); ({ versionId, templateId } = await aTemplate(h, 'Year end')); });
afterAll(async () => { await h?.stop(); });

const move = 'mutation($input: MoveProjectKickOffInput!) { moveProjectKickOff(input: $input) { moved project { id kickOffOn } } }';
const cancel = 'mutation($input: CancelUntouchedSkeletonInput!) { cancelUntouchedSkeleton(input: $input) { outcome project { status statusReason tasks { state } } } }';
const activate = 'mutation($input: ActivateProjectInput!) { activateProject(input: $input) { status kickOffOn dueOn tasks { title dueOn dormant } milestones { title dueOn } } }';
const factsOf = async (type: string, clientId: string) => (await h.events(type)).filter((e) => e.clientId === clientId);

it('lays out the whole plan without dates, keeps who waits for whom, and states it once', async () => {
  const { clientId, ownerUserId, appointmentId, laidOut } = await aSkeleton(h, versionId);
  expect(laidOut).toMatchObject({ created: true, project: {
    name: 'Marlowe Boatyard: November 2026', clientTitle: 'Your accounts, November 2026', status: 'SKELETON', kickOffOn: '2026-11-19', dueOn: null, tasksTotal: 4, tasksDone: 0, sections: [{ title: 'Gather' }, { title: 'Prepare' }],
    milestones: [{ billing: 'PERCENT', percent: 50, dueOn: null, amount: null }, { billing: 'FIXED', amount: { decimal: '1200.00', currency: 'GBP' } }, { billing: 'NONE' }],
    tasks: [
      { role: 'CLIENT', assignee: null, needsOwner: false, dueOn: null, dependsOn: [] }, { role: 'PREPARER', assignee: { id: ownerUserId }, needsOwner: false, dependsOn: [{ title: 'Chase bank statements' }] },
      { role: 'REVIEWER', assignee: null, needsOwner: true, dependsOn: [{ title: 'Draft accounts' }] }, { role: 'OWNER', assignee: { id: ownerUserId }, dependsOn: [{ title: 'First review' }, { title: 'Draft accounts' }] },
    ] } });
  expect((await factsOf('projects.project.created', clientId)).map((e) => e.data)).toEqual([expect.objectContaining({ taskCount: 4, milestoneCount: 3, needsOwner: 1, sourceRef: appointmentId, status: 'SKELETON', kickOffOn: '2026-11-19' })]);
  expect(await factsOf('projects.task.created', clientId)).toEqual([]);
});

it('leaves every task of the firm without an owner when nobody owns the project', async () => {
  const { clientId } = await aSkeleton(h, versionId, { ownerUserId: null });
  expect((await factsOf('projects.project.created', clientId))[0]?.data).toMatchObject({ needsOwner: 3 });
  const { data, errors } = await h.as(h.staff()).run('{ needsOwner(first: 100) { totalCount nodes { title client { id } } } }');
  expect(errors).toBeUndefined();
  const nodes = (data as never as { needsOwner: { nodes: { title: string; client: { id: string } }[] } }).needsOwner.nodes;
  expect(nodes.filter((node) => node.client.id === clientId).map((node) => node.title)).toEqual(['Draft accounts', 'First review', 'File']);
});

it('answers the open skeleton of that template instead of a second one, also when two bookings come at once', async () => {
  const { clientId, laidOut } = await aSkeleton(h, versionId);
  const input = { clientId, templateVersionId: versionId, appointmentId: newId('apt'), onlyIfNoOpenSkeleton: true };
  const next = await h.as(h.staff()).run('mutation($input: PublishProjectTemplateVersionInput!) { publishProjectTemplateVersion(input: $input) { id } }', { input: { templateId, plan: { sections: [{ key: 's', title: 'S' }], tasks: [{ key: 't', section: 's', title: 'T', role: 'OWNER' }] } } });
  const newer = (next.data as { publishProjectTemplateVersion: { id: string } }).publishProjectTemplateVersion.id;
  for (const templateVersionId of [versionId, newer]) {
    expect((await h.as(h.service()).run(layOut, { input: { ...input, templateVersionId } })).data).toMatchObject({ createProjectFromTemplate: { created: false, project: { id: laidOut.project.id } } });
  }
  expect((await h.as(h.service()).run(layOut, { input: { ...input, onlyIfNoOpenSkeleton: false } })).data).toMatchObject({ createProjectFromTemplate: { created: true } });
  const fresh = newId('cli');
  await h.knowClient(fresh);
  const answers = await Promise.all([1, 2, 3, 4].map(() => h.as(h.service()).run(layOut, { input: { ...input, clientId: fresh, appointmentId: newId('apt') } })));
  expect(answers.map((a) => (a.data as unknown as { createProjectFromTemplate: LaidOut }).createProjectFromTemplate.created).filter(Boolean)).toHaveLength(1);
});

it('answers a keyed request again with the same project and `created`', async () => {
  const clientId = newId('cli');
  await h.knowClient(clientId);
  const actor = h.service();
  const input = { clientId, templateVersionId: versionId, appointmentId: newId('apt'), kickOffOn: '2026-11-19', onlyIfNoOpenSkeleton: true };
  const first = await h.as(actor).run(layOut, { input }, { idempotencyKey: 'run_1:project' });
  const again = await h.as(actor).run(layOut, { input }, { idempotencyKey: 'run_1:project' });
  expect(first.errors).toBeUndefined();
  expect(again.data).toEqual(first.data);
  expect(again.data).toMatchObject({ createProjectFromTemplate: { created: true } });
  expect(await factsOf('projects.project.created', clientId)).toHaveLength(1);
});

it('moves the first day with the appointment, once, and says so when there is nothing to move', async () => {
  const { appointmentId, clientId, laidOut } = await aSkeleton(h, versionId);
  expect((await h.as(h.service()).run(move, { input: { appointmentId, kickOffOn: '2026-11-26' } })).data).toEqual({ moveProjectKickOff: { moved: true, project: { id: laidOut.project.id, kickOffOn: '2026-11-26' } } });
  expect((await h.as(h.service()).run(move, { input: { appointmentId, kickOffOn: '2026-11-26' } })).data).toMatchObject({ moveProjectKickOff: { moved: false } });
  expect((await h.as(h.service()).run(move, { input: { appointmentId: newId('apt'), kickOffOn: '2026-11-26' } })).data).toEqual({ moveProjectKickOff: { moved: false, project: null } });
  expect((await factsOf('projects.project.kick_off_moved', clientId)).map((e) => e.data)).toEqual([expect.objectContaining({ from: '2026-11-19', to: '2026-11-26', name: 'Marlowe Boatyard: November 2026' })]);
});

it('takes back what nobody touched, also after the workflow moved it, and says the same when asked again', async () => {
  const { appointmentId, clientId } = await aSkeleton(h, versionId);
  await h.as(h.service()).run(move, { input: { appointmentId, kickOffOn: '2026-12-01' } });
  const input = { appointmentId, reason: 'They cancelled.' };
  expect((await h.as(h.service()).run(cancel, { input })).data).toEqual({ cancelUntouchedSkeleton: { outcome: 'CANCELLED', project: { status: 'CANCELLED', statusReason: 'They cancelled.', tasks: Array.from({ length: 4 }, () => ({ state: 'CANCELLED' })) } } });
  expect((await h.as(h.service()).run(cancel, { input })).data).toMatchObject({ cancelUntouchedSkeleton: { outcome: 'CANCELLED' } });
  expect(await factsOf('projects.project.cancelled', clientId)).toHaveLength(1);
  expect((await h.as(h.service()).run(cancel, { input: { ...input, appointmentId: newId('apt') } })).data).toEqual({ cancelUntouchedSkeleton: { outcome: 'NONE', project: null } });
});

it.each(['assigned a task', 'added a task', 'moved it', 'began it'])('keeps a skeleton when somebody %s', async (what) => {
  const { appointmentId, laidOut } = await aSkeleton(h, versionId);
  const staff = h.as(h.staff());
  const projectId = laidOut.project.id;
  if (what === 'assigned a task') await staff.run('mutation($input: AssignTaskInput!) { assignTask(input: $input) { id } }', { input: { taskId: laidOut.project.tasks[2]?.id, assigneeUserId: newId('usr') } });
  if (what === 'added a task') await staff.run('mutation($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }', { input: { projectId, title: 'Ring them' } });
  if (what === 'moved it') await staff.run(move, { input: { appointmentId, kickOffOn: '2026-12-02' } });
  if (what === 'began it') await staff.run(activate, { input: { projectId } });
  expect((await h.as(h.service()).run(cancel, { input: { appointmentId, reason: 'They cancelled.' } })).data).toMatchObject({ cancelUntouchedSkeleton: { outcome: 'KEPT', project: { status: what === 'began it' ? 'ACTIVE' : 'SKELETON' } } });
});

it('gives dates in working days when work begins, and tells everybody who has something to do', async () => {
  const { laidOut, clientId, appointmentId } = await aSkeleton(h, versionId);
  const begun = await h.as(h.staff()).run(activate, { input: { projectId: laidOut.project.id } });
  expect(begun.errors).toBeUndefined();
  expect(begun.data).toEqual({ activateProject: { status: 'ACTIVE', kickOffOn: '2026-11-19', dueOn: '2026-12-01',
    tasks: [{ title: 'Chase bank statements', dueOn: '2026-11-23', dormant: false }, { title: 'Draft accounts', dueOn: '2026-11-26', dormant: false }, { title: 'First review', dueOn: '2026-12-01', dormant: false }, { title: 'File', dueOn: null, dormant: false }],
    milestones: [{ title: 'Draft sent', dueOn: '2026-11-27' }, { title: 'Set up', dueOn: null }, { title: 'Filed', dueOn: null }] } });
  expect((await factsOf('projects.task.created', clientId)).map((e) => e.data.title)).toEqual(['Chase bank statements', 'Draft accounts', 'First review', 'File']);
  expect(await factsOf('projects.project.activated', clientId)).toHaveLength(1);
  expect((await h.as(h.staff()).run(activate, { input: { projectId: laidOut.project.id } })).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'PROJECTS_STATUS_STEP' });
  expect((await h.as(h.service()).run(move, { input: { appointmentId, kickOffOn: '2026-12-24' } })).data).toMatchObject({ moveProjectKickOff: { moved: false, project: { kickOffOn: '2026-11-19' } } });
});

it('needs a first day to begin, and takes the one that is given', async () => {
  const { laidOut } = await aSkeleton(h, versionId, { kickOffOn: null, appointmentId: null });
  expect((await h.as(h.staff()).run(activate, { input: { projectId: laidOut.project.id } })).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'PROJECTS_KICK_OFF_NEEDED' });
  expect((await h.as(h.staff()).run(activate, { input: { projectId: laidOut.project.id, kickOffOn: '2026-11-21' } })).data).toMatchObject({ activateProject: { kickOffOn: '2026-11-21', tasks: [{ dueOn: '2026-11-25' }, {}, {}, {}] } });
});

it('refuses an unknown client, an unknown or unpublished version, another firm, a client and a visitor', async () => {
  const clientId = newId('cli');
  await h.knowClient(clientId);
  const asking = async (actor: ReturnType<Harness['staff']>, more: object = {}) => (await h.as(actor).run(layOut, { input: { clientId, templateVersionId: versionId, ...more } })).errors?.[0]?.extensions?.code;
  expect(await asking(h.service(), { clientId: newId('cli') })).toBe('NOT_FOUND');
  expect(await asking(h.service(), { templateVersionId: newId('ptv') })).toBe('NOT_FOUND');
  expect(await asking(h.service(), { templateVersionId: 'nonsense' })).toBe('NOT_FOUND');
  const draft = await h.as(h.staff()).run('mutation($input: CreateProjectTemplateInput!) { createProjectTemplate(input: $input) { versions { id } } }', { input: { name: 'Draft', projectType: 'Any', plan: { sections: [{ key: 's', title: 'S' }], tasks: [{ key: 't', section: 's', title: 'T', role: 'OWNER' }] } } });
  expect(await asking(h.service(), { templateVersionId: (draft.data as never as { createProjectTemplate: { versions: [{ id: string }] } }).createProjectTemplate.versions[0].id })).toBe('CONFLICT');
  await h.knowClient(clientId, h.otherFirm.id);
  expect(await asking(h.staff(['*'], h.otherFirm.id))).toBe('NOT_FOUND');
  expect(await asking(h.staff(['projects.project.view']))).toBe('FORBIDDEN');
  expect(await asking(h.portal(clientId))).toBe('FORBIDDEN');
  expect(await asking(h.public())).toBe('UNAUTHENTICATED');
});

it.each([['a day that is none', { kickOffOn: '2026-02-30' }], ['a word for a day', { kickOffOn: 'tomorrow' }], ['an appointment that is none', { appointmentId: 'apt_1' }], ['an owner that is none', { ownerUserId: 'cli_1' }],
  ['a name of ten thousand letters', { clientName: 'x'.repeat(10_000) }], ['a NUL', { clientName: 'a\u0000' }]])('refuses %s and writes nothing', async (_, more) => {
  const clientId = newId('cli');
  await h.knowClient(clientId);
  const before = await h.sql('select count(*) from projects.projects');
  expect((await h.as(h.service()).run(layOut, { input: { clientId, templateVersionId: versionId, ...more } })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(await h.sql('select count(*) from projects.projects')).toEqual(before);
});
