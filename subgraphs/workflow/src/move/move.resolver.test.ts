import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appointmentBooked, appointmentClientLinked, appointmentCancelled, newId, projectCreated, runResumed, runStuck, taskAssigned, taskCompleted, taskCreated, type DataOf } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import workflow from '../subgraph.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(workflow); });
afterAll(async () => { await h.stop(); });

const me = () => h.staff().id;
const moves = async (query: 'myMoves' | 'firmMoves' = 'myMoves', actor = h.staff()) => {
  const answer = await h.as(actor).run(`{ ${query}(first: 20) { nodes { kind subject act dueAt dueOn late href who { id } client { id } } } }`);
  expect(answer.errors).toBeUndefined();
  return (answer.data as unknown as Record<string, { nodes: Record<string, unknown>[] }>)[query]?.nodes ?? [];
};
const booking = (): DataOf<typeof appointmentBooked> => ({
  appointmentId: newId('apt'), typeId: newId('apy'), typeName: 'Discovery call', start: '2026-11-19T14:30:00Z', end: '2026-11-19T15:00:00Z', zone: 'Europe/London', hostUserIds: [me()], hostNames: ['Ines'],
  attendee: { name: 'Penhallow Bakery', email: 'p@penhallow.test', phone: null }, intake: [], consentAt: null, channel: 'PAGE', bookingPageId: null, clientKind: 'ORG', organisation: null,
  folderTemplateId: null, projectTemplateVersionId: null, clientId: null,
});

describe('what waits for us', () => {
  it('holds an appointment for its host until it is over, with its client as soon as that is known', async () => {
    const data = booking();
    const clientId = newId('cli');
    await h.deliver(appointmentBooked, data);
    expect(await moves()).toMatchObject([{ kind: 'APPOINTMENT', subject: 'Discovery call with Penhallow Bakery', dueAt: '2026-11-19T14:30:00.000Z', late: false, who: [{ id: me() }], client: null }]);
    await h.deliver(appointmentClientLinked, { appointmentId: data.appointmentId, clientId, contactId: newId('con'), start: data.start, end: data.end, zone: data.zone, typeName: data.typeName, hostUserIds: data.hostUserIds }, { clientId });
    const client = await h.as(h.staff()).run(`query($r: [_Any!]!) { _entities(representations: $r) { ... on Client { ourMoves { subject } runs { id } } } }`, { r: [{ __typename: 'Client', id: clientId }] });
    expect(client).toMatchObject({ data: { _entities: [{ ourMoves: [{ subject: 'Discovery call with Penhallow Bakery' }], runs: [] }] } });
    await h.deliver(appointmentCancelled, { ...data, by: 'ATTENDEE', reason: null, clientId });
    expect(await moves()).toEqual([]);
  });

  it('shows a task to the person it was given to, and roles without a person to everybody', async () => {
    const [taskId, projectId, clientId, colleague] = [newId('tsk'), newId('prj'), newId('cli'), newId('usr')];
    await h.deliver(taskCreated, { taskId, projectId, clientId, title: 'Call back', kind: 'STAFF', assigneeUserId: colleague, dueOn: '2026-11-18' });
    await h.deliver(projectCreated, { projectId, clientId, name: 'Payroll', templateVersionId: newId('ptv'), status: 'SKELETON', sourceRef: null, taskCount: 3, milestoneCount: 0, needsOwner: 2, kickOffOn: '2026-11-24' });
    expect(await moves()).toMatchObject([{ kind: 'NEEDS_OWNER', act: 'Name owners for 2 tasks', dueOn: '2026-11-24', who: [] }]);
    await h.deliver(taskAssigned, { taskId, projectId, clientId, title: 'Call back', assigneeUserId: me() });
    expect(await moves()).toMatchObject([{ kind: 'TASK', subject: 'Call back', late: true, dueOn: '2026-11-18' }, { kind: 'NEEDS_OWNER' }]);
    await h.deliver(taskCompleted, { taskId, projectId, clientId, title: 'Call back' });
    expect(await moves()).toHaveLength(1);
  });

  it('names a stuck run until somebody sends it on', async () => {
    const run = { runId: newId('run'), workflowId: newId('wfl'), workflowName: 'Onboard', versionNo: 1, businessKey: 'k', clientId: null };
    await h.deliver(runStuck, { ...run, stepKey: 'folders', what: 'Not done.', why: 'Gone.', toDo: 'Put it right, then resume.', ownerUserId: me() }, { aggregateId: run.runId });
    expect(await moves()).toContainEqual(expect.objectContaining({ kind: 'STUCK_RUN', act: 'Put it right, then resume.', href: `/runs/${run.runId}` }));
    await h.deliver(runResumed, { ...run, stepKey: 'folders' }, { aggregateId: run.runId });
    expect((await moves()).map((move) => move['kind'])).not.toContain('STUCK_RUN');
  });

  it('is nobody else’s: not another firm’s, not without the right', async () => {
    expect(await moves('firmMoves', h.staff(['*'], h.otherFirm.id))).toEqual([]);
    expect((await h.as(h.staff(['crm.*'])).run('{ myMoves { nodes { id } } }')).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await h.as(h.public()).run('{ myMoves { nodes { id } } }')).errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});
