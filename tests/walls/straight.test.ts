import { newId } from '@firmament/events';
import { platformToken, Somebody } from '../support/actors.js';
import { house, leaveHouse } from '../support/house.js';
import { addresses, post } from './domains.js';
import { changed, fingerprint } from './fingerprint.js';
import { forgeries, good, type GoodToken } from './forgery.js';
import { operations, doors, rootField } from './schemas.js';

afterAll(leaveHouse);

const actor = { kind: 'staff', id: newId('usr'), tenantId: newId('firm'), permissions: ['*'] };
const tokenFor = (audience: string): GoodToken => ({ key: house.actorKey, issuer: 'gateway', audience, claims: { actor, meta: { requestId: newId('req'), correlationId: newId('cor') } } });
const question = { query: '{ __typename _service { sdl } }' };

describe.each([...addresses.keys()])('%s, past the gateway', (domain) => {
  test('answers the gateway’s own token, and nobody without one', async () => {
    expect((await post(domain, question, { authorization: `Bearer ${await good(tokenFor(domain))}` })).status).toBe(200);
    const refused = await post(domain, question, {});
    expect([refused.status, refused.errors?.[0]?.extensions?.code, refused.data]).toEqual([401, 'UNAUTHENTICATED', undefined]);
  });

  test('refuses every forged token with the same words', async () => {
    const answers = await Promise.all(forgeries.map(async ({ how, make }) => ({ how, answer: await post(domain, question, { authorization: `Bearer ${await make(tokenFor(domain))}` }) })));
    const word = await post(domain, question, {});
    expect(answers.filter(({ answer }) => JSON.stringify(answer) !== JSON.stringify(word))).toEqual([]);
  });

  test('takes a token from no other place than its header', async () => {
    const token = await good(tokenFor(domain));
    const places: Record<string, string>[] = [{ cookie: `firmament-staff=${token}` }, { 'x-actor': JSON.stringify(actor) }, { authorization: token }, { authorization: `Basic ${token}` }, { 'x-authorization': `Bearer ${token}` }];
    for (const headers of places) expect((await post(domain, { ...question, token }, headers)).status).toBe(401);
  });
});

test('a token of one domain opens no other', async () => {
  const [first = ''] = addresses.keys();
  const token = await good(tokenFor(first));
  for (const domain of [...addresses.keys()].slice(1)) expect({ domain, status: (await post(domain, question, { authorization: `Bearer ${token}` })).status }).toEqual({ domain, status: 401 });
});

test('the gateway’s staff door refuses the same forgeries of the platform’s token, and changes nothing', async () => {
  const before = await fingerprint();
  const bearer = (token: string): Somebody => new Somebody('staff', () => ({ authorization: `Bearer ${token}`, 'x-firmament-limit-exempt': house.exemptKey }));
  const register = 'mutation($input: RegisterFirmInput!) { registerFirm(input: $input) { id } }';
  const input = { name: 'Forged', slug: 'forged-firm', timeZone: 'Europe/London', currency: 'GBP', owner: { name: 'F', email: 'f@forged.test', password: 'a long demo password' } };
  const platform: GoodToken = { key: house.platformKey, issuer: 'platform', audience: 'gateway', claims: {} };
  for (const { how, make } of forgeries) {
    const { errors, data } = await bearer(await make(platform)).try(register, { input });
    expect({ how, data, code: errors[0]?.extensions?.code }).toEqual({ how, data: null, code: 'UNAUTHENTICATED' });
  }
  expect((await bearer(await platformToken()).try('{ __typename }')).errors).toEqual([]);
  expect(changed(before, await fingerprint())).toEqual([]);
});

test('what the gateway asks of the domains for itself stands at no door, and neither do federation’s own fields', () => {
  const inside = operations.filter(({ internal, kind }) => internal && kind !== 'reference');
  expect(inside.length).toBeGreaterThan(5);
  const offered = Object.entries(doors).flatMap(([door, schema]) => [
    ...inside.filter((row) => rootField(schema, row)).map(({ operation }) => `${door}: ${operation}`),
    ...['_entities', '_service'].filter((operation) => rootField(schema, { kind: 'query', operation })).map((operation) => `${door}: ${operation}`),
  ]);
  expect(offered).toEqual([]);
});
