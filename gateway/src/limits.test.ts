import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { performance } from 'node:perf_hooks';
import { STAFF_TOKEN, startHouse } from './house.fixture.js';
import type { FakeHouse } from './house.fixture.js';
import { RULES } from './rate-limits.js';

let house: FakeHouse;
const EXEMPT = 'exempt-key-0123456789';
beforeAll(async () => { house = await startHouse({ env: { FIRMAMENT_DEMO: '1', FIRMAMENT_LIMIT_EXEMPT_KEY: EXEMPT } }); });
afterAll(() => house.stop());

const cookie = { cookie: `firmament-staff=${STAFF_TOKEN}` };
const repeat = (count: number, text: (n: number) => string): string => Array.from({ length: count }, (_, n) => text(n)).join(' ');

describe('a request that is too much is refused before any domain is asked', () => {
  const cases: readonly [string, string, string][] = [
    ['a thousand aliases', 'TOO_MANY_ALIASES', `{ ${repeat(1000, (n) => `a${n}: me`)} }`],
    ['ten thousand fields', 'TOO_MANY_TOKENS', `{ ${repeat(10_000, () => 'me')} }`],
    ['many things at once', 'TOO_MANY_FIELDS', `{ ${repeat(30, () => 'me')} }`],
    ['brackets within brackets', 'TOO_DEEP', `{ clients(first: ${'['.repeat(1_900)}${']'.repeat(1_900)}) { id } }`],
    ['fifty levels', 'TOO_DEEP', `{ clients { ${'children { '.repeat(50)} id ${'}'.repeat(50)} } }`],
    ['pages within pages within pages', 'TOO_MANY_OBJECTS', '{ clients(first: 100) { children(first: 100) { children(first: 100) { id } } } }'],
    ['a billion rows', 'TOO_MANY_OBJECTS', '{ clients(first: 1000000000) { id } }'],
    ['hundreds of directives', 'TOO_MANY_DIRECTIVES', `{ ${repeat(5, (n) => `...F${n}`)} } ${repeat(5, (n) => `fragment F${n} on Query { me ${'@skip(if: true) '.repeat(40)} }`)}`],
  ];

  it.each(cases)('%s', async (_what, reason, query) => {
    const before = house.asked.length;
    const answer = await house.ask('/graphql', query);
    expect([answer.status, answer.code, answer.reason]).toEqual([400, 'QUERY_TOO_COSTLY', reason]);
    expect(house.asked).toHaveLength(before);
  });

  it('pages whose size comes in a variable or by default', async () => {
    const query = 'query ($n: Int = 100) { clients(first: $n) { children(first: $n) { children(first: $n) { id } } } }';
    expect((await house.ask('/graphql', query)).reason).toBe('TOO_MANY_OBJECTS');
    expect((await house.ask('/graphql', query, { variables: { n: 100 } })).reason).toBe('TOO_MANY_OBJECTS');
    expect((await house.ask('/graphql', query, { variables: { n: 2 }, headers: cookie })).errors).toBeUndefined();
  });

  it('fragments that double each other thirty times, in no time', async () => {
    const doubling = repeat(30, (n) => `fragment F${n} on Client { children(first: 2) { ...F${n + 1} ...F${n + 1} } }`);
    const started = performance.now();
    const answer = await house.ask('/graphql', `{ clients { ...F0 } } ${doubling} fragment F30 on Client { id }`);
    expect(answer.code).toBe('QUERY_TOO_COSTLY');
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('fragments that spread themselves, whatever they are called', async () => {
    const answer = await house.ask('/graphql', '{ clients { ...__schema } } fragment __schema on Client { id children { ...__schema } }');
    expect([answer.code, answer.reason]).toEqual(['BAD_USER_INPUT', 'FRAGMENT_CYCLE']);
  });

  it('variables nested without end, and numbers beyond JSON', async () => {
    const deep = `{"query":"{ me }","variables":{"a":${'['.repeat(200)}${']'.repeat(200)}}}`;
    expect((await house.ask('/graphql', '', { body: deep })).reason).toBe('VARIABLES_TOO_DEEP');
    expect((await house.ask('/graphql', '', { body: '{"query":"{ me }","variables":{"a":1e400}}' })).code).toBe('BAD_USER_INPUT');
  });

  it('a body in another alphabet than UTF-8', async () => {
    for (const charset of ['utf-7', 'utf-16', 'utf-32']) {
      const answer = await house.ask('/graphql', '{ me }', { headers: { 'content-type': `application/json; charset=${charset}` } });
      expect([charset, answer.status, answer.reason]).toEqual([charset, 415, 'ENCODING']);
    }
  });

  it('a body of 300 kB, a batch, a form upload, broken JSON', async () => {
    expect((await house.ask('/graphql', `{ me } # ${'x'.repeat(300_000)}`)).status).toBe(413);
    expect((await house.ask('/graphql', '', { body: '[{"query":"{ me }"}]' })).reason).toBe('BATCH');
    expect((await house.ask('/graphql', '{ me }', { headers: { 'content-type': 'multipart/form-data; boundary=x' } })).status).toBe(415);
    expect((await house.ask('/graphql', '', { body: '{"query": ' })).reason).toBe('BODY');
  });

  it('more than one mutation under an idempotency key', async () => {
    const headers = { ...cookie, 'idempotency-key': 'key-0001' };
    const two = await house.ask('/graphql', 'mutation { a: rename(name: "a") b: rename(name: "b") }', { headers });
    expect([two.code, two.reason]).toEqual(['BAD_USER_INPUT', 'ONE_MUTATION_PER_KEY']);
    const one = await house.ask('/graphql', 'mutation { rename(name: "a") }', { headers });
    expect(one.data).toEqual({ rename: 'a' });
    expect(house.asked.at(-1)?.meta.idempotencyKey).toBe('key-0001');
  });
});

describe('attempts', () => {
  const book = (headers: Record<string, string> = {}) => house.ask('/public/graphql', 'mutation { book(email: "a@b.test") { title } }', { headers });
  const signIn = (email: string, password = 'wrong') =>
    house.ask('/graphql', 'mutation ($input: SignInInput!) { signIn(input: $input) { id } }', { variables: { input: { email, password } } });

  it('of guessing one address\'s password end after ten, each alias counting as one', async () => {
    const aliases = repeat(6, (n) => `a${n}: signIn(input: {email: "Victim@b.test", password: "x"}) { id }`);
    expect((await house.ask('/graphql', `mutation { ${aliases} }`)).code).toBe('UNAUTHENTICATED');
    const second = await house.ask('/graphql', `mutation { ${aliases} }`);
    expect([second.status, second.code]).toEqual([429, 'RATE_LIMITED']);
    expect(second.errors?.[0]?.extensions.retryAfter).toBeGreaterThan(0);
    expect(second.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await signIn(' victim@B.test')).code).toBe('RATE_LIMITED');
    expect((await signIn('someone-else@b.test')).code).toBe('UNAUTHENTICATED');
  });

  it('that succeed are given back', async () => {
    for (let n = 0; n < RULES.signInByEmail.points + 2; n += 1) expect((await signIn('anne@b.test', 'right')).errors).toBeUndefined();
  });

  it('of strangers to book end, and a key for load tests lifts the limit in a demonstration', async () => {
    let refused = 0;
    for (let n = 0; n < RULES.publicMutation.points + 1; n += 1) if ((await book()).code === 'RATE_LIMITED') refused += 1;
    expect(refused).toBeGreaterThan(0);
    expect((await book({ 'x-firmament-limit-exempt': EXEMPT })).data).toEqual({ book: { title: 'Booked' } });
    expect((await book({ 'x-firmament-limit-exempt': `${EXEMPT}!` })).code).toBe('RATE_LIMITED');
  });
});
