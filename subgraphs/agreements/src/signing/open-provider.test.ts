import { generateKeyPairSync } from 'node:crypto';
import { ReauthRequired, Secret, type Connection } from '@firmament/kit';
import { docusignSandbox } from '../../../../infra/sandbox/docusign/server.js';
import { dropboxSignSandbox } from '../../../../infra/sandbox/dropbox-sign/server.js';
import { pandadocSandbox } from '../../../../infra/sandbox/pandadoc/server.js';
import type { Sandbox } from '../../../../infra/sandbox/sandbox.js';
import { anEnvelope } from './contract.fixture.js';
import { callbackReaders, callbackSecretsOf, ProviderOpener } from './open-provider.js';

const running: Sandbox[] = [];
const started = async (sandbox: Sandbox): Promise<Sandbox> => { await sandbox.start(); running.push(sandbox); return sandbox; };
afterAll(async () => { for (const one of running) await one.stop(); });

const connection = (provider: string, settings: Record<string, unknown>): Connection => ({
  id: 'con_1', version: 1, provider, label: `${provider} of the firm`, account: '', settings, health: 'CONNECTED', connectedAt: new Date(), connectedBy: 'usr_1', lastSyncAt: null, lastErrorAt: null, lastError: null, failures: 0, retryAt: null,
});
let now = new Date();
const opener = (): ProviderOpener => new ProviderOpener({ now: () => now, pause: () => Promise.resolve(), timeoutMs: 2_000 });
const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

it('gets DocuSign\'s token by JWT grant, once for as long as it lasts', async () => {
  const sandbox = await started(docusignSandbox());
  const lines = opener();
  const open = () => lines.open(connection('DOCUSIGN', { baseUrl: `${sandbox.url}/restapi/`, authUrl: sandbox.url, accountId: 'acc-1' }), new Secret({ integrationKey: 'ik', userId: 'u', privateKey: pem, callbackKeys: ['hook'] }));
  const sent = await open().send(await anEnvelope());
  await open().read(sent.providerRef);
  const grants = () => sandbox.exchanges.filter((one) => one.operation === 'token').length;
  expect(grants()).toBe(1);
  now = new Date(now.getTime() + 3_590_000);
  await open().read(sent.providerRef);
  expect(grants()).toBe(2);
  now = new Date();
});

it('asks to connect again when the consent for the grant is missing', async () => {
  const sandbox = await started(docusignSandbox());
  sandbox.make({ operation: 'token', kind: 'no-consent' });
  const open = () => opener().open(connection('DOCUSIGN', { baseUrl: `${sandbox.url}/restapi`, authUrl: sandbox.url, accountId: 'acc-1' }), new Secret({ integrationKey: 'ik', userId: 'u', privateKey: pem }));
  await expect(open().find('x')).rejects.toBeInstanceOf(ReauthRequired);
  expect(await open().find('x')).toBeNull();
});

it.each([
  ['DROPBOX_SIGN', dropboxSignSandbox, '/v3', { apiKey: 'k1' }], ['DROPBOX_SIGN', dropboxSignSandbox, '/v3', { accessToken: 'k1' }],
  ['PANDADOC', pandadocSandbox, '', { apiKey: 'k1' }], ['PANDADOC', pandadocSandbox, '', { accessToken: 'k1' }], ['DOCUSIGN', docusignSandbox, '/restapi', { accessToken: 'k1' }],
] as const)('opens %s from what lies in the vault', async (provider, make, path, secret) => {
  const sandbox = await started(make());
  sandbox.tokens.add('k1');
  const line = opener().open(connection(provider, { baseUrl: `${sandbox.url}${path}`, accountId: 'acc-1', testMode: true }), new Secret(secret));
  expect((await line.send(await anEnvelope())).repeated).toBe(false);
  expect(line.name).toBe(provider);
  expect(line.readCallback).toBe(callbackReaders[provider]);
});

it('knows under which secrets callbacks are signed, and refuses what is no provider of signatures', () => {
  expect(callbackSecretsOf(new Secret({ apiKey: 'key', callbackKeys: ['a', 'b'] }))).toEqual(['a', 'b', 'key']);
  expect(callbackSecretsOf(new Secret({ accessToken: 'never a callback secret' }))).toEqual([]);
  expect(() => opener().open(connection('XERO', {}), new Secret({}))).toThrow('no provider of signatures');
});
