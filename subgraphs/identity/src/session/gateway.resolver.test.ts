import { idToUuid, newId } from '@firmament/events';
import type { Actor } from '@firmament/kit';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aFirm, aUser, password, refusal, type TestFirm, type TestUser } from '../../test/people.js';
import { fingerprint } from '../account/fingerprint.js';
import identity from '../subgraph.js';

const resolve = `query ($tokenHash: String!) {
  resolveSession(tokenHash: $tokenHash) { kind firmId userId portalUserId sessionId clientId name permissions version expiresAt touchDue } }`;
const start = new Date('2026-11-19T11:18:00Z');
const later = (hours: number): Date => new Date(start.getTime() + hours * 3_600_000);

describe('what the gateway asks', () => {
  let h: Harness;
  let firm: TestFirm;
  let tom: TestUser;
  let gateway: Actor;

  beforeAll(async () => {
    h = await testSubgraph(identity, { env: { FIRMAMENT_DEMO: '' }, now: start });
    firm = await aFirm(h, 'harbour-vale');
    gateway = h.gateway(['identity.session.*']);
  });
  beforeEach(async () => {
    h.setNow(start);
    tom = await aUser(h, firm, `${newId('usr')}@harbour-vale.test`);
  });
  afterAll(() => h.stop());

  const signIn = async (email: string): Promise<string> => {
    const answer = await h.as(h.public(null)).run('mutation ($input: SignInInput!) { signIn(input: $input) { signedIn } }', { input: { email, password } });
    return (answer.extensions?.grant as { token: string }).token;
  };
  const who = async (token: string): Promise<Record<string, unknown> | null> => {
    const answer = await h.as(gateway).run(resolve, { tokenHash: fingerprint(token) });
    expect(answer.errors).toBeUndefined();
    return answer.data?.resolveSession as Record<string, unknown> | null;
  };
  const open = async (clientId: string, portalUserId = newId('pus')): Promise<{ token: string; portalUserId: string }> => {
    const answer = await h.as(gateway).run(
      'mutation ($input: OpenSessionInput!) { openSession(input: $input) { token expiresAt } }',
      { input: { firmId: firm.id, portalUserId, clientId, name: 'Marion Marlowe', signed: 'sealed' } });
    expect(answer.errors).toBeUndefined();
    return { token: (answer.data?.openSession as { token: string }).token, portalUserId };
  };

  it('tells who holds a token, with the rights of this moment', async () => {
    const token = await signIn(tom.email);
    const before = await who(token);
    expect(before).toMatchObject({ kind: 'staff', firmId: firm.id, userId: tom.id, portalUserId: null, clientId: null, name: 'Tom Reed', expiresAt: later(12).toISOString(), touchDue: false });
    expect(before?.permissions).toEqual(expect.arrayContaining(['crm.*', 'identity.self.view']));
    await h.as(firm.owner).run('mutation ($input: SetUserRolesInput!) { setUserRoles(input: $input) { version } }', { input: { userId: tom.id, roleKeys: ['finance'] } });
    const after = await who(token);
    expect(after?.permissions).toEqual(expect.arrayContaining(['revenue.*']));
    expect(after?.permissions).not.toEqual(expect.arrayContaining(['crm.*']));
    expect(Number(after?.version)).toBeGreaterThan(Number(before?.version));
  });

  it('knows no token that is wrong, over, or closed', async () => {
    for (const tokenHash of ['', 'x', '\0', 'x'.repeat(10_000), fingerprint('guess'), fingerprint('guess').toUpperCase()]) {
      expect((await h.as(gateway).run(resolve, { tokenHash })).data?.resolveSession).toBeNull();
    }
    const token = await signIn(tom.email);
    const sessionId = (await who(token))?.sessionId;
    h.setNow(later(12));
    expect(await who(token)).toBeNull();
    h.setNow(start);
    const close = 'mutation ($tokenHash: String!) { closeSession(tokenHash: $tokenHash) }';
    expect((await h.as(gateway).run(close, { tokenHash: fingerprint(token) })).data?.closeSession).toBe(true);
    expect(await who(token)).toBeNull();
    expect((await h.as(gateway).run(close, { tokenHash: fingerprint(token) })).data?.closeSession).toBe(false);
    expect((await h.events('identity.session.revoked')).filter((event) => event.data.sessionId === sessionId).map((event) => event.data.reason)).toEqual(['SIGNED_OUT']);
  });

  it('moves the idle end with use, and never past the last day', async () => {
    const token = await signIn(tom.email);
    const touch = (at: Date) => { h.setNow(at); return h.as(gateway).run('mutation ($tokenHash: String!) { touchSession(tokenHash: $tokenHash) }', { tokenHash: fingerprint(token) }); };
    for (let hour = 11; hour < 14 * 24; hour += 11) expect((await touch(later(hour))).data?.touchSession).toBe(true);
    expect((await who(token))?.expiresAt).toEqual(later(14 * 24).toISOString());
    expect((await touch(later(14 * 24))).data?.touchSession).toBe(false);
    expect(await who(token)).toBeNull();
  });

  it('refuses people, even owners, and visitors', async () => {
    for (const actor of [firm.owner, h.public(null), h.service(), h.portal(newId('cli'), firm.id)]) {
      expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain(refusal(await h.as(actor).run(resolve, { tokenHash: fingerprint('x') })));
    }
    expect(refusal(await h.as(h.gateway(['crm.*'])).run(resolve, { tokenHash: fingerprint('x') }))).toBe('FORBIDDEN');
  });

  it('finds a firm by its address and a person’s rights for a workflow, until the person leaves', async () => {
    expect((await h.as(gateway).run('{ firmIdBySlug(slug: "harbour-vale") }')).data?.firmIdBySlug).toBe(firm.id);
    expect((await h.as(gateway).run('{ firmIdBySlug(slug: "nowhere") }')).data?.firmIdBySlug).toBeNull();
    const ask = 'query ($firmId: ID!, $userId: ID!) { actorForUser(firmId: $firmId, userId: $userId) { kind userId permissions sessionId } }';
    expect((await h.as(gateway).run(ask, { firmId: firm.id, userId: tom.id })).data?.actorForUser).toMatchObject({ kind: 'staff', userId: tom.id, sessionId: null });
    const other = await aFirm(h, 'fen');
    for (const pair of [[other.id, tom.id], [firm.id, newId('usr')], ['x', tom.id], [firm.id, 'x'], [newId('firm'), tom.id]]) {
      expect((await h.as(gateway).run(ask, { firmId: pair[0], userId: pair[1] })).data?.actorForUser).toBeNull();
    }
    const token = await signIn(tom.email);
    await h.as(firm.owner).run('mutation ($input: DeactivateUserInput!) { deactivateUser(input: $input) { active } }', { input: { userId: tom.id } });
    expect((await h.as(gateway).run(ask, { firmId: firm.id, userId: tom.id })).data?.actorForUser).toBeNull();
    expect(await who(token)).toBeNull();
  });

  it('opens portal sessions and turns them to another client, after which the old token is dead', async () => {
    const [bakery, farm] = [newId('cli'), newId('cli')];
    const { token, portalUserId } = await open(bakery);
    expect(await who(token)).toMatchObject({ kind: 'portal', firmId: firm.id, userId: null, portalUserId, clientId: bakery, name: 'Marion Marlowe', permissions: [], expiresAt: later(14 * 24).toISOString() });
    const turn = 'mutation ($tokenHash: String!, $clientId: ID!) { switchSessionClient(tokenHash: $tokenHash, clientId: $clientId) { token } }';
    const turned = await h.as(gateway).run(turn, { tokenHash: fingerprint(token), clientId: farm });
    expect(await who((turned.data?.switchSessionClient as { token: string }).token)).toMatchObject({ portalUserId, clientId: farm });
    expect(await who(token)).toBeNull();
    expect(refusal(await h.as(gateway).run(turn, { tokenHash: fingerprint(token), clientId: farm }))).toBe('NOT_FOUND');
    expect(refusal(await h.as(gateway).run(turn, { tokenHash: fingerprint(await signIn(tom.email)), clientId: farm }))).toBe('NOT_FOUND');
    expect((await h.events('identity.session.started')).filter((event) => event.data.portalUserId === portalUserId).map((event) => event.clientId)).toEqual([bakery, farm]);
  });

  it('opens a session that lives, even inside a story that is seeded into the past', async () => {
    const portalUserId = newId('pus');
    await h.as(gateway).run(
      'mutation ($input: OpenSessionInput!) { openSession(input: $input) { token } }',
      { input: { firmId: firm.id, portalUserId, clientId: newId('cli') } }, { seedTime: '2020-01-06T09:00:00Z' });
    expect(await h.sql('select expires_at > clock_timestamp() as lives from identity.sessions where portal_user_id = $1', [idToUuid(portalUserId)])).toEqual([{ lives: true }]);
  });

  it('shows each person their own sessions and lets them end one, which counts at once', async () => {
    const [here, there] = [await signIn(tom.email), await signIn(tom.email)];
    await signIn(firm.ownerEmail);
    const actor: Actor = { kind: 'staff', id: tom.id, tenantId: firm.id, permissions: ['identity.session.view', 'identity.session.end'] };
    const mine = (await h.as(actor).run('{ mySessions { id deviceLabel startedAt endsAt } }')).data?.mySessions as { id: string }[];
    expect(mine).toHaveLength(2);
    const there0 = await who(there);
    const revoke = 'mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { id endsAt } }';
    const key = 'revoke-once-0001';
    for (let i = 0; i < 2; i++) expect((await h.as(actor).run(revoke, { input: { sessionId: there0?.sessionId } }, { idempotencyKey: key })).errors).toBeUndefined();
    expect(await who(there)).toBeNull();
    expect(await who(here)).not.toBeNull();
    for (const sessionId of [newId('ses'), 'x', '\0', (await who(here))?.sessionId]) {
      expect(refusal(await h.as({ ...actor, id: firm.owner.id }).run(revoke, { input: { sessionId } }))).toBe('NOT_FOUND');
    }
    expect(refusal(await h.as({ ...actor, permissions: [] }).run(revoke, { input: { sessionId: mine[0]?.id } }))).toBe('FORBIDDEN');
  });

  it('walls a portal person’s sessions by person and by client, and grants an end at sign-out', async () => {
    const [bakery, farm] = [newId('cli'), newId('cli')];
    const { portalUserId } = await open(bakery);
    await open(farm, portalUserId);
    await open(bakery);
    const actor: Actor = { ...h.portal(bakery, firm.id), id: portalUserId };
    expect((await h.as(actor).run('{ mySessions { id } }')).data?.mySessions).toHaveLength(1);
    const out = await h.as(actor).run('mutation { signOut { signedOut } }');
    expect(out.data?.signOut).toEqual({ signedOut: true });
    expect(out.extensions?.grant).toEqual({ kind: 'end', audience: 'portal' });
    expect(refusal(await h.as(h.public(null)).run('mutation { signOut { signedOut } }'))).not.toBe('none');
  });
});
