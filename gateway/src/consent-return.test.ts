import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor, RequestMeta } from '@firmament/kit';
import express from 'express';
import { pino } from 'pino';
import { consentReturn } from './consent-return.js';
import type { SubgraphAnswer, SubgraphRequest } from './subgraph-client.js';

const staff: Actor = { kind: 'staff', id: 'usr_1', tenantId: 'firm_1', permissions: ['agreements.*'] };
const nobody: Actor = { kind: 'public', id: 'public', tenantId: null, permissions: [] };
const logged: string[] = [];
let actor: Actor = staff;
let answer: SubgraphAnswer;
let asked: { request: SubgraphRequest; actor: Actor; meta: RequestMeta }[];
let url: string;

const app = express();
app.get('/connect/:kind/return', consentReturn({
  callers: { find: ({ meta }: { meta: RequestMeta }) => Promise.resolve({ actor, meta: { ...meta, session: 'mark' } }) } as never,
  clients: [{ name: 'agreements', execute: (request, by, meta) => { asked.push({ request, actor: by, meta }); return Promise.resolve(answer); }, health: () => Promise.resolve({ ok: true, detail: '' }), stop: () => Promise.resolve() }],
  newId: (prefix) => `${prefix}_1`, log: pino({ level: 'trace' }, { write: (line: string) => { logged.push(line); } }),
}));
app.use((_request, response) => { response.status(404).send('nothing'); });
const server = createServer(app);
beforeAll(async () => { await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); }); url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; });
beforeEach(() => { actor = staff; asked = []; answer = { data: { finishSigningConsent: { id: 'cns_1' } } }; });
afterAll(() => { server.close(); server.closeAllConnections(); });

const back = async (path: string) => { const response = await fetch(`${url}${path}`, { redirect: 'manual' }); return { status: response.status, to: response.headers.get('location'), cache: response.headers.get('cache-control') }; };

describe('the way back from a service\'s own consent page', () => {
  it('hands the code to the domain that asked, as the person and in the session that came back, and sends the browser on without it', async () => {
    expect(await back('/connect/signing/return?state=the-state&code=the-code')).toEqual({ status: 303, to: '/settings/connections?consent=cns_1', cache: 'no-store' });
    expect(asked).toMatchObject([{ request: { variables: { input: { state: 'the-state', code: 'the-code' } } }, actor: staff, meta: { session: 'mark' } }]);
    expect(asked[0]?.request.query).toContain('finishSigningConsent');
  });

  it('hands on that somebody said no', async () => {
    await back('/connect/signing/return?state=the-state&error=access_denied');
    expect(asked[0]?.request.variables).toEqual({ input: { state: 'the-state', error: 'access_denied' } });
  });

  it.each([['no state', '?code=x'], ['an empty state', '?state='], ['two states', '?state=a&state=b&code=x'], ['two codes', '?state=a&code=x&code=y'], ['a state without end', `?state=${'s'.repeat(300)}`], ['an object for a state', '?state[x]=a']])('asks no domain about %s', async (_what, query) => {
    expect((await back(`/connect/signing/return${query}`)).to).toBe('/settings/connections?problem=unknown');
    expect(asked).toEqual([]);
  });

  it('asks no domain for somebody who is not signed in', async () => {
    actor = nobody;
    expect((await back('/connect/signing/return?state=a&code=x')).to).toBe('/settings/connections?problem=signed-out');
    expect(asked).toEqual([]);
  });

  it('leads back to the page of the ledger who was at a ledger\'s page', async () => {
    expect((await back('/connect/ledger/return?code=x')).to).toBe('/settings/ledger?problem=unknown');
    expect(asked).toEqual([]);
  });

  it('says of every refusal the same, and of our own faults something else', async () => {
    answer = { data: null, errors: [{ message: 'no', extensions: { code: 'CONFLICT', reason: 'CONSENT_UNKNOWN' } }] };
    expect((await back('/connect/signing/return?state=a&code=x')).to).toBe('/settings/connections?problem=unknown');
    answer = { data: null, errors: [{ message: 'no', extensions: { code: 'INTERNAL' } }] };
    expect((await back('/connect/signing/return?state=a&code=the-code')).to).toBe('/settings/connections?problem=trouble');
    expect(logged.join('')).not.toContain('the-code');
  });

  it('is there for kinds of consent that somebody asks for, and no others', async () => {
    expect((await back('/connect/nothing/return?state=a&code=x')).status).toBe(404);
  });
});
