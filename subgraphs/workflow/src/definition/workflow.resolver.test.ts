import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { firmRegistered, idToUuid, newId, userAdded, userDeactivated } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { schemaFolder } from '../../test/schema-folder.js';
import { recipes } from '../recipes/recipes.js';
import workflow from '../subgraph.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(workflow, { env: { FIRMAMENT_SCHEMA_DIR: schemaFolder() } }); });
afterAll(async () => { await h.stop(); });

const document = (name: string) => ({
  format: 1, name, description: 'Says hello.', trigger: { event: 'crm.client.created' },
  steps: [{ key: 'hello', name: 'Say hello', kind: 'action', action: 'createTask', input: { title: "'Say hello to ' + event.data.displayName", kind: "'STAFF'", clientId: 'event.data.clientId' } }],
});
const publishing = `mutation($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { workflow { id version name state currentVersionNo owner { id } } publishedVersion { id versionNo document } faults { place reason sentence } } }`;
const publish = (input: object, actor = h.staff()) => h.as(actor).run(publishing, { input });
async function hired(): Promise<string> {
  const userId = newId('usr');
  await h.deliver(userAdded, { userId, name: 'Hal Hired', email: `${userId}@firm.test`, roles: ['staff'] });
  return userId;
}
interface Published { publishWorkflow: { workflow: { id: string; version: number; currentVersionNo: number } | null; faults: unknown[] } }

describe('publishing', () => {
  it('makes a workflow, then versions of it, and tells the house', async () => {
    const first = (await publish({ document: document('Hello') })).data as unknown as Published;
    expect(first.publishWorkflow).toMatchObject({ workflow: { name: 'Hello', state: 'PUBLISHED', currentVersionNo: 1 }, faults: [] });
    const { id = '' } = first.publishWorkflow.workflow ?? {};
    const second = await publish({ workflowId: id, document: { ...document('Hello'), description: 'Says hello again.' } });
    expect(second).toMatchObject({ data: { publishWorkflow: { workflow: { currentVersionNo: 2 }, publishedVersion: { versionNo: 2 } } } });
    expect((await h.events('workflow.definition.published')).map((event) => event.data['versionNo'])).toEqual([1, 2]);
    const read = await h.as(h.staff()).run(`query($id: ID!) { workflow(id: $id) { description versions { versionNo } currentVersion { document } } }`, { id });
    expect(read).toMatchObject({ data: { workflow: { description: 'Says hello again.', versions: [{ versionNo: 2 }, { versionNo: 1 }], currentVersion: { document: { name: 'Hello' } } } } });
  });

  it('with faults changes nothing and names each place', async () => {
    const before = await h.sql('select count(*) from workflow.workflows');
    const bad = await publish({ document: { ...document('Bad'), trigger: { event: 'crm.client.vanished' } } });
    expect(bad.data).toMatchObject({ publishWorkflow: { workflow: null, faults: [{ place: 'trigger.event', reason: 'EVENT_UNKNOWN' }] } });
    expect(await h.sql('select count(*) from workflow.workflows')).toEqual(before);
    expect((await publish({ document: document('No right') }, h.staff(['workflow.definition.publish']))).data).toMatchObject({ publishWorkflow: { faults: [{ reason: 'PERMISSION_MISSING' }] } });
  });

  it('needs the right, a free name, a known workflow and an owner who is a person', async () => {
    expect((await publish({ document: document('X') }, h.staff(['workflow.definition.view']))).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect((await publish({ document: document('Hello') })).errors?.[0]?.extensions?.['reason']).toBe('WORKFLOW_NAME_TAKEN');
    expect((await publish({ workflowId: newId('wfl'), document: document('Y') })).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect((await publish({ document: document('Z'), ownerUserId: newId('cli') })).errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it('cannot be done through the rights of somebody else', async () => {
    const boss = await hired();
    const mine = ['workflow.definition.publish', 'workflow.definition.view'];
    expect((await publish({ document: document('Borrowed'), ownerUserId: boss }, h.staff(mine))).data).toMatchObject({ publishWorkflow: { workflow: null, faults: [{ reason: 'PERMISSION_MISSING' }] } });
    expect((await publish({ document: document('Lent'), ownerUserId: boss })).data).toMatchObject({ publishWorkflow: { workflow: { owner: { id: boss } }, faults: [] } });
  });

  it('can be for nobody who does not work here, and says no more of them', async () => {
    const left = await hired();
    await h.deliver(userDeactivated, { userId: left }, { aggregateSeq: 2 });
    const told = async (ownerUserId: string) => (await publish({ document: document('Strange'), ownerUserId })).errors?.map(({ message, extensions }) => [message, extensions?.['code'], extensions?.['field']]);
    expect(await told(left)).toEqual([['This person is not known here.', 'NOT_FOUND', 'input.ownerUserId']]);
    expect(await told(newId('usr'))).toEqual(await told(left));
  });

  it('is handed over by somebody with its rights alone, to somebody who works here', async () => {
    const { id = '' } = ((await publish({ document: document('Handed over') })).data as unknown as Published).publishWorkflow.workflow ?? {};
    const hand = (ownerUserId: string, actor = h.staff()) => h.as(actor).run('mutation($input: ChangeWorkflowOwnerInput!) { changeWorkflowOwner(input: $input) { owner { id } } }', { input: { workflowId: id, ownerUserId } });
    const heir = await hired();
    expect((await hand(newId('usr'))).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect((await hand(heir, h.staff(['workflow.definition.publish']))).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'WORKFLOW_RIGHTS' });
    expect((await hand(heir)).data).toEqual({ changeWorkflowOwner: { owner: { id: heir } } });
  });

  it('keeps a published version as it is: not even our own logins may change it', async () => {
    await expect(h.sqlAs('rw', { 'app.tenant_id': '00000000-0000-7000-8000-000000000000', 'app.actor_kind': 'staff' }, 'update workflow.workflow_versions set version_no = 9')).rejects.toThrow(/permission denied/);
  });
});

describe('a firm that registers', () => {
  it('gets the recipes as workflows of its own, once, owned by who registered it', async () => {
    const ownerUserId = newId('usr');
    const data = { firmId: h.otherFirm.id, name: 'Fen & Co', slug: 'fen', timeZone: 'Europe/London', currency: 'GBP', ownerUserId };
    await h.deliver(firmRegistered, data, { tenantId: h.otherFirm.id });
    await h.deliver(firmRegistered, data, { tenantId: h.otherFirm.id });
    const read = await h.as(h.staff(['*'], h.otherFirm.id)).run('{ workflows(first: 50) { totalCount nodes { name recipe triggerEvent owner { id } } } }');
    const { workflows } = read.data as unknown as { workflows: { totalCount: number; nodes: { name: string; recipe: string; triggerEvent: string; owner: { id: string } }[] } };
    expect(workflows.totalCount).toBe(Object.keys(recipes).length);
    expect(workflows.nodes.map(({ recipe, name }) => [recipe, name])).toEqual(Object.entries(recipes).map(([recipe, { name }]) => [recipe, name]).sort(([, one = ''], [, other = '']) => one.localeCompare(other)));
    expect(workflows.nodes).toEqual(expect.arrayContaining([
      expect.objectContaining({ name: 'Follow a moved appointment', triggerEvent: 'scheduling.appointment.rescheduled', owner: { id: ownerUserId } }), expect.objectContaining({ name: 'Open the recurring work', triggerEvent: 'workflow.schedule.due' }),
    ]));
    const ours = (await h.as(h.staff()).run('{ workflows { nodes { recipe } } }')).data as unknown as { workflows: { nodes: { recipe: string | null }[] } };
    expect(ours.workflows.nodes.filter(({ recipe }) => recipe !== null)).toEqual([]);
  });

  it('gets what the house has learned since it registered, and keeps what it made of the rest', async () => {
    await h.sql(`update workflow.workflows set recipe = null, name = 'Ours now' where tenant_id = $1 and recipe = 'follow-up-no-show'`, [idToUuid(h.otherFirm.id)]);
    await h.sql(`update workflow.workflows set name = 'Follow up a no-show' where tenant_id = $1 and recipe = 'follow-moved-appointment'`, [idToUuid(h.otherFirm.id)]);
    await h.sql(`update workflow.recipes_given set recipe_set = 'an older set'`);
    await h.sweep('give-recipes');
    const names = async () => (await h.sql('select name, recipe from workflow.workflows where tenant_id = $1 order by name', [idToUuid(h.otherFirm.id)])).map((row) => [row['name'], row['recipe']]);
    const after = await names();
    expect(after).toContainEqual(['Ours now', null]);
    expect(after).toContainEqual(['Follow up a no-show', 'follow-moved-appointment']);
    expect(after).toContainEqual(['Follow up a no-show (Firmament)', 'follow-up-no-show']);
    await h.sweep('give-recipes');
    expect(await names()).toEqual(after);
    expect(await h.sql('select recipe_set from workflow.recipes_given')).toEqual([{ recipe_set: expect.stringContaining('follow-up-no-show') }]);
  });

  it('may stop a workflow and let it go on', async () => {
    const published = (await publish({ document: document('Stop me') })).data as unknown as Published;
    const workflowId = published.publishWorkflow.workflow?.id;
    const pause = () => h.as(h.staff()).run('mutation($input: PauseWorkflowInput!) { pauseWorkflow(input: $input) { state } }', { input: { workflowId } });
    expect((await pause()).data).toMatchObject({ pauseWorkflow: { state: 'PAUSED' } });
    expect((await pause()).errors?.[0]?.extensions?.['reason']).toBe('WORKFLOW_PAUSED');
    const on = await h.as(h.staff()).run('mutation($input: UnpauseWorkflowInput!) { unpauseWorkflow(input: $input) { workflow { state } started } }', { input: { workflowId } });
    expect(on.data).toMatchObject({ unpauseWorkflow: { workflow: { state: 'PUBLISHED' }, started: 0 } });
  });
});
