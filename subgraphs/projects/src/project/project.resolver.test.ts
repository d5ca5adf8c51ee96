import { clientMerged, newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aSkeleton, aTemplate } from '../../test/builders.js';
import projects from '../subgraph.js';

let h: Harness;
let versionId: string;
beforeAll(async () => { h = await testSubgraph(projects); ({ versionId } = await aTemplate(h, 'Year end')); });
afterAll(async () => { await h?.stop(); });

const ofClient = 'query($r: [_Any!]!, $open: Boolean) { _entities(representations: $r) { ... on Client { projects(open: $open) { id name status clientTitle tasksTotal tasks { clientTitle state } } } } }';
const asClient = (id: string, open: boolean | null = null) => ({ r: [{ __typename: 'Client', id }], open });

it("shows a client its own work in its own words, and only the tasks meant for it", async () => {
  const { clientId, laidOut } = await aSkeleton(h, versionId);
  const { data, errors } = await h.as(h.portal(clientId)).run(ofClient, asClient(clientId));
  expect(errors).toBeUndefined();
  expect(data).toEqual({ _entities: [{ projects: [{ id: laidOut.project.id, name: 'Marlowe Boatyard: November 2026', status: 'SKELETON', clientTitle: 'Your accounts, November 2026', tasksTotal: 2,
    tasks: [{ clientTitle: 'Send us your bank statements', state: 'OPEN' }, { clientTitle: 'First review', state: 'OPEN' }] }] }] });
  expect((await h.as(h.staff()).run(ofClient, asClient(clientId))).data).toMatchObject({ _entities: [{ projects: [{ tasksTotal: 4 }] }] });
});

it('shows nothing of it to another client, another firm or a visitor', async () => {
  const { clientId, laidOut } = await aSkeleton(h, versionId);
  const one = 'query($id: ID!) { project(id: $id) { id milestones { id } sections { id } } }';
  expect((await h.as(h.portal(newId('cli'))).run(ofClient, asClient(clientId))).data).toEqual({ _entities: [{ projects: [] }] });
  expect((await h.as(h.portal(newId('cli'))).run(one, { id: laidOut.project.id })).data).toEqual({ project: null });
  expect((await h.as(h.portal(clientId)).run(one, { id: laidOut.project.id })).data).toEqual({ project: { id: laidOut.project.id, milestones: [], sections: [] } });
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(one, { id: laidOut.project.id })).data).toEqual({ project: null });
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(ofClient, asClient(clientId))).data).toEqual({ _entities: [{ projects: [] }] });
  expect((await h.as(h.public()).run(one, { id: laidOut.project.id })).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  expect((await h.as(h.staff(['crm.*'])).run(one, { id: laidOut.project.id })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

it('lists by client and by where they stand, newest first, page after page', async () => {
  const { clientId } = await aSkeleton(h, versionId);
  for (let i = 0; i < 4; i++) await h.as(h.staff()).run('mutation($input: CreateProjectFromTemplateInput!) { createProjectFromTemplate(input: $input) { created } }', { input: { clientId, templateVersionId: versionId, clientName: `Number ${i}` } });
  const list = 'query($clientId: ID, $status: [ProjectStatus!], $after: String) { projects(clientId: $clientId, status: $status, first: 2, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }';
  const seen = new Set<string>();
  for (let after: string | null = null; ;) {
    const { data, errors } = await h.as(h.staff()).run(list, { clientId, status: 'SKELETON', after });
    expect(errors).toBeUndefined();
    const page = (data as never as { projects: { totalCount: number; nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }).projects;
    expect(page.totalCount).toBe(5);
    for (const { id } of page.nodes) seen.add(id);
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  expect(seen.size).toBe(5);
  expect((await h.as(h.staff()).run(list, { clientId, status: ['ACTIVE', 'COMPLETED'] })).data).toMatchObject({ projects: { totalCount: 0 } });
  expect((await h.as(h.staff()).run(list, { clientId: 'nonsense' })).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});

it('tells what goes on from what has ended', async () => {
  const { clientId, appointmentId } = await aSkeleton(h, versionId);
  await h.as(h.service()).run('mutation($input: CancelUntouchedSkeletonInput!) { cancelUntouchedSkeleton(input: $input) { outcome } }', { input: { appointmentId, reason: 'Cancelled.' } });
  expect((await h.as(h.staff()).run(ofClient, asClient(clientId, true))).data).toEqual({ _entities: [{ projects: [] }] });
  expect((await h.as(h.staff()).run(ofClient, asClient(clientId, false))).data).toMatchObject({ _entities: [{ projects: [{ status: 'CANCELLED', tasksTotal: 0 }] }] });
});

it('follows a client whose record was merged into another', async () => {
  const { clientId, laidOut } = await aSkeleton(h, versionId);
  const survivorId = newId('cli');
  await h.deliver(clientMerged, { survivorId, mergedIds: [clientId], mergeId: 'merge-1' });
  expect((await h.as(h.portal(survivorId)).run(ofClient, asClient(survivorId))).data).toMatchObject({ _entities: [{ projects: [{ id: laidOut.project.id, tasksTotal: 2 }] }] });
});
