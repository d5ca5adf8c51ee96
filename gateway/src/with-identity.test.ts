import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import identity from '@firmament/identity/subgraph';
import { newId, printSubgraphSdl } from '@firmament/kit';
import { testSubgraph } from '@firmament/kit/testing';
import { bearer, schemaOf, startHouse } from './house.fixture.js';
import type { FakeHouse } from './house.fixture.js';
import { hashToken } from './sessions.js';
import type { SubgraphClient } from './subgraph-client.js';

// The gateway and the real identity, on a real database: what each promises the other.
let domain: Awaited<ReturnType<typeof testSubgraph>>;
let house: FakeHouse;
beforeAll(async () => {
  const rights = { public: [...identity.publicPermissions ?? []], portal: [...identity.portalPermissions ?? []] };
  domain = await testSubgraph(identity, { now: new Date(), publicRights: rights.public });
  const client: SubgraphClient = {
    name: 'identity', health: async () => ({ ok: true, detail: 'ready' }), stop: async () => undefined,
    execute: async ({ query, variables }, actor, meta) => domain.as(actor).run(query, variables ?? {}, { correlationId: meta.correlationId, ...(meta.idempotencyKey ? { idempotencyKey: meta.idempotencyKey } : {}) }),
  };
  house = await startHouse({ env: { FIRMAMENT_DEMO: '1' }, real: { clients: [client], schema: schemaOf([{ name: 'identity', sdl: printSubgraphSdl(identity) }], rights) } });
});
afterAll(async () => {
  await house.stop();
  await domain.stop();
});

const owner = { name: 'Ines Calder', email: 'ines@harbour.test', password: 'a long enough secret' };
const REGISTER = 'mutation ($input: RegisterFirmInput!) { registerFirm(input: $input) { id slug } }';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { signedIn name firm { slug } } }';
const platform = async (claims: object = {}) => ({ authorization: `Bearer ${await bearer(house.platform.privateKey, { iss: 'platform', ...claims })}` });
const cookieOf = (cookies: readonly string[]): string => cookies[0]?.split(';')[0] ?? '';

describe('gateway and identity together', () => {
  let firmId = '';
  let userId = '';
  let cookie = '';

  it('let the platform open a firm, and nobody else', async () => {
    const variables = { input: { name: 'Harbour & Vale', slug: 'harbour-vale', timeZone: 'Europe/London', currency: 'GBP', owner } };
    const stranger = await house.ask('/graphql', REGISTER, { variables });
    expect(stranger.code).toBe('UNAUTHENTICATED');
    const opened = await house.ask('/graphql', REGISTER, { variables, headers: await platform() });
    expect(opened.errors).toBeUndefined();
    firmId = (opened.data?.registerFirm as { id: string }).id;
    userId = ((await domain.events('identity.firm.registered'))[0]?.data.ownerUserId ?? '') as string;
  });

  it('sign a person in with a cookie and nothing more, and refuse the wrong password', async () => {
    const wrong = await house.ask('/graphql', SIGN_IN, { variables: { input: { email: owner.email, password: 'not it at all' } } });
    expect([wrong.data?.signIn ?? null, wrong.cookies]).toEqual([null, []]);
    const right = await house.ask('/graphql', SIGN_IN, { variables: { input: { email: owner.email, password: owner.password } } });
    expect(right.data).toEqual({ signIn: { signedIn: true, name: owner.name, firm: { slug: 'harbour-vale' } } });
    cookie = cookieOf(right.cookies);
    expect(cookie).toMatch(/^firmament-staff=[\w-]{43}$/);
    expect(right.text).not.toContain(cookie.split('=')[1] ?? 'no cookie');
  });

  it('know the person from the cookie', async () => {
    const answer = await house.ask('/graphql', '{ firm { id slug } mySessions { id } }', { headers: { cookie } });
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({ firm: { id: firmId, slug: 'harbour-vale' }, mySessions: [{ id: expect.stringMatching(/^ses_/) }] });
  });

  it('give the engine the owner\'s rights, and none once the owner may no longer act', async () => {
    const claims = (onBehalfOf: string) => ({ iss: 'engine', tenantId: firmId, workflow: 'welcome@1', runId: newId('run'), stepKey: 'look', onBehalfOf, correlationId: newId('cor') });
    const ask = async (onBehalfOf: string) => house.ask('/graphql', '{ firm { slug } }', { headers: { authorization: `Bearer ${await bearer(house.engine.privateKey, claims(onBehalfOf))}` } });
    expect((await ask(userId)).data).toEqual({ firm: { slug: 'harbour-vale' } });
    expect((await ask(newId('usr'))).reason).toBe('WORKFLOW_OWNER_INACTIVE');
  });

  it('open a session for a portal grant that the portal made', async () => {
    const opened = await domain.as({ kind: 'system', id: 'gateway', tenantId: null, permissions: ['identity.session.*'] }).run(
      'mutation ($input: OpenSessionInput!) { openSession(input: $input) { token } }', { input: { firmId, portalUserId: newId('pus'), clientId: newId('cli'), name: 'Marion Marlowe' } });
    const portalCookie = `firmament-portal=${(opened.data?.openSession as { token: string }).token}`;
    const answer = await house.ask('/portal/graphql', '{ mySessions { id } }', { headers: { cookie: portalCookie } });
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.mySessions).toHaveLength(1);
    expect((await house.ask('/graphql', '{ firm { slug } }', { headers: { cookie: portalCookie } })).data?.firm ?? null).toBeNull();
  });

  it('sign the person out everywhere', async () => {
    const out = await house.ask('/graphql', 'mutation { signOut { signedOut } }', { headers: { cookie } });
    expect(out.data).toEqual({ signOut: { signedOut: true } });
    expect(out.cookies[0]).toMatch(/^firmament-staff=;/);
    expect((await house.ask('/graphql', '{ firm { slug } }', { headers: { cookie } })).code).toBe('UNAUTHENTICATED');
    const rows = await domain.sql('select revoke_reason from identity.sessions where token_hash = $1', [hashToken(cookie.split('=')[1] ?? '')]);
    expect(rows).toEqual([{ revoke_reason: 'SIGNED_OUT' }]);
  });
});
