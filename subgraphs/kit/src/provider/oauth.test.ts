import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ReauthRequired, RetryLater } from './faults.js';
import { consentAddress, exchangeCode, renewTokens, type OAuthService } from './oauth.js';

let answer: { status: number; body: unknown; headers?: Record<string, string> };
let asked: { url: string; body: URLSearchParams; authorization: string | undefined };
const server = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk: Buffer) => { text += chunk.toString('utf8'); });
  request.on('end', () => {
    asked = { url: request.url ?? '', body: new URLSearchParams(text), authorization: request.headers.authorization };
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(JSON.stringify(answer.body));
  });
});
let service: OAuthService;
beforeAll(async () => {
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  service = { provider: 'DOCUSIGN', label: 'DocuSign', authorizeUrl: `${at}/auth`, tokenUrl: `${at}/token`, clientId: 'app', clientSecret: 'app-secret', scope: 'signature extended', clientAuth: 'HEADER', pkce: true };
});
afterAll(() => { server.close(); server.closeAllConnections(); });

const now = new Date('2026-11-19T11:18:00Z');
const verifier = 'v'.repeat(43);
const code = { code: 'the-code', state: 'the-state', verifier, redirectUri: 'https://firm.test/connect/signing/return' };
const tokens = { access_token: 'at', token_type: 'Bearer', refresh_token: 'rt', expires_in: 3600 };

it('sends people to the provider with a state and the challenge of a verifier that stays here', async () => {
  const url = new URL(await consentAddress(service, { redirectUri: code.redirectUri, state: 'the-state', verifier }));
  expect(Object.fromEntries(url.searchParams)).toMatchObject({ response_type: 'code', client_id: 'app', redirect_uri: code.redirectUri, state: 'the-state', scope: 'signature extended', code_challenge_method: 'S256' });
  expect(url.searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
  expect(url.toString()).not.toContain(verifier);
  expect(new URL(await consentAddress({ ...service, pkce: false, scope: null }, { redirectUri: 'x:y', state: 's', verifier })).searchParams.has('code_challenge')).toBe(false);
});

it('turns a code into tokens, with the client\'s secret where the provider wants it', async () => {
  answer = { status: 200, body: tokens };
  expect(await exchangeCode(service, code, now)).toEqual({ accessToken: 'at', refreshToken: 'rt', expiresAt: '2026-11-19T12:18:00.000Z' });
  expect([asked.authorization, asked.body.get('code'), asked.body.get('code_verifier'), asked.body.get('client_secret')]).toEqual([`Basic ${Buffer.from('app:app-secret').toString('base64')}`, 'the-code', verifier, null]);
  await exchangeCode({ ...service, clientAuth: 'BODY', pkce: false, stateWithCode: true }, code, now);
  expect([asked.authorization, asked.body.get('client_secret'), asked.body.get('state'), asked.body.get('code_verifier')]).toEqual([undefined, 'app-secret', 'the-state', null]);
});

it('keeps the refresh token of before where the provider sends none, and asks at the address for renewing', async () => {
  answer = { status: 200, body: { access_token: 'next', token_type: 'Bearer' } };
  expect(await renewTokens({ ...service, refreshUrl: `${service.tokenUrl}?refresh` }, 'rt', now)).toEqual({ accessToken: 'next', refreshToken: 'rt', expiresAt: null });
  expect(asked.url).toBe('/token?refresh');
});

it.each([
  [400, { error: 'invalid_grant', error_description: 'the-code' }, ReauthRequired], [401, { error: 'invalid_client' }, ReauthRequired], [503, 'down', RetryLater], [500, { error: 'server_error' }, RetryLater], [429, { error: 'slow_down' }, RetryLater], [200, { nonsense: true }, RetryLater],
])('says what to do about an answer %s %j, in words that repeat nothing of it', async (status, body, kind) => {
  answer = { status, body };
  const fault: unknown = await exchangeCode(service, code, now).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(kind);
  expect(String(fault)).not.toMatch(/the-code|app-secret|nonsense/);
});

it('a provider that cannot be reached is asked again later', async () => {
  await expect(renewTokens({ ...service, tokenUrl: 'http://127.0.0.1:1/token' }, 'rt', now)).rejects.toBeInstanceOf(RetryLater);
});
