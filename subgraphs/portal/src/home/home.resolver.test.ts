import { clientCreated, contactLinked, idToUuid, newId, sessionStarted, taskCompleted, taskCreated } from '@firmament/events';
import { testSubgraph } from '@firmament/kit/testing';
import { aContact, invite, refusal, somebodyInside, type Harness } from '../../test/people.js';
import portal from '../subgraph.js';

let h: Harness;
beforeAll(async () => { h = await testSubgraph(portal); });
afterAll(() => h.stop());

const home = '{ portalHome { me { firstName } client { id } clients { id name active } todo { kind title dueOn late href } } }';
const switchTo = 'mutation($input: SwitchPortalClientInput!) { switchPortalClient(input: $input) { clientId } }';
const moves = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Client { theirMoves { kind title why } } } }';
const rights = 'query($p: ID!, $c: ID!) { portalActor(portalUserId: $p, clientId: $c) { active name clientIds permissions } }';

const aTask = (clientId: string, title = 'Confirm your address') => ({ taskId: newId('tsk'), projectId: null, clientId, title, kind: 'CLIENT' as const, assigneeUserId: null, dueOn: '2026-11-18' });
async function secondClientOf(who: { contactId: string }): Promise<string> {
  const clientId = newId('cli');
  await h.deliver(contactLinked, { contactId: who.contactId, clientId, linkId: newId('lnk'), contactName: 'Marion Marlowe', role: 'Owner', isPrimary: true, isSignatory: true, isBilling: true, portalAccess: true }, { clientId });
  return clientId;
}

describe('the portal’s first page', () => {
  it('greets the person and shows what waits, late things marked', async () => {
    const who = await somebodyInside(h);
    await h.deliver(clientCreated, { clientId: who.clientId, displayName: 'Marlowe Boatyard', kind: 'ORG', status: 'ACTIVE', ownerUserId: null, source: 'BOOKING' }, { clientId: who.clientId });
    await h.deliver(taskCreated, aTask(who.clientId), { clientId: who.clientId });
    await h.deliver(taskCreated, { ...aTask(who.clientId, 'Ours'), kind: 'STAFF' }, { clientId: who.clientId });
    expect((await h.as(who.actor).run(home)).data?.['portalHome']).toEqual({
      me: { firstName: 'Marion' }, client: { id: who.clientId }, clients: [{ id: who.clientId, name: 'Marlowe Boatyard', active: true }],
      todo: [{ kind: 'TASK', title: 'Confirm your address', dueOn: '2026-11-18', late: true, href: expect.stringMatching(/^\/portal\/tasks\/tsk_/) }],
    });
  });

  it('drops a thing only when its owner says that it is done, however often that is told', async () => {
    const who = await somebodyInside(h);
    const task = aTask(who.clientId);
    for (let i = 0; i < 2; i += 1) await h.deliver(taskCreated, task, { clientId: who.clientId });
    for (let i = 0; i < 2; i += 1) await h.deliver(taskCompleted, { taskId: task.taskId, projectId: null, clientId: who.clientId, title: task.title }, { clientId: who.clientId, aggregateSeq: 2 });
    expect((await h.as(who.actor).run(home)).data?.['portalHome']).toMatchObject({ todo: [] });
    const told = (await h.events()).filter((event) => event.data['sourceRef'] === task.taskId).map((event) => event.type);
    expect(told).toEqual(['portal.action.created', 'portal.action.completed']);
  });

  it('shows nothing of another client, of another firm, to staff or to visitors', async () => {
    const [mine, theirs] = [await somebodyInside(h), await somebodyInside(h)];
    await h.deliver(taskCreated, aTask(theirs.clientId, 'Theirs alone'), { clientId: theirs.clientId });
    expect(JSON.stringify((await h.as(mine.actor).run(home)).data)).not.toContain('Theirs');
    expect(refusal(await h.as({ ...mine.actor, clientId: theirs.clientId }).run(home))).toBe('UNAUTHENTICATED');
    expect(refusal(await h.as({ ...mine.actor, tenantId: h.otherFirm.id }).run(home))).toBe('UNAUTHENTICATED');
    expect(refusal(await h.as(h.staff()).run(home))).toBe('FORBIDDEN');
    expect(refusal(await h.as(h.public()).run(home))).toBe('UNAUTHENTICATED');
    const rows = await h.sqlAs('rw', { 'app.tenant_id': idToUuid(h.firm.id), 'app.actor_kind': 'portal', 'app.client_id': idToUuid(mine.clientId) },
      'select current_user, (select count(distinct client_id)::int from portal.actions) as actions, (select count(*)::int from portal.people) as people, (select count(*)::int from portal.links) as links');
    expect(rows).toEqual([{ current_user: 'portal_rw', actions: 1, people: 1, links: 0 }]);
  });

  it('turns to another client of the same person, and to no other', async () => {
    const who = await somebodyInside(h);
    const [other, foreign] = [await secondClientOf(who), await aContact(h)];
    const answer = await h.as(who.actor).run(switchTo, { input: { clientId: other } });
    expect(answer.extensions?.grant).toMatchObject({ kind: 'portal', clientId: other, portalUserId: who.portalUserId });
    for (const clientId of [foreign.clientId, newId('cli'), 'nonsense']) expect(refusal(await h.as(who.actor).run(switchTo, { input: { clientId } }))).toBe('NOT_FOUND');
  });
});

describe('present rights', () => {
  const gateway = () => h.gateway(['portal.session.resolve'], h.firm.id);

  it('are told to the gateway, and end with a suspension', async () => {
    const who = await somebodyInside(h);
    const ask = async () => (await h.as(gateway()).run(rights, { p: who.portalUserId, c: who.clientId })).data?.['portalActor'];
    expect(await ask()).toEqual({ active: true, name: who.name, clientIds: [who.clientId], permissions: ['portal.home.view'] });
    await h.as(h.staff()).run('mutation($input: PortalUserInput!) { suspendPortalUser(input: $input) { status } }', { input: { portalUserId: who.portalUserId } });
    expect(await ask()).toMatchObject({ active: false, clientIds: [], permissions: [] });
    expect(refusal(await h.as(who.actor).run(home))).toBe('UNAUTHENTICATED');
    await h.as(h.staff()).run('mutation($input: PortalUserInput!) { reinstatePortalUser(input: $input) { status } }', { input: { portalUserId: who.portalUserId } });
    expect(await ask()).toMatchObject({ active: true });
  });

  it('do not reach over to a client that is not theirs, and are not for everybody to ask', async () => {
    const [who, other] = [await somebodyInside(h), await aContact(h)];
    expect((await h.as(gateway()).run(rights, { p: who.portalUserId, c: other.clientId })).data?.['portalActor']).toMatchObject({ active: false, permissions: [] });
    expect(refusal(await h.as(who.actor).run(rights, { p: who.portalUserId, c: who.clientId }))).toBe('FORBIDDEN');
  });
});

describe('what staff see', () => {
  const access = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Contact { portalAccess { state lastSeenAt openInvitation { clientId expiresAt } } } } }';
  const ofContact = async (id: string, actor = h.staff()) => ((await h.as(actor).run(access, { r: [{ __typename: 'Contact', id }] })).data as { _entities: { portalAccess: unknown }[] } | undefined)?._entities[0]?.portalAccess;

  it('is who can come in and when they were last there', async () => {
    const [stranger, invited, inside] = [await aContact(h), await aContact(h), await somebodyInside(h)];
    await invite(h, invited);
    expect(await ofContact(stranger.contactId)).toEqual({ state: 'NONE', lastSeenAt: null, openInvitation: null });
    expect(await ofContact(invited.contactId)).toMatchObject({ state: 'INVITED', openInvitation: { clientId: invited.clientId, expiresAt: '2026-12-03T11:18:00.000Z' } });
    expect(await ofContact(inside.contactId)).toMatchObject({ state: 'ACTIVE', lastSeenAt: '2026-11-19T11:18:00.000Z', openInvitation: null });
    h.setNow(new Date('2026-11-20T09:00:00Z'));
    await h.deliver(sessionStarted, { sessionId: newId('ses'), portalUserId: inside.portalUserId, method: 'MAGIC_LINK' });
    h.setNow(new Date('2026-11-19T11:18:00Z'));
    expect(await ofContact(inside.contactId)).toMatchObject({ lastSeenAt: '2026-11-20T09:00:00.000Z' });
    expect(await ofContact(inside.contactId, h.staff(['*'], h.otherFirm.id))).toMatchObject({ state: 'NONE' });
  });

  it('is their move: an open invitation waits for them', async () => {
    const who = await aContact(h);
    await invite(h, who);
    const r = [{ __typename: 'Client', id: who.clientId }];
    expect((await h.as(h.staff()).run(moves, { r })).data).toEqual({ _entities: [{ theirMoves: [{ kind: 'OPEN_PORTAL', title: 'Open your portal', why: 'Marion Marlowe was invited.' }] }] });
    expect(refusal(await h.as(h.staff(['crm.client.view'])).run(moves, { r }))).toBe('FORBIDDEN');
    expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(moves, { r })).data).toEqual({ _entities: [{ theirMoves: [] }] });
  });
});
