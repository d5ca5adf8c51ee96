import { Secret } from '@firmament/kit';
import { quickbooksSandbox } from '../../../../../infra/sandbox/quickbooks/server.js';
import { hmac, ledgerContract } from '../contract.fixture.js';
import { openLedger } from '../open-ledger.js';
import { readQuickbooksCallback } from './callback.js';

const lastUpdated = '2026-11-20T10:00:00.000Z';
const old = (id: string) => ({ eventNotifications: [{ realmId: 'sandbox', dataChangeEvent: { entities: [{ name: 'Invoice', id, operation: 'Update', lastUpdated }] } }] });

ledgerContract('QuickBooks', async () => {
  const sandbox = quickbooksSandbox();
  const baseUrl = await sandbox.start();
  sandbox.tokens.add('a-token-of-the-books');
  const connection = { provider: 'QUICKBOOKS', label: 'QuickBooks', settings: { baseUrl, realmId: 'sandbox' } };
  return { sandbox, taxCode: 'STANDARD', ledger: (timeoutMs = 5_000) => openLedger(connection, new Secret({ accessToken: 'a-token-of-the-books' }), { now: () => new Date(), timeoutMs }), sign: (body, secret) => ({ 'intuit-signature': hmac(body, secret) }), news: old, stop: () => sandbox.stop() };
});

it('reads the form to which the vendor is moving as well', async () => {
  const raw = Buffer.from(JSON.stringify([{ specversion: '1.0', id: 'evt-9', source: 'intuit', type: 'qbo.payment.created.v1', time: lastUpdated, intuitentityid: '5', intuitaccountid: 'sandbox' }]));
  expect(await readQuickbooksCallback({ raw, headers: { 'intuit-signature': hmac(raw, 'hook') }, secrets: ['hook'], now: new Date() })).toMatchObject({ ok: true, news: [{ kind: 'PAYMENT', externalId: '5' }] });
});
