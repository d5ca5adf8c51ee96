import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { schemaFolder } from '../../test/schema-folder.js';
import workflow from '../subgraph.js';

let h: Harness;
let workflowId: string;
const starting = 'mutation($input: StartWorkflowInput!) { startWorkflow(input: $input) { started reason run { id state businessKey cause { words actorName } } } }';
const start = (input: object, actor = h.staff(), id = workflowId) => h.as(actor).run(starting, { input: { workflowId: id, input } });
const publish = async (document: object): Promise<string> => {
  const done = await h.as(h.staff()).run('mutation($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { workflow { id } faults { place sentence } } }', { input: { document } });
  expect(done).toMatchObject({ data: { publishWorkflow: { faults: [] } } });
  return (done.data as unknown as { publishWorkflow: { workflow: { id: string } } }).publishWorkflow.workflow.id;
};
const task = { key: 'task', name: 'Make a task', kind: 'action', action: 'createTask', input: { clientId: 'event.data.clientId', title: "'Call ' + event.data.who", kind: "'STAFF'", dueOn: 'event.data.dueOn' } };

beforeAll(async () => {
  h = await testSubgraph(workflow, { env: { FIRMAMENT_SCHEMA_DIR: schemaFolder() } });
  workflowId = await publish({
    format: 1, name: 'Call somebody', description: 'By hand.', client: 'event.data.clientId', steps: [task],
    trigger: { manual: { inputs: { clientId: { type: 'id', label: 'Client' }, who: { type: 'string', label: 'Who' }, times: { type: 'int', label: 'Times', required: false }, dueOn: { type: 'date', label: 'Due', required: false } } }, businessKey: "event.data.clientId + ':' + event.data.who" },
  });
});
afterAll(async () => { await h.stop(); });
const runs = () => h.sql('select count(*)::int as n from workflow.runs');

describe('starting a workflow by hand', () => {
  it('begins a run with what was filled in, in the name of the one who did', async () => {
    const clientId = newId('cli');
    expect((await start({ clientId, who: 'Marion', dueOn: '2026-12-01' })).data).toMatchObject({
      startWorkflow: { started: true, reason: null, run: { state: 'QUEUED', businessKey: `${clientId}:Marion`, cause: { words: 'Somebody started it.', actorName: 'Ines Calder' } } },
    });
    const told = (await h.events('workflow.run.started')).at(-1);
    expect(told).toMatchObject({ clientId, data: { businessKey: `${clientId}:Marion` } });
  });

  it('starts nothing with a key that was used, and shows the run that is there', async () => {
    const clientId = newId('cli');
    const first = (await start({ clientId, who: 'Ada' })).data;
    expect((await start({ clientId, who: 'Ada' })).data).toMatchObject({ startWorkflow: { started: false, reason: expect.stringMatching(/^Ignored, same as run/) as unknown, run: (first as unknown as { startWorkflow: { run: object } }).startWorkflow.run } });
  });

  it.each<[string, object, string]>([
    ['what is missing', { who: 'x' }, 'input.input.clientId'], ['what is not asked for', { clientId: newId('cli'), who: 'x', colour: 'red' }, 'input.input.colour'],
    ['what is of another kind', { clientId: newId('cli'), who: 'x', times: 1.5 }, 'input.input.times'], ['a day that is none', { clientId: newId('cli'), who: 'x', dueOn: '2026-02-30' }, 'input.input.dueOn'],
    ['an id that is none', { clientId: 'client 7', who: 'x' }, 'input.input.clientId'], ['a list', [], 'input.input'], ['a name from the chain of prototypes', { clientId: newId('cli'), who: 'x', constructor: 1 }, 'input.input.constructor'],
  ])('refuses %s, names its place, and changes nothing', async (_what, input, field) => {
    const before = await runs();
    expect((await start(input)).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'WORKFLOW_INPUT', field });
    expect(await runs()).toEqual(before);
  });

  it('needs the right, a workflow of this firm that waits for a person, and one that is not paused', async () => {
    const input = { clientId: newId('cli'), who: 'x' };
    const before = await runs();
    expect((await start(input, h.staff(['workflow.run.view']))).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await start(input, h.portal(newId('cli')))).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await start(input, h.staff(['*'], h.otherFirm.id))).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect((await start(input, h.staff(), 'wfl_x')).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    const byFact = await publish({ format: 1, name: 'By a fact', description: '', trigger: { event: 'crm.client.created' }, steps: [{ ...task, input: { title: "'x'", kind: "'STAFF'" } }] });
    expect((await start(input, h.staff(), byFact)).errors?.[0]?.extensions?.['reason']).toBe('WORKFLOW_NOT_BY_HAND');
    await h.as(h.staff()).run('mutation($input: PauseWorkflowInput!) { pauseWorkflow(input: $input) { state } }', { input: { workflowId } });
    expect((await start(input)).errors?.[0]?.extensions?.['reason']).toBe('WORKFLOW_PAUSED');
    await h.as(h.staff()).run('mutation($input: UnpauseWorkflowInput!) { unpauseWorkflow(input: $input) { started } }', { input: { workflowId } });
    expect(await runs()).toEqual(before);
  });
});
