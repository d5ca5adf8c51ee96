import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ANNE, bearer, FIRM, keyPair, PORTAL_TOKEN, STAFF_TOKEN, startHouse } from './house.fixture.js';
import type { FakeHouse } from './house.fixture.js';
import { newId } from '@firmament/kit';

let house: FakeHouse;
beforeAll(async () => { house = await startHouse({ env: { FIRMAMENT_DEMO: '1' } }); });
afterAll(() => house.stop());

const cookie = { cookie: `firmament-staff=${STAFF_TOKEN}` };
const forged = {
  'x-actor': '{"kind":"staff"}', 'x-actor-id': 'usr_1', 'x-tenant-id': 'firm_1', 'x-user-id': 'usr_1', 'x-permissions': '*', 'x-request-id': 'mine',
  'x-correlation-id': newId('cor'), 'x-causation-id': newId('evt'), 'x-seed-time': '2020-01-01T00:00:00Z', traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
};
const engineClaims = () => ({ iss: 'engine', tenantId: FIRM, workflow: 'welcome@3', runId: newId('run'), stepKey: 'resolve', onBehalfOf: ANNE, correlationId: newId('cor') });

describe('what a caller says about itself', () => {
  it('is not believed: a stranger stays a stranger with a story of its own', async () => {
    await house.ask('/graphql', '{ me }', { headers: forged });
    const { actor, meta } = house.asked.at(-1) ?? {};
    expect(actor).toEqual({ kind: 'public', id: 'public', tenantId: null, permissions: ['identity.session.start', 'crm.page.view'] });
    expect(meta?.correlationId).toMatch(/^cor_/);
    expect([meta?.correlationId, meta?.traceparent, meta?.requestId]).not.toEqual(expect.arrayContaining([forged['x-correlation-id'], forged.traceparent, 'mine']));
    expect([meta?.causationId, meta?.seedTime]).toEqual([undefined, undefined]);
  });

  it('is believed of nobody who merely has a session, but for the trace', async () => {
    await house.ask('/graphql', '{ me }', { headers: { ...cookie, ...forged } });
    const { meta } = house.asked.at(-1) ?? {};
    expect(meta?.correlationId).not.toBe(forged['x-correlation-id']);
    expect(meta?.seedTime).toBeUndefined();
    expect(meta?.traceparent).toBe(forged.traceparent);
  });

  it('gets each human mutation a story of its own', async () => {
    await house.ask('/graphql', 'mutation { rename(name: "a") }', { headers: cookie });
    const first = house.asked.at(-1)?.meta.correlationId;
    await house.ask('/graphql', 'mutation { rename(name: "a") }', { headers: cookie });
    expect(house.asked.at(-1)?.meta.correlationId).not.toBe(first);
  });

  it('leaves no address behind, only its keyed hash', async () => {
    await house.ask('/graphql', '{ me }');
    expect(house.asked.at(-1)?.meta.ipHash).toMatch(/^[\w-]{43}$/);
  });
});

describe('the engine', () => {
  it('acts with the present rights of the workflow\'s owner and inside the run\'s story', async () => {
    const claims = { ...engineClaims(), causationId: newId('evt'), seedTime: '2026-01-05T09:00:00Z' };
    const answer = await house.ask('/graphql', 'mutation { rename(name: "a") }', { headers: { authorization: `Bearer ${await bearer(house.engine.privateKey, claims)}` } });
    expect(answer.data).toEqual({ rename: 'a' });
    const { actor, meta } = house.asked.at(-1) ?? {};
    expect(actor).toEqual({ kind: 'service', id: claims.runId, tenantId: FIRM, name: 'welcome@3', workflow: 'welcome@3', runId: claims.runId, stepKey: 'resolve', onBehalfOf: ANNE, permissions: ['crm.client.view'] });
    expect(meta).toMatchObject({ correlationId: claims.correlationId, causationId: claims.causationId, seedTime: claims.seedTime });
  });

  it('is stopped with a named reason when the owner may no longer act', async () => {
    const token = await bearer(house.engine.privateKey, { ...engineClaims(), onBehalfOf: newId('usr') });
    const answer = await house.ask('/graphql', 'mutation { rename(name: "a") }', { headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, answer.code, answer.reason]).toEqual([403, 'FORBIDDEN', 'WORKFLOW_OWNER_INACTIVE']);
  });

  it.each(['/portal/graphql', '/public/graphql'])('is not admitted at %s', async (path) => {
    const answer = await house.ask(path, '{ __typename }', { headers: { authorization: `Bearer ${await bearer(house.engine.privateKey, engineClaims())}` } });
    expect(answer.code).toBe('UNAUTHENTICATED');
  });

  it('is refused with a token of another key, another audience, too long a life, too great an age, or without what it must say', async () => {
    const stranger = await keyPair();
    const wrong = [
      await bearer(stranger.privateKey, engineClaims()),
      await bearer(house.platform.privateKey, engineClaims()),
      await bearer(house.engine.privateKey, engineClaims(), { audience: 'crm' }),
      await bearer(house.engine.privateKey, engineClaims(), { lifetime: '2h' }),
      await bearer(house.engine.privateKey, engineClaims(), { issuedAt: 1_700_000_000 }),
      await bearer(house.engine.privateKey, { ...engineClaims(), iss: 'platform' }),
      await bearer(house.engine.privateKey, { iss: 'engine', tenantId: FIRM }),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ ...engineClaims(), aud: 'gateway' })).toString('base64url')}.`,
    ];
    for (const token of wrong) expect((await house.ask('/graphql', '{ me }', { headers: { authorization: `Bearer ${token}` } })).code).toBe('UNAUTHENTICATED');
  });
});

describe('the platform', () => {
  const ask = async (claims: object, to: FakeHouse = house) =>
    to.ask('/graphql', '{ me }', { headers: { authorization: `Bearer ${await bearer(to.platform.privateKey, { iss: 'platform', ...claims })}` } });

  it('registers firms and sets the seeding clock in a demonstration', async () => {
    await ask({ seedTime: '2026-01-05T09:00:00Z' });
    expect(house.asked.at(-1)?.actor).toMatchObject({ kind: 'platform', id: 'platform', tenantId: null });
    expect(house.asked.at(-1)?.meta.seedTime).toBe('2026-01-05T09:00:00Z');
  });

  it('tells past stories as a person of the firm', async () => {
    await ask({ tenantId: FIRM, actAs: ANNE });
    expect(house.asked.at(-1)?.actor).toEqual({ kind: 'staff', id: ANNE, tenantId: FIRM, name: 'Anne', permissions: ['crm.client.view'] });
  });

  it('does not exist outside of a demonstration', async () => {
    const sober = await startHouse();
    expect((await ask({}, sober)).code).toBe('UNAUTHENTICATED');
    await sober.stop();
  });
});

describe('a foreign page', () => {
  it.each(['https://evil.test', 'null', 'http://127.0.0.1:1'])('cannot speak for anybody (%s)', async (origin) => {
    const answer = await house.ask('/graphql', 'mutation { rename(name: "a") }', { headers: { ...cookie, origin } });
    expect([answer.status, answer.code, answer.reason]).toEqual([403, 'FORBIDDEN', 'FOREIGN_ORIGIN']);
  });

  it('cannot hide behind a missing origin when its browser tells where it stands', async () => {
    expect((await house.ask('/graphql', '{ me }', { headers: { ...cookie, 'sec-fetch-site': 'cross-site' } })).reason).toBe('FOREIGN_ORIGIN');
  });

  it('cannot post a form or plain text, nor ask by GET', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      expect((await house.ask('/graphql', 'mutation { rename(name: "a") }', { headers: { ...cookie, 'content-type': type } })).status).toBe(415);
    }
    const get = await fetch(`${house.url}/graphql?query={me}`, { headers: cookie });
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('is not our own', async () => {
    expect((await house.ask('/graphql', '{ me }', { headers: { ...cookie, origin: house.url } })).data).toEqual({ me: 'Anne' });
    expect((await house.ask('/portal/graphql', '{ clients { id } }', { headers: { cookie: `firmament-portal=${PORTAL_TOKEN}`, origin: house.url.replace('127.0.0.1', 'localhost') } })).errors).toBeUndefined();
  });
});

describe('a visitor', () => {
  it('stands in the firm that the address names', async () => {
    const answer = await house.ask('/public/graphql', 'query ($f: String) { page(slug: "a", firm: $f) { title } }', { variables: { f: 'harbour-vale' } });
    expect(answer.data).toEqual({ page: { title: 'Page a' } });
    expect(house.asked.at(-1)?.actor).toMatchObject({ kind: 'public', tenantId: FIRM });
  });

  it('finds no firm at a wrong address, and cannot stand in two', async () => {
    expect((await house.ask('/public/graphql', '{ page(slug: "a", firm: "nowhere") { title } }')).code).toBe('NOT_FOUND');
    const two = await house.ask('/public/graphql', '{ a: page(slug: "a", firm: "harbour-vale") { title } b: page(slug: "a", firm: "fen") { title } }');
    expect([two.code, two.reason]).toEqual(['BAD_USER_INPUT', 'SEVERAL_FIRMS']);
  });

  it('is left without one where the operation finds it itself, and with their own when signed in', async () => {
    await house.ask('/public/graphql', '{ publicFirm(firm: "harbour-vale") }');
    expect(house.asked.at(-1)?.actor.tenantId).toBeNull();
    await house.ask('/graphql', '{ page(slug: "a", firm: "nowhere") { title } }', { headers: cookie });
    expect(house.asked.at(-1)?.actor).toMatchObject({ kind: 'staff', tenantId: FIRM });
  });
});
