import { clientCreated, invoicePlanCreated, newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aSkeleton, aTemplate, begun } from '../../test/builders.js';
import projects from '../subgraph.js';

let h: Harness;
let versionId: string;
beforeAll(async () => { h = await testSubgraph(projects); ({ versionId } = await aTemplate(h, 'Year end')); });
afterAll(async () => { await h?.stop(); });

const agree = 'mutation($input: ActivateProjectForAgreementInput!) { activateProjectForAgreement(input: $input) { outcome project { status kickOffOn agreementId billing touchedAt tasks { dueOn } } } }';
const agreed = (input: object, actor = h.service()) => h.as(actor).run(agree, { input });
const factsOf = async (type: string, clientId: string) => (await h.events(type)).filter((event) => event.clientId === clientId).map((event) => event.data);
const gbp = (minor: string) => ({ minor, currency: 'GBP' });
const planOf = (clientId: string, projectId: string | null, agreementId: string) => h.deliver(invoicePlanCreated, { planId: newId('ipl'), agreementId, clientId, projectId, effectiveOn: '2026-12-07', fixedTotal: gbp('0'), items: [] }, { clientId });

it('begins once, from the day of the agreement, names each person once, and waits for the plan', async () => {
  const { clientId, laidOut, ownerUserId } = await aSkeleton(h, versionId);
  const input = { clientId, projectId: laidOut.project.id, agreementId: newId('agr'), effectiveOn: '2026-12-07' };
  const first = await agreed(input);
  expect(first.errors).toBeUndefined();
  expect(first.data).toEqual({ activateProjectForAgreement: { outcome: 'BEGUN', project: { status: 'ACTIVE', kickOffOn: '2026-12-07', agreementId: input.agreementId, billing: 'PENDING', touchedAt: null, tasks: [{ dueOn: '2026-12-09' }, { dueOn: '2026-12-14' }, { dueOn: '2026-12-17' }, { dueOn: null }] } } });
  expect((await agreed(input)).data).toMatchObject({ activateProjectForAgreement: { outcome: 'GOES_ON', project: { billing: 'PENDING' } } });
  expect(await factsOf('projects.project.activated', clientId)).toEqual([{ projectId: input.projectId, clientId, name: 'Marlowe Boatyard: November 2026', agreementId: input.agreementId, kickOffOn: '2026-12-07', assigneeUserIds: [ownerUserId] }]);
  expect(await factsOf('projects.task.created', clientId)).toHaveLength(4);
  await planOf(clientId, input.projectId, input.agreementId);
  expect((await agreed(input)).data).toMatchObject({ activateProjectForAgreement: { project: { billing: 'PLANNED' } } });
});

it('waits for no plan that stands already, and for none that will not come', async () => {
  const early = await aSkeleton(h, versionId);
  const input = { clientId: early.clientId, projectId: early.laidOut.project.id, agreementId: newId('agr'), effectiveOn: '2026-12-07' };
  await planOf(early.clientId, input.projectId, input.agreementId);
  expect((await agreed(input)).data).toMatchObject({ activateProjectForAgreement: { outcome: 'BEGUN', project: { billing: 'PLANNED' } } });
  const free = await aSkeleton(h, versionId);
  expect((await agreed({ ...input, clientId: free.clientId, projectId: free.laidOut.project.id, planFollows: false })).data).toMatchObject({ activateProjectForAgreement: { outcome: 'BEGUN', project: { billing: 'NONE' } } });
});

it('lets work that goes on keep its days, and lets nothing begin that has ended', async () => {
  const { clientId, projectId } = await begun(h, versionId);
  const input = { clientId, projectId, agreementId: newId('agr'), effectiveOn: '2026-12-07' };
  expect((await agreed(input)).data).toMatchObject({ activateProjectForAgreement: { outcome: 'GOES_ON', project: { status: 'ACTIVE', kickOffOn: '2026-11-09', agreementId: input.agreementId, billing: 'PENDING' } } });
  const lost = await aSkeleton(h, versionId);
  const ended = { ...input, clientId: lost.clientId, projectId: lost.laidOut.project.id };
  await h.as(h.staff()).run('mutation($input: CancelProjectInput!) { cancelProject(input: $input) { id } }', { input: { projectId: ended.projectId, reason: 'Lost.' } });
  expect((await agreed(ended)).data).toMatchObject({ activateProjectForAgreement: { outcome: 'ENDED', project: { status: 'CANCELLED', agreementId: null, billing: 'NONE' } } });
  expect(await factsOf('projects.project.activated', lost.clientId)).toEqual([]);
});

it('refuses the project of another client, of another firm, a client, a visitor and staff without the right, and changes nothing', async () => {
  const [mine, theirs] = [await aSkeleton(h, versionId), await aSkeleton(h, versionId)];
  const input = { clientId: mine.clientId, projectId: mine.laidOut.project.id, agreementId: newId('agr'), effectiveOn: '2026-12-07' };
  const code = async (more: object, actor = h.service()) => (await agreed({ ...input, ...more }, actor)).errors?.[0]?.extensions;
  expect(await code({ projectId: theirs.laidOut.project.id })).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'PROJECTS_PROJECT_CLIENT', field: 'input.projectId' });
  expect(await code({}, h.staff(['*'], h.otherFirm.id))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await code({ agreementId: 'agr_1' })).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await code({}, h.portal(mine.clientId))).toMatchObject({ code: 'FORBIDDEN' });
  expect(await code({}, h.public())).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect(await code({}, h.staff(['projects.project.view']))).toMatchObject({ code: 'FORBIDDEN' });
  expect([await factsOf('projects.project.activated', mine.clientId), await factsOf('projects.project.activated', theirs.clientId)]).toEqual([[], []]);
});

it('gives a task to whoever owns the client when only the role is named', async () => {
  const clientId = newId('cli');
  const owner = newId('usr');
  await h.deliver(clientCreated, { clientId, displayName: 'Marlowe', kind: 'ORG', status: 'PROSPECT', ownerUserId: owner, source: 'STAFF' }, { clientId });
  const make = 'mutation($input: CreateTaskInput!) { createTask(input: $input) { task { assignee { id } } } }';
  const given = async (more: object) => (await h.as(h.service()).run(make, { input: { clientId, title: 'Revise it', assigneeRole: 'OWNER', ...more } })).data;
  const other = newId('usr');
  expect(await given({})).toEqual({ createTask: { task: { assignee: { id: owner } } } });
  expect(await given({ assigneeUserId: other })).toEqual({ createTask: { task: { assignee: { id: other } } } });
  expect(await given({ assigneeRole: 'REVIEWER' })).toEqual({ createTask: { task: { assignee: null } } });
});
