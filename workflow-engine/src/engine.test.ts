import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { appointmentCompleted, buildEnvelope, newId, uuidToId, type Envelope } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { Redis } from 'ioredis';
import { aBooking } from '../test/flow.js';
import { TestHouse, type RunRow } from '../test/house.js';

let house: TestHouse;
beforeAll(async () => { house = await TestHouse.open(); });
afterAll(async () => { await house.stop(); });
beforeEach(() => { house.gateway.script = () => 'effect'; });
afterEach(async () => { await house.stopEngines(); });

const steps = ['resolveClient', 'linkAppointmentToClient', 'invitePortalUser', 'createFoldersFromTemplate', 'createProjectFromTemplate'];
const keyOf = (event: Envelope): string => String(event.data['appointmentId']);
const settled = (event: Envelope, state: string): Promise<RunRow> => eventually(async () => {
  const [run] = await house.runs(keyOf(event));
  return run?.state === state ? run : null;
}, `a run for ${keyOf(event)} that is ${state}`, { timeoutMs: 20_000 }) as Promise<RunRow>;
const idOf = (run: RunRow): string => uuidToId('run', run.id);
const ask = (query: string, variables: Record<string, unknown>) => house.h.as(house.h.staff()).run(query, variables);

describe('the engine', () => {
  it('starts a run from a booking, does each step once as its owner, and tells the house', async () => {
    await house.engine();
    const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const event = { ...aBooking(house.h.firm.id, {}, { seedTime: '2026-11-10T09:00:00.000Z' }), traceparent: trace };
    await house.publish(event);
    const run = await settled(event, 'COMPLETED');
    const calls = house.gateway.calls.filter((call) => call.claims['runId'] === idOf(run));
    expect(calls.map((call) => [call.operation, call.key])).toEqual(steps.map((step) => [step, `${idOf(run)}:${step}`]));
    expect(calls[0]?.claims).toMatchObject({
      iss: 'engine', aud: 'gateway', tenantId: house.h.firm.id, workflow: 'Onboard a booked client@1', stepKey: 'resolveClient', onBehalfOf: house.owner,
      correlationId: event.correlationid, causationId: `${idOf(run)}:resolveClient`, seedTime: '2026-11-10T09:00:00.000Z',
    });
    expect((calls[0]?.claims.exp ?? 0) - (calls[0]?.claims.iat ?? 0)).toBeLessThanOrEqual(60);
    expect(new Set(calls.map((call) => call.traceparent))).toEqual(new Set([trace]));
    expect(run.client_id).not.toBeNull();
    const told = (await house.h.events()).filter((fact) => fact.data['runId'] === idOf(run));
    expect(told.map((fact) => fact.type)).toEqual(['workflow.run.started', 'workflow.run.completed']);
    expect(told.every((fact) => fact.correlationId === event.correlationid)).toBe(true);
    expect(told[0]?.causationId).toBe(event.id);
    expect(told.map((fact) => fact.aggregateSeq)).toEqual([1, 2]);
  });

  it('starts one run for one occurrence: the same event ten times, and another event with the same key', async () => {
    await house.engine();
    const event = aBooking(house.h.firm.id);
    await Promise.all(Array.from({ length: 10 }, () => house.publish(event)));
    const run = await settled(event, 'COMPLETED');
    const twin = aBooking(house.h.firm.id, event.data as never);
    await house.publish({ ...twin, aggregateseq: 2 });
    const ignored = await eventually(async () => {
      const answer = await ask('{ ignoredTriggers(first: 5) { nodes { outcome reason eventId run { id number } } } }', {});
      return (answer.data as unknown as { ignoredTriggers: { nodes: { eventId: string; reason: string }[] } }).ignoredTriggers.nodes.find((one) => one.eventId === twin.id);
    }, 'the second trigger shown as ignored');
    expect(ignored).toMatchObject({ outcome: 'DUPLICATE', reason: expect.stringMatching(/^Ignored, same as run \d+\.$/) as unknown as string, run: { id: idOf(run) } });
    expect(await house.runs(keyOf(event))).toHaveLength(1);
    expect(house.gateway.countFor(idOf(run))).toEqual({ calls: 5, effects: 5 });
  });

  it('starts nothing for a booking whose client is known', async () => {
    await house.engine();
    const known = aBooking(house.h.firm.id, { clientId: newId('cli') });
    const next = aBooking(house.h.firm.id);
    await house.publish(known);
    await house.publish(next);
    await settled(next, 'COMPLETED');
    expect(await house.runs(keyOf(known))).toEqual([]);
  });

  it('waits as long as the other side asks, shows why, and goes on by itself', async () => {
    await house.engine();
    house.gateway.script = ({ operation }, nth) => (operation === 'invitePortalUser' && nth === 1 ? { status: 503, retryAfter: 1 } : 'effect');
    const event = aBooking(house.h.firm.id);
    await house.publish(event);
    const waiting = await settled(event, 'WAITING');
    expect(waiting.reason).toContain('«Invite to the portal» is tried again');
    const run = await settled(event, 'COMPLETED');
    expect(await house.attempts(run.id, 'invitePortalUser')).toEqual(['RETRY', 'DONE']);
  });

  it('has one effect when an answer never comes', async () => {
    await house.engine();
    house.gateway.script = ({ operation }, nth) => (operation === 'resolveClient' && nth === 1 ? 'effect, then silence' : 'effect');
    const event = aBooking(house.h.firm.id);
    await house.publish(event);
    const run = await settled(event, 'COMPLETED');
    expect(house.gateway.countFor(idOf(run))).toEqual({ calls: 6, effects: 5 });
  });

  it('is stuck in plain words with everything else done, and goes on from the failed step when a person says so', async () => {
    await house.engine();
    let gone = true;
    house.gateway.script = ({ operation }) => (operation === 'createFoldersFromTemplate' && gone ? { code: 'BAD_USER_INPUT', message: 'The folder template is gone.', field: 'input.templateId', reason: 'FILES_TEMPLATE_GONE' } : 'effect');
    const event = aBooking(house.h.firm.id);
    await house.publish(event);
    const run = await settled(event, 'STUCK');
    const shown = await ask(`query($id: ID!) { run(id: $id) { state stepNo stepCount reason alarm { stepNo what why did didNot toDo links { label href } } resumePreview { lines }
      cause { eventType words } steps { no id name kind column lane dependsOn state tries words detail { tried actsAs repeatSafe record { label } answered { name value } } } } runs(view: STUCK) { nodes { id } counts { stuck } causes { key count words } } }`, { id: idOf(run) });
    expect(shown.errors).toBeUndefined();
    expect(shown.data).toMatchObject({
      run: {
        state: 'STUCK', stepNo: 5, stepCount: 6, cause: { eventType: 'scheduling.appointment.booked', words: 'Somebody took a slot.' },
        alarm: { stepNo: 5, what: '«Lay out the folders» was not done: the folder template is gone.', toDo: 'Put the record right, then resume.', links: expect.arrayContaining([expect.objectContaining({ label: 'Folder template' })]) as unknown },
        resumePreview: { lines: ['Try «Lay out the folders» again, with the same contents and the same key.', 'The 4 steps that are done are not done again.'] },
        steps: [{ no: 1, id: 'trigger', state: 'DONE', column: 0 }, { no: 2, id: 'resolveClient', state: 'DONE', words: 'New: Marion Marlowe' }, {}, {}, { id: 'createFoldersFromTemplate', state: 'STUCK', tries: 1, column: 2, lane: 2 }, { id: 'createProjectFromTemplate', state: 'DONE' }],
      },
      runs: { causes: [{ key: 'createFoldersFromTemplate:BAD_USER_INPUT', count: 1 }] },
    });
    gone = false;
    const resumed = await ask('mutation($input: ResumeRunInput!) { resumeRun(input: $input) { state } }', { input: { runId: idOf(run) } });
    expect(resumed.data).toMatchObject({ resumeRun: { state: 'QUEUED' } });
    await settled(event, 'COMPLETED');
    expect(await house.attempts(run.id, 'createFoldersFromTemplate')).toEqual(['STUCK', 'DONE']);
    expect(house.gateway.countFor(idOf(run)).effects).toBe(5);
    const again = await ask('mutation($input: ResumeRunInput!) { resumeRun(input: $input) { state } }', { input: { runId: idOf(run) } });
    expect(again.errors?.[0]?.extensions?.['reason']).toBe('WORKFLOW_RUN_NOT_STUCK');
  });

  it('loses nothing when Redis forgets everything', async () => {
    await house.engine();
    house.gateway.script = (_call, nth) => (nth === 1 ? { status: 503, retryAfter: 1 } : 'effect');
    const event = aBooking(house.h.firm.id);
    await house.publish(event);
    await settled(event, 'WAITING');
    const redis = new Redis(house.env['REDIS_URL'] ?? '');
    await redis.flushall();
    redis.disconnect();
    await settled(event, 'COMPLETED');
  });

  it('works without Redis at all, by its sweep', async () => {
    await house.engine({ REDIS_URL: 'redis://127.0.0.1:1' });
    const event = aBooking(house.h.firm.id);
    await house.publish(event);
    await settled(event, 'COMPLETED');
  });

  it('puts a run down with a named reason when its owner leaves, and goes on for the next owner', async () => {
    await house.engine();
    house.gateway.script = ({ claims }) => (claims['onBehalfOf'] === house.owner ? { code: 'FORBIDDEN', reason: 'WORKFLOW_OWNER_INACTIVE' } : 'effect');
    const event = aBooking(house.h.firm.id);
    await house.publish(event);
    const waiting = await settled(event, 'WAITING');
    expect(waiting.reason).toContain('Give the workflow another owner');
    const [row] = await house.h.sql(`select id from workflow.workflows where recipe = 'onboard-booked-client'`);
    const input = { workflowId: uuidToId('wfl', String(row?.['id'])), ownerUserId: await house.person(newId('usr')) };
    expect((await ask('mutation($input: ChangeWorkflowOwnerInput!) { changeWorkflowOwner(input: $input) { id } }', { input })).errors).toBeUndefined();
    await settled(event, 'COMPLETED');
    // Whoever left can be given nothing; they come back first.
    await house.person(house.owner);
    await ask('mutation($input: ChangeWorkflowOwnerInput!) { changeWorkflowOwner(input: $input) { id } }', { input: { ...input, ownerUserId: house.owner } });
  });

  it('keeps what a paused workflow was triggered with; its running runs finish', async () => {
    await house.engine();
    const [row] = await house.h.sql(`select id from workflow.workflows where recipe = 'onboard-booked-client'`);
    const input = { workflowId: uuidToId('wfl', String(row?.['id'])) };
    house.gateway.script = (_call, nth) => (nth === 1 ? { status: 503, retryAfter: 1 } : 'effect');
    const running = aBooking(house.h.firm.id);
    await house.publish(running);
    await settled(running, 'WAITING');
    await ask('mutation($input: PauseWorkflowInput!) { pauseWorkflow(input: $input) { id } }', { input });
    const held = aBooking(house.h.firm.id);
    await house.publish(held);
    await settled(running, 'COMPLETED');
    expect(await house.runs(keyOf(held))).toEqual([]);
    await eventually(async () => (await house.h.sql(`select 1 from workflow.trigger_receipts where outcome = 'PAUSED'`)).length === 1, 'the trigger kept');
    const on = await ask('mutation($input: UnpauseWorkflowInput!) { unpauseWorkflow(input: $input) { started } }', { input: { ...input, startKept: true } });
    expect(on.data).toMatchObject({ unpauseWorkflow: { started: 1 } });
    await settled(held, 'COMPLETED');
  });

  it('starts no step after a run was cancelled', async () => {
    await house.engine();
    house.gateway.script = ({ operation }) => (operation === 'linkAppointmentToClient' ? { status: 503, retryAfter: 600 } : 'effect');
    const event = aBooking(house.h.firm.id);
    await house.publish(event);
    const run = await settled(event, 'WAITING');
    const calls = house.gateway.countFor(idOf(run)).calls;
    expect((await ask('mutation($input: CancelRunInput!) { cancelRun(input: $input) { state reason } }', { input: { runId: idOf(run), reason: 'Wrong person.' } })).data).toMatchObject({ cancelRun: { state: 'CANCELLED', reason: 'Wrong person.' } });
    await house.hurry(run.id);
    const next = aBooking(house.h.firm.id);
    house.gateway.script = () => 'effect';
    await house.publish(next);
    await settled(next, 'COMPLETED');
    expect(house.gateway.countFor(idOf(run)).calls).toBe(calls);
  });
});

describe('a definition that nobody has seen', () => {
  it('runs once it is published: it waits for an event, asks a person, and acts on the answer', async () => {
    await house.engine();
    const me = house.h.staff();
    const document = {
      format: 1, name: 'After the meeting', description: 'Asks what to do after a meeting.', client: 'event.data.clientId',
      trigger: { event: 'scheduling.appointment.booked', when: "event.data.typeName == 'Year end'", businessKey: "'meeting-' + event.data.appointmentId" },
      steps: [
        { key: 'held', name: 'Wait for the meeting', kind: 'waitForEvent', event: 'scheduling.appointment.completed', match: 'event.data.appointmentId', deadline: "now + duration('240h')" },
        { key: 'ask', name: 'Bill it?', kind: 'approval', title: "'Bill ' + event.data.typeName + '?'", approver: `'${me.id}'`, dependsOn: ['held'] },
        { key: 'task', name: 'Write the bill', kind: 'action', action: 'createTask', dependsOn: ['ask'], when: "steps.ask.decision == 'APPROVED'", input: { title: 'steps.ask.note', kind: "'STAFF'", clientId: 'event.data.clientId' } },
      ],
    };
    const published = await ask('mutation($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { faults { place } } }', { input: { document } });
    expect(published.data).toMatchObject({ publishWorkflow: { faults: [] } });
    const event = aBooking(house.h.firm.id, { typeName: 'Year end', clientId: newId('cli') });
    await house.publish(event);
    const key = `meeting-${keyOf(event)}`;
    const run = await eventually(async () => (await house.runs(key)).find((one) => one.state === 'WAITING'), 'a run that waits for the meeting') as RunRow;
    const { attendee: _a, intake: _i, ...rest } = event.data as Record<string, unknown>;
    await house.publish(buildEnvelope(appointmentCompleted, { appointmentId: keyOf(event), typeId: rest['typeId'], typeName: 'Year end', start: rest['start'], end: rest['end'], zone: rest['zone'], hostUserIds: rest['hostUserIds'], hostNames: rest['hostNames'], clientId: rest['clientId'] } as never,
      { id: newId('evt'), time: new Date('2026-11-24T16:00:00Z'), tenantId: house.h.firm.id, actor: { kind: 'staff', id: me.id }, correlationId: event.correlationid, aggregateId: keyOf(event), aggregateSeq: 2 }) as Envelope);
    const task = await eventually(async () => ((await ask('{ approvalTasks { id title } }', {})).data as unknown as { approvalTasks: { id: string; title: string }[] }).approvalTasks[0], 'a question') as { id: string; title: string };
    expect(task.title).toBe('Bill Year end?');
    const moves = await ask('{ myMoves { nodes { kind act } } }', {});
    expect(moves.data).toMatchObject({ myMoves: { nodes: expect.arrayContaining([{ kind: 'APPROVAL', act: 'Decide' }]) as unknown } });
    await ask('mutation($input: DecideApprovalInput!) { decideApprovalTask(input: $input) { state } }', { input: { taskId: task.id, approved: true, note: 'Bill 4 hours' } });
    await eventually(async () => (await house.runs(key))[0]?.state === 'COMPLETED', 'the run completed');
    expect(house.gateway.calls.find((call) => call.claims['runId'] === idOf(run))?.input).toEqual({ title: 'Bill 4 hours', kind: 'STAFF', clientId: rest['clientId'] });
  });
});

describe('the clock', () => {
  it('starts a run by its sweep, once, with an engine that was not there when it came due', async () => {
    const document = {
      format: 1, name: 'Every morning', description: 'By the clock.', trigger: { schedule: { rule: 'FREQ=DAILY', at: '06:30', from: '2020-01-01' } },
      steps: [{ key: 'task', name: 'Make a task', kind: 'action', action: 'createTask', input: { title: "'For ' + event.data.date", kind: "'STAFF'" } }],
    };
    expect(await ask('mutation($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { faults { place } } }', { input: { document, ownerUserId: house.owner } })).toMatchObject({ data: { publishWorkflow: { faults: [] } } });
    await house.h.sql(`update workflow.schedules set told_until = clock_timestamp() - interval '3 days', next_at = clock_timestamp() - interval '3 days'`);
    const [first, second] = await Promise.all([house.engine({ REDIS_URL: 'redis://127.0.0.1:1' }), house.engine({ REDIS_URL: 'redis://127.0.0.1:1' })]);
    await Promise.all([first.sweepNow(), second.sweepNow()]);
    const run = await eventually(async () => (await house.h.sql(`select id, business_key, state from workflow.runs where trigger_event_type = 'workflow.schedule.due' and workflow_name = 'Every morning'`)).find((one) => one['state'] === 'COMPLETED'), 'a run by the clock') as unknown as RunRow;
    expect(house.gateway.calls.filter((call) => call.claims['runId'] === idOf(run)).map((call) => [call.operation, call.input, call.claims['onBehalfOf']]))
      .toEqual([['createTask', { title: `For ${run.business_key.slice(0, 10)}`, kind: 'STAFF' }, house.owner]]);
    const shown = await ask('query($id: ID!) { run(id: $id) { businessKey cause { words } steps { id words } } ignoredTriggers(first: 5) { nodes { outcome } } }', { id: idOf(run) });
    expect(shown.errors).toBeUndefined();
    expect(shown.data).toMatchObject({ run: { cause: { words: 'Its time came.' } } });
    expect(await house.h.sql(`select outcome, count(*)::int as n from workflow.trigger_receipts r where event_type = 'workflow.schedule.due' and workflow_id = (select id from workflow.workflows where name = 'Every morning') group by outcome order by outcome`)).toEqual([{ outcome: 'MISSED', n: 2 }, { outcome: 'STARTED', n: 1 }]);
  });
});

describe('a run that is to be taken back', () => {
  it('is cancelled by a person, takes back what it did, the latest first, and then says that it ended', async () => {
    await house.engine();
    const undo = (reason: string) => ({ action: 'revokeInvitation', input: { clientId: 'event.data.appointmentId', reason: `'${reason}'` } });
    const document = {
      format: 1, name: 'With a way back', description: '', trigger: { event: 'scheduling.appointment.booked', when: "event.data.typeName == 'Way back'", businessKey: "'back-' + event.data.appointmentId" },
      steps: [
        ...['one', 'two'].map((key, index) => ({ key, name: key, kind: 'action', action: 'createTask', input: { title: `'${key}'`, kind: "'STAFF'" }, undo: undo(key), dependsOn: index === 0 ? [] : ['one'] })),
        { key: 'ask', name: 'Go on?', kind: 'approval', title: "'Go on?'", dependsOn: ['two'] },
      ],
    };
    expect((await ask('mutation($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { faults { place } } }', { input: { document } })).data).toMatchObject({ publishWorkflow: { faults: [] } });
    const event = aBooking(house.h.firm.id, { typeName: 'Way back', clientId: newId('cli') });
    await house.publish(event);
    const key = `back-${keyOf(event)}`;
    const run = await eventually(async () => (await house.runs(key)).find((one) => one.state === 'WAITING'), 'a run that asks') as RunRow;
    const cancelling = 'mutation($input: CancelRunInput!) { cancelRun(input: $input) { state reason } }';
    expect((await ask(cancelling, { input: { runId: idOf(run), reason: 'Wrong client.', undo: true } })).data).toMatchObject({ cancelRun: { state: 'COMPENSATING', reason: 'Wrong client.' } });
    await eventually(async () => (await house.runs(key))[0]?.state === 'CANCELLED', 'the run taken back and cancelled');
    expect(house.gateway.calls.filter((call) => call.claims['runId'] === idOf(run)).map((call) => [call.key.split(':').slice(1).join(':'), call.operation])).toEqual([
      ['one', 'createTask'], ['two', 'createTask'], ['undo:two', 'revokeInvitation'], ['undo:one', 'revokeInvitation'],
    ]);
    expect((await house.h.events()).filter((fact) => fact.data['runId'] === idOf(run)).map((fact) => fact.type)).toEqual(['workflow.run.started', 'workflow.run.waiting', 'workflow.run.cancelled']);
    expect((await ask(cancelling, { input: { runId: idOf(run), reason: 'Again.', undo: true } })).errors?.[0]?.extensions?.['reason']).toBe('WORKFLOW_RUN_OVER');
  });
});

describe('an engine that is killed', () => {
  it.each(['started:createProjectFromTemplate', 'called:resolveClient', 'recorded:invitePortalUser', 'leased'])('at %s leaves each effect done once when another goes on', async (point) => {
    const { ended } = house.process({ FIRMAMENT_CRASH_AT: point });
    const event = aBooking(house.h.firm.id);
    await house.publish(event);
    expect(await ended).toBe('SIGKILL');
    await house.engine();
    const run = await settled(event, 'COMPLETED');
    expect(house.gateway.countFor(idOf(run)).effects).toBe(5);
    const doubled = point === 'called:resolveClient';
    expect(house.gateway.countFor(idOf(run)).calls).toBe(doubled ? 6 : 5);
    for (const step of steps) expect((await house.attempts(run.id, step)).filter((state) => state === 'DONE')).toHaveLength(1);
  });
});
