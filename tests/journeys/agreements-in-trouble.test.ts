import { idToUuid, uuidToId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { countsOf } from '../support/firm.js';
import { budgetMs, house, look } from '../support/house.js';
import { journey } from '../support/journey.js';
import { merge, rowsOf } from '../support/merge.js';
import { accept, agreementsOf, aProspect, aSentProposal, bothSign, lettersTo, packetsOf, packetThatIs, signing, tasksCalled, toSign } from '../support/signing.js';
import { outside, service } from '../support/signing-services.js';
import type { Story } from '../support/story.js';

const flow = 'From yes to signed, active and planned';
const planned = ['revenue.plans', 'revenue.invoices'];
const projectStatus = async (story: Story): Promise<string> => String((await look<{ status: string }>('select status from projects.projects where tenant_id = $1', [story.firm.uuid]))[0]?.status);
const notices = async (story: Story, kind: string): Promise<number> => (await look('select 1 from communications.notifications where tenant_id = $1 and kind = $2', [story.firm.uuid, kind])).length;

describe('2.F2 somebody will not sign', () => {
  journey('nothing begins, owner and earlier signer are told, a task asks to revise it; sent again and signed, the same run goes on', async (story) => {
    const room = await signing(story, service);
    const { marion, ines } = room;
    await service.sign(room.packet, marion);
    await packetThatIs(story, 'PARTIALLY_SIGNED');
    await service.decline(room.packet, ines, 'Clause 4 is not what we said.');
    await packetThatIs(story, 'DECLINED');
    await story.runThatIs('COMPLETED', 'Revise what was declined', 2 * budgetMs);
    await story.settle();
    expect(await tasksCalled(story, 'Revise and send again:%')).toEqual([{ title: 'Revise and send again: Year-end accounts', assignee_user_id: idToUuid(story.firm.ownerId) }]);
    expect(await notices(story, 'agreements.declined')).toBe(1);
    expect(await lettersTo(marion.email, /^Not going ahead/)).toHaveLength(1);
    expect(await lettersTo(ines.email, /^Not going ahead/)).toEqual([]);
    const declined = await story.event('agreements.packet.declined');
    expect(declined.data).toMatchObject({ by: 'Ines Calder', reason: 'Clause 4 is not what we said.', signedBefore: [{ name: 'Marion Marlowe' }] });
    expect((await story.entries(declined.correlationid)).map(({ text }) => text).join('\n')).toContain('would not sign');
    expect([await projectStatus(story), await story.grew(planned)]).toEqual(['SKELETON', { 'revenue.plans': 0, 'revenue.invoices': 0 }]);
    expect([await toSign(marion.portal), await toSign(ines.portal)]).toEqual([[], []]);
    await story.runThatIs('WAITING', flow);
    // Again, now in turn: whoever comes second is not asked before the first has signed.
    const inTurn = [ines, marion].map(({ name, email, contactId }, at) => ({ name, email, contactId, role: 'SIGNER', order: at + 1 }));
    await story.firm.owner.do('reviseAndResendPacket', { packetId: room.packet.id, recipients: inTurn });
    const second = await packetThatIs(story, 'SENT');
    expect(second).toMatchObject({ revision: 2, agreementId: room.packet.agreementId });
    await eventually(async () => (await toSign(ines.portal)).length === 1, 'the first in line is asked', { timeoutMs: budgetMs });
    expect(await toSign(marion.portal)).toEqual([]);
    await service.sign(second, ines);
    await packetThatIs(story, 'PARTIALLY_SIGNED');
    await service.sign(second, marion);
    await story.runThatIs('COMPLETED', flow, 3 * budgetMs);
    await story.settle();
    expect((await packetsOf(story)).map(({ state }) => state)).toEqual(['DECLINED', 'COMPLETED']);
    expect([await projectStatus(story), await story.grew(planned)]).toEqual(['ACTIVE', { 'revenue.plans': 1, 'revenue.invoices': 1 }]);
    await story.keepsItsPromises();
  });
});

describe('2.F3 the time to sign runs out', () => {
  journey('it ends with one task, a signature that comes now makes nothing active, and more time sends it out again', async (story) => {
    const room = await signing(story, service);
    const { owner } = story.firm;
    await service.sign(room.packet, room.marion);
    await packetThatIs(story, 'PARTIALLY_SIGNED');
    await owner.do('extendPacket', { packetId: room.packet.id, expiresAt: new Date(Date.now() + 1_500).toISOString() });
    await packetThatIs(story, 'EXPIRED', 6 * budgetMs);
    await story.runThatIs('COMPLETED', 'Chase what was not signed in time', 2 * budgetMs);
    await story.settle();
    expect(await tasksCalled(story, 'Not signed in time%')).toHaveLength(1);
    // What comes before the service heard that it is over is flagged; what comes after it is refused there.
    await eventually(async () => (await look('select 1 from agreements.errands where tenant_id = $1 and done_at is null', [story.firm.uuid])).length === 0, 'the service has heard that it is over', { timeoutMs: 2 * budgetMs });
    expect(await service.signLate(room.packet, room.ines)).not.toBe('');
    await story.settle();
    expect([await projectStatus(story), await story.grew(planned), (await agreementsOf(story)).map(({ status }) => status)]).toEqual(['SKELETON', { 'revenue.plans': 0, 'revenue.invoices': 0 }, ['DRAFT']]);
    await owner.do('extendPacket', { packetId: room.packet.id, expiresAt: new Date(Date.now() + 86_400_000).toISOString() });
    const again = await packetThatIs(story, 'SENT');
    expect(again.revision).toBe(2);
    await bothSign(service, room, again);
    await story.runThatIs('COMPLETED', flow, 3 * budgetMs);
    await story.settle();
    expect([await projectStatus(story), await story.grew(planned)]).toEqual(['ACTIVE', { 'revenue.plans': 1, 'revenue.invoices': 1 }]);
    await story.keepsItsPromises();
  });
});

describe('2.F9 and X7 the plan cannot be made when the work has begun', () => {
  journey('the run waits at that step and the project says that its billing is pending; tried again, it is done, and nothing begins twice', async (story) => {
    const { owner } = story.firm;
    const helper = `mia.${story.firm.slug}@firm.test`;
    const mia = await owner.do('addUser', { name: 'Mia Manager', email: helper, password: 'a long demo password', roleKeys: ['manager'] });
    const { workflows } = await owner.ask<{ workflows: { nodes: { id: string; name: string }[] } }>('{ workflows(first: 50) { nodes { id name } } }');
    await owner.do('changeWorkflowOwner', { workflowId: workflows.nodes.find(({ name }) => name === flow)?.id, ownerUserId: mia.id });
    const room = await signing(story, service);
    // Whoever owns the automation loses the right to plan bills before the last signature.
    await owner.do('setUserRoles', { userId: mia.id, roleKeys: ['staff'] });
    await bothSign(service, room, room.packet);
    const stuck = await story.runThatIs('STUCK', flow, 3 * budgetMs);
    await eventually(async () => (await projectStatus(story)) === 'ACTIVE', 'the work has begun', { timeoutMs: budgetMs });
    const { project } = await owner.ask<{ project: object }>('query($id: ID!) { project(id: $id) { status billing } }', { id: room.projectId });
    expect(project).toEqual({ status: 'ACTIVE', billing: 'PENDING' });
    const tries = (await story.steps()).filter(({ run, key }) => run === stuck.id && key === 'plan');
    expect(tries.map(({ attempt, state }) => ({ attempt, state }))).toEqual([{ attempt: 1, state: 'STUCK' }]);
    expect(await story.grew(planned)).toEqual({ 'revenue.plans': 0, 'revenue.invoices': 0 });
    await owner.do('setUserRoles', { userId: mia.id, roleKeys: ['manager'] });
    await owner.do('resumeRun', { runId: stuck.id });
    await story.runThatIs('COMPLETED', flow, 3 * budgetMs);
    await story.settle();
    expect((await owner.ask<{ project: object }>('query($id: ID!) { project(id: $id) { status billing } }', { id: room.projectId })).project).toEqual({ status: 'ACTIVE', billing: 'PLANNED' });
    expect(await story.grew(planned)).toEqual({ 'revenue.plans': 1, 'revenue.invoices': 1 });
    expect((await story.events()).filter(({ type }) => type === 'projects.project.activated')).toHaveLength(1);
    await story.keepsItsPromises();
  });
});

describe('X10 the client is merged into another record while the contract is out', () => {
  journey('it is signed, begun and planned for the survivor; nothing stays or comes on the other record', async (story) => {
    const room = await signing(story, service);
    // Served already: crm has nothing more to state of it, so the fact that the test makes up stays the last one of this record.
    const survivor = await story.firm.owner.do('createClient', { displayName: 'Kestrel Holdings', kind: 'ORG', status: 'ACTIVE', ownerUserId: story.firm.ownerId });
    await story.settle();
    const domains = ['agreements', 'projects', 'revenue', 'files'];
    await merge(story, survivor.id, room.clientId);
    await eventually(async () => (await rowsOf(story, room.clientId, domains)).length === 0, 'papers and work follow', { timeoutMs: 2 * budgetMs });
    await bothSign(service, await service.afterMerge(story, room), room.packet);
    await story.runThatIs('COMPLETED', flow, 3 * budgetMs);
    await story.settle();
    expect((await story.event('agreements.agreement.activated')).clientid).toBe(survivor.id);
    expect((await story.event('revenue.plan.created')).clientid).toBe(survivor.id);
    expect((await look<{ client_id: string }>('select client_id from revenue.plans where tenant_id = $1', [story.firm.uuid])).map(({ client_id: id }) => uuidToId('cli', id))).toEqual([survivor.id]);
    const { client } = await story.firm.owner.ask<{ client: { status: string } }>('query($id: ID!) { client(id: $id) { status } }', { id: survivor.id });
    expect(client.status).toBe('ACTIVE');
    expect(await rowsOf(story, room.clientId, domains)).toEqual([]);
  });
});

/** What stands when both have signed by a service outside, whatever went wrong on the way. */
async function done(story: Story): Promise<void> {
  await story.runThatIs('COMPLETED', flow, 6 * budgetMs);
  await story.settle(3 * budgetMs);
  expect([await projectStatus(story), await story.grew([...planned, 'agreements.packets'])]).toEqual(['ACTIVE', { 'revenue.plans': 1, 'revenue.invoices': 1, 'agreements.packets': 1 }]);
  const types = (await story.events()).map(({ type }) => type);
  for (const once of ['agreements.packet.completed', 'agreements.agreement.activated', 'projects.project.activated', 'revenue.plan.created']) expect(types.filter((type) => type === once)).toHaveLength(1);
}

describe('2.F5 and X2 callbacks come twice, and before it is known that the packet went out', () => {
  journey('each counts once: one activation, one plan', async (story) => {
    const room = await signing(story, outside);
    await outside.callbacks('duplicate');
    await outside.sign(room.packet, room.marion);
    await outside.callbacks('hold');
    await outside.sign(room.packet, room.ines);
    await outside.release();
    await done(story);
    await story.keepsItsPromises();
  });
});

describe('X4 the callbacks are lost', () => {
  journey('the house asks by itself, and all ends as if they had come', async (story) => {
    const room = await signing(story, outside);
    await outside.callbacks('lose');
    await bothSign(outside, room, room.packet);
    await done(story);
    await outside.callbacks('deliver');
    await story.keepsItsPromises();
  });
});

describe('2.F6 and X6 the service makes the envelope and does not answer', () => {
  journey('it is looked for before it is sent again: there is one envelope, and all goes on', async (story) => {
    await outside.join(story);
    const prospect = await aProspect(story);
    const proposalId = await aSentProposal(story, prospect);
    await story.settle();
    await story.mark();
    await outside.trouble('create', 'reset-after-commit');
    await accept(prospect.portal, proposalId);
    const packet = await packetThatIs(story, 'SENT', 6 * budgetMs);
    expect(await outside.things(packet.id)).toHaveLength(1);
    await bothSign(outside, prospect, packet);
    await done(story);
    await story.keepsItsPromises();
  });
});

/** How many callbacks the house has refused because nobody knew who called. */
async function refusedCallbacks(): Promise<number> {
  const text = await (await fetch(`${house.endpoints.gateway}/metrics`)).text();
  return Number(/firmament_callbacks_total\{[^}]*status="401"[^}]*\} (\d+)/.exec(text)?.[1] ?? 0);
}

describe('2.F7 somebody forges a callback', () => {
  journey('it is refused, nothing changes, and it is noted', async (story) => {
    const room = await signing(story, outside);
    await story.settle();
    const before = await countsOf(story.firm);
    const refusedBefore = await refusedCallbacks();
    expect(await outside.forged(room.packet)).toBe(401);
    expect(await refusedCallbacks()).toBe(refusedBefore + 1);
    await story.settle();
    expect(await countsOf(story.firm)).toEqual(before);
    expect((await packetsOf(story)).map(({ state }) => state)).toEqual(['SENT']);
  });
});

describe('X8 the keys of the connection are withdrawn', () => {
  journey('one notice asks to connect again, the packet waits, and goes out when somebody did', async (story) => {
    await outside.join(story);
    const prospect = await aProspect(story);
    const proposalId = await aSentProposal(story, prospect);
    await story.settle();
    await story.mark();
    await outside.revoke();
    await accept(prospect.portal, proposalId);
    await eventually(async () => (await outside.seen(story))?.health === 'NEEDS_REAUTH', 'the connection needs somebody', { timeoutMs: 3 * budgetMs });
    await eventually(async () => (await notices(story, 'agreements.needs_reauth')) > 0, 'somebody is told', { timeoutMs: budgetMs });
    expect(await packetsOf(story)).toMatchObject([{ state: 'SENDING', provider: outside.name }]);
    await outside.connect(story);
    const packet = await packetThatIs(story, 'SENT', 6 * budgetMs);
    expect(await outside.things(packet.id)).toHaveLength(1);
    await outside.join(story);
    await bothSign(outside, prospect, packet);
    await done(story);
    expect(await notices(story, 'agreements.needs_reauth')).toBe(1);
    await story.keepsItsPromises();
  });
});
