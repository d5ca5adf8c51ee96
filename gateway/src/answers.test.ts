import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { STAFF_TOKEN, PORTAL_TOKEN, startHouse } from './house.fixture.js';
import type { FakeHouse } from './house.fixture.js';
import { CODES } from './refusal.js';
import type { SubgraphClient } from './subgraph-client.js';

let near: FakeHouse;
let far: FakeHouse;
beforeAll(async () => { [near, far] = await Promise.all([startHouse(), startHouse({ remote: true })]); });
afterAll(() => Promise.all([near.stop(), far.stop()]));

const cookie = { cookie: `firmament-staff=${STAFF_TOKEN}` };

describe('an answer', () => {
  const questions: readonly [string, string, object][] = [
    ['a list with another domain\'s part', '{ clients { id name note owner { id name } } }', {}],
    ['a refusal beside data', '{ me refuse(code: "CONFLICT") }', {}],
    ['a fault beside data', '{ clients { id broken } }', {}],
    ['a mutation', 'mutation ($n: String!) { rename(name: $n) }', { n: 'new' }],
    ['a query that is wrong', '{ nothing }', {}],
    ['a variable that is wrong', 'query ($n: Int!) { clients(first: $n) { id } }', { n: 'x' }],
  ];

  it.each(questions)('is the same whether the domain is in this process or behind HTTP: %s', async (_what, query, variables) => {
    const [left, right] = await Promise.all([near, far].map((house) => house.ask('/graphql', query, { headers: cookie, variables })));
    const withoutIds = (text = ''): string => text.replaceAll(/"requestId":"[^"]+"/g, '"requestId":"…"');
    expect(withoutIds(right?.text)).toBe(withoutIds(left?.text));
    expect(right?.status).toBe(left?.status);
  });

  it('carries a sign-in from behind HTTP too, and no grant', async () => {
    const answer = await far.ask('/graphql', 'mutation { signIn(input: {email: "a@b.test", password: "right"}) { name } }');
    expect(answer.cookies[0]).toContain(STAFF_TOKEN);
    expect(answer.text).toBe('{"data":{"signIn":{"name":"Anne"}}}\n');
  });

  it('asks for the same person once, however many clients they own', async () => {
    await near.ask('/graphql', '{ clients { owner { name } } }', { headers: cookie });
    const fetch = near.asked.findLast(({ query }) => query.includes('_entities'));
    expect(fetch?.variables.representations).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it.each(CODES.filter((code) => code !== 'INTERNAL'))('keeps its code %s, reason and field, and nothing else', async (code) => {
    const { errors } = await near.ask('/graphql', `{ refuse(code: "${code}") }`, { headers: cookie });
    expect(errors).toEqual([{
      message: 'That slot is taken.', path: ['refuse'],
      extensions: { code, reason: 'SCHEDULING_SLOT_TAKEN', field: 'input.start', requestId: expect.stringMatching(/^[\w-]{36}$/) },
    }]);
  });

  it('with a code outside the list is an unexpected error', async () => {
    expect((await near.ask('/graphql', '{ refuse(code: "P0001") }', { headers: cookie })).code).toBe('INTERNAL');
  });
});

describe('an unexpected error', () => {
  it('shows the request\'s id and is logged whole', async () => {
    const answer = await near.ask('/graphql', '{ clients { broken } }', { headers: cookie });
    expect(answer.text).not.toMatch(/crm\.secrets|stack|serviceName|subgraph/);
    const id = answer.errors?.[0]?.extensions.requestId;
    const logged = near.lines.find((line) => line.includes(String(id)) && line.includes('masked'));
    expect(logged).toContain('relation crm.secrets does not exist');
  });

  it('of validation does not give the schema away', async () => {
    expect((await near.ask('/graphql', '{ clents { id } }')).text).not.toContain('Did you mean');
    expect((await near.ask('/graphql', '{ __schema { types { name } } }')).code).toBe('BAD_USER_INPUT');
  });
});

describe('a domain that is down', () => {
  it('empties its part of the answer and says so', async () => {
    const dead = (domain: SubgraphClient): SubgraphClient => (domain.name !== 'crm' ? domain : { ...domain, execute: async () => { throw new Error('connect ECONNREFUSED 10.0.0.7'); } });
    const house = await startHouse({ wrap: dead });
    const answer = await house.ask('/graphql', '{ me refuse(code: "x") }', { headers: cookie });
    expect(answer.data).toEqual({ me: 'Anne', refuse: null });
    expect(answer.errors?.[0]).toMatchObject({ message: 'This part of Firmament is not answering just now.', extensions: { code: 'INTERNAL', reason: 'DOMAIN_UNAVAILABLE' } });
    expect(answer.text).not.toContain('10.0.0.7');
    await house.stop();
  });

  it('when it is identity, leaves nobody guessing', async () => {
    const dead = (domain: SubgraphClient): SubgraphClient => (domain.name !== 'identity' ? domain : { ...domain, execute: async () => { throw new Error('down'); }, health: async () => ({ ok: false, detail: 'down' }) });
    const house = await startHouse({ wrap: dead });
    const answer = await house.ask('/graphql', '{ me }', { headers: cookie });
    expect([answer.status, answer.code, answer.reason]).toEqual([503, 'INTERNAL', 'DOMAIN_UNAVAILABLE']);
    expect((await fetch(`${house.url}/readyz`)).status).toBe(503);
    await house.stop();
  });
});

describe('a contract', () => {
  it('hides from the portal and the public what is not theirs', async () => {
    const portal = { cookie: `firmament-portal=${PORTAL_TOKEN}` };
    expect((await near.ask('/portal/graphql', '{ clients { id name } }', { headers: portal })).errors).toBeUndefined();
    expect((await near.ask('/portal/graphql', '{ clients { id note } }', { headers: portal })).code).toBe('BAD_USER_INPUT');
    expect((await near.ask('/portal/graphql', 'mutation { rename(name: "a") }', { headers: portal })).code).toBe('BAD_USER_INPUT');
    expect((await near.ask('/public/graphql', '{ page(slug: "a") { title } }')).data).toEqual({ page: { title: 'Page a' } });
    expect((await near.ask('/public/graphql', '{ clients { id } }')).code).toBe('BAD_USER_INPUT');
  });

  it.each(['/graphql', '/portal/graphql', '/public/graphql'])('at %s holds none of the gateway\'s own operations', async (path) => {
    const answer = await near.ask(path, '{ resolveSession(tokenHash: "x") { firmId } }', { headers: cookie });
    expect([answer.data, answer.code]).toEqual([undefined, 'BAD_USER_INPUT']);
  });
});

describe('health and figures', () => {
  it('stand at their addresses', async () => {
    expect((await fetch(`${near.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${near.url}/readyz`)).json()).toMatchObject({ status: 'ready', domains: { crm: { ok: true } } });
    const metrics = await (await fetch(`${near.url}/metrics`)).text();
    expect(metrics).toContain('firmament_graphql_answers_total{');
    expect(metrics.match(/# TYPE firmament_domain_up gauge/g)).toHaveLength(1);
    expect(metrics).toContain('firmament_domain_up{domain="portal"} 1');
  });

  it('come with headers that keep pages to themselves', async () => {
    const { headers } = await fetch(`${near.url}/healthz`);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect([headers.get('referrer-policy'), headers.get('x-content-type-options'), headers.get('x-powered-by')]).toEqual(['no-referrer', 'nosniff', null]);
  });
});
