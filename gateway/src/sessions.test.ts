import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANNE, CLIENT, FIRM, PIA, PORTAL_TOKEN, STAFF_TOKEN, startHouse } from './house.fixture.js';
import type { FakeHouse } from './house.fixture.js';
import { SessionCookies } from './cookies.js';
import { IdentityClient } from './identity-client.js';
import { hashToken, Sessions } from './sessions.js';
import type { SessionCache } from './sessions.js';
import type { SubgraphClient } from './subgraph-client.js';
import { pino } from 'pino';

let house: FakeHouse;
beforeAll(async () => { house = await startHouse(); });
afterAll(() => house.stop());

const staffCookie = { cookie: `firmament-staff=${STAFF_TOKEN}` };
const portalCookie = { cookie: `firmament-portal=${PORTAL_TOKEN}` };
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { name } }';

describe('a session', () => {
  it('begins with a cookie that scripts cannot read, and the grant stays inside', async () => {
    const answer = await house.ask('/graphql', SIGN_IN, { variables: { input: { email: 'anne@harbour.test', password: 'right' } } });
    expect(answer.data).toEqual({ signIn: { name: 'Anne' } });
    expect(answer.cookies).toHaveLength(1);
    expect(answer.cookies[0]).toMatch(/^firmament-staff=staff-token-\w+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/i);
    expect(answer.text).not.toMatch(/grant|token|extensions/);
  });

  it('makes the asking person the actor, with the rights that identity names', async () => {
    const answer = await house.ask('/graphql', '{ me }', { headers: staffCookie });
    expect(answer.data).toEqual({ me: 'Anne' });
    expect(house.asked.at(-1)?.actor).toEqual({ kind: 'staff', id: ANNE, tenantId: FIRM, name: 'Anne', permissions: ['crm.*'] });
  });

  it('of the portal opens nothing at the staff\'s door, nor the other way round', async () => {
    await house.ask('/graphql', '{ me }', { headers: portalCookie });
    expect(house.asked.at(-1)?.actor.kind).toBe('public');
    await house.ask('/portal/graphql', '{ clients { id } }', { headers: staffCookie });
    expect(house.asked.at(-1)?.actor.kind).toBe('public');
  });

  it('of the portal has one client and exactly the portal\'s rights', async () => {
    await house.ask('/portal/graphql', '{ clients { id } }', { headers: portalCookie });
    expect(house.asked.at(-1)?.actor).toEqual({ kind: 'portal', id: PIA, tenantId: FIRM, clientId: CLIENT, name: 'Pia', permissions: ['crm.client.view'] });
  });

  it('that ended is forgotten by the browser, and the request goes on as nobody', async () => {
    const answer = await house.ask('/graphql', '{ me }', { headers: { cookie: 'firmament-staff=ended-token-0123456789' } });
    expect(answer.data).toEqual({ me: null });
    expect(answer.cookies[0]).toMatch(/^firmament-staff=; Path=\/; Expires=Thu, 01 Jan 1970/);
  });

  it('ends everywhere at sign-out: cookie cleared, session closed at identity', async () => {
    const answer = await house.ask('/graphql', 'mutation { signOut }', { headers: staffCookie });
    expect(answer.cookies[0]).toMatch(/^firmament-staff=;/);
    expect(house.state.closed).toContain(hashToken(STAFF_TOKEN));
    expect((await house.ask('/graphql', '{ me }', { headers: staffCookie })).data).toEqual({ me: null });
  });

  it('replaces the one before: a cookie set beforehand does not survive a sign-in', async () => {
    const old = 'planted-token-0123456789';
    const anne = { kind: 'staff', firmId: FIRM, userId: ANNE, name: 'Anne', permissions: [], expiresAt: '2099-01-01T00:00:00Z' };
    house.state.sessions.set(hashToken(old), anne);
    const answer = await house.ask('/graphql', SIGN_IN, { variables: { input: { email: 'a@b.test', password: 'right' } }, headers: { cookie: `firmament-staff=${old}` } });
    expect(answer.cookies[0]).toContain(STAFF_TOKEN);
    expect(house.state.closed).toContain(hashToken(old));
  });
});

describe('a portal link', () => {
  const CONSUME = 'mutation ($token: String!) { consumePortalLink(token: $token) { opened } }';

  it('is redeemed once at identity and becomes a portal cookie', async () => {
    const answer = await house.ask('/portal/graphql', CONSUME, { variables: { token: 'good' } });
    expect(answer.data).toEqual({ consumePortalLink: { opened: true } });
    expect(answer.cookies[0]).toMatch(/^firmament-portal=portal-token/);
    expect(house.state.redeemed).toEqual([{ firmId: FIRM, portalUserId: PIA, clientId: CLIENT, signed: 'good', device: 'node' }]);
    expect(answer.text).not.toMatch(/signed|grant|portal-token/);
  });

  it('whose grant identity refuses signs nobody in and says so', async () => {
    const answer = await house.ask('/portal/graphql', CONSUME, { variables: { token: 'forged' } });
    expect(answer.cookies).toEqual([]);
    expect(answer.data ?? null).toBeNull();
    expect([answer.code, answer.reason]).toEqual(['UNAUTHENTICATED', 'SESSION_NOT_OPENED']);
  });
});

describe('a grant', () => {
  it('from a domain that may not grant, or for another door, is dropped', async () => {
    const answer = await house.ask('/public/graphql', 'mutation { book(email: "grant@thief.test") { title } }');
    expect(answer.data).toEqual({ book: { title: 'Booked' } });
    expect(answer.cookies).toEqual([]);
    expect(house.lines.join('')).toContain('may not grant');
  });
});

describe('what is believed of a session', () => {
  const meta = { requestId: 'r', correlationId: 'c' };
  const hash = hashToken(STAFF_TOKEN);

  function believer(options: { cache?: SessionCache; touchDue?: boolean } = {}) {
    const calls: string[] = [];
    const clock = { now: new Date('2026-11-22T09:00:00Z') };
    const world = { permissions: ['crm.*'], duringAnswer: async () => undefined as void };
    const identity: SubgraphClient = {
      name: 'identity', health: async () => ({ ok: true, detail: '' }), stop: async () => undefined,
      async execute({ query }) {
        calls.push(/(\w+)\(tokenHash/.exec(query.slice(query.indexOf('{')))?.[1] ?? '?');
        const session = { kind: 'staff', firmId: FIRM, userId: ANNE, name: 'Anne', permissions: world.permissions, version: 1, expiresAt: '2026-11-22T10:00:00.000Z', touchDue: options.touchDue ?? false };
        await world.duringAnswer();
        return { data: { resolveSession: session, touchSession: true, closeSession: true } };
      },
    };
    const sessions = new Sessions(new IdentityClient(identity), options.cache, () => clock.now, pino({ level: 'silent' }));
    return { sessions, calls, clock, world };
  }

  function memory(): SessionCache {
    const kept = new Map<string, string>();
    return {
      get: async (key) => kept.get(key) ?? null, setex: async (key, _seconds, value) => kept.set(key, value),
      set: async (key, value) => kept.set(key, value), del: async (key) => kept.delete(key),
    };
  }

  it('is asked again each time without a cache, and with one that is broken', async () => {
    const fail = async (): Promise<never> => { throw new Error('connection lost'); };
    for (const cache of [undefined, { get: fail, setex: fail, set: fail, del: fail }]) {
      const { sessions, calls } = believer(cache ? { cache } : {});
      for (let n = 0; n < 3; n += 1) expect((await sessions.resolve(hash, meta))?.userId).toBe(ANNE);
      expect(calls).toHaveLength(3);
    }
  });

  it('holds for twenty seconds and not longer than the session', async () => {
    const { sessions, calls, clock } = believer({ cache: memory() });
    for (let n = 0; n < 4; n += 1) await sessions.resolve(hash, meta);
    expect(calls).toHaveLength(2); // at first sight only the firm is learnt
    clock.now = new Date('2026-11-22T09:00:21Z');
    await sessions.resolve(hash, meta);
    expect(calls).toHaveLength(3);
    clock.now = new Date('2026-11-22T10:00:00Z');
    expect(await sessions.resolve(hash, meta)).toBeUndefined();
  });

  it('is outdated at once by a change at identity, even by one that happens while the answer is under way', async () => {
    const { sessions, world } = believer({ cache: memory() });
    for (let n = 0; n < 3; n += 1) await sessions.resolve(hash, meta);
    world.permissions = [];
    await sessions.outdate(FIRM);
    expect((await sessions.resolve(hash, meta))?.permissions).toEqual([]);
    world.permissions = ['crm.*'];
    await sessions.outdate(FIRM);
    world.duringAnswer = async () => { world.permissions = ['nothing.*']; await sessions.outdate(FIRM); world.duringAnswer = async () => undefined; };
    await sessions.resolve(hash, meta);
    expect((await sessions.resolve(hash, meta))?.permissions).toEqual(['nothing.*']);
  });

  it('is noted as in use when identity asks for it', async () => {
    const { sessions, calls } = believer({ touchDue: true });
    await sessions.resolve(hash, meta);
    expect(calls).toEqual(['resolveSession', 'touchSession']);
  });
});

describe('a cookie', () => {
  it('behind TLS carries the __Host- prefix and Secure', () => {
    const cookies = new SessionCookies(true);
    expect(cookies.set('staff', STAFF_TOKEN, new Date('2030-01-01T00:00:00Z')))
      .toBe(`__Host-firmament-staff=${STAFF_TOKEN}; Path=/; Expires=Tue, 01 Jan 2030 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax`);
    expect(cookies.read(`firmament-staff=${STAFF_TOKEN}`, 'staff')).toBeUndefined();
    expect(cookies.read(`__Host-firmament-staff=${STAFF_TOKEN}`, 'staff')).toBe(STAFF_TOKEN);
  });
});
