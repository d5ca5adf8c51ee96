import { Secret } from '@firmament/kit';
import { xeroSandbox } from '../../../../../infra/sandbox/xero/server.js';
import { hmac, ledgerContract } from '../contract.fixture.js';
import { openLedger } from '../open-ledger.js';
import { readXeroCallback } from './callback.js';

const news = (id: string) => ({ events: [{ resourceUrl: `https://api.xero.com/api.xro/2.0/Invoices/${id}`, resourceId: id, eventDateUtc: '2026-11-20T10:00:00.000', eventType: 'UPDATE', eventCategory: 'INVOICE', tenantId: 'sandbox', tenantType: 'ORGANISATION' }], firstEventSequence: 1, lastEventSequence: 1, entropy: 'x' });

ledgerContract('Xero', async () => {
  const sandbox = xeroSandbox();
  const baseUrl = await sandbox.start();
  sandbox.tokens.add('a-token-of-the-books');
  const connection = { provider: 'XERO', label: 'Xero', settings: { baseUrl, tenantId: 'sandbox', bankAccount: '090' } };
  return { sandbox, taxCode: 'OUTPUT2', ledger: (timeoutMs = 5_000) => openLedger(connection, new Secret({ accessToken: 'a-token-of-the-books' }), { now: () => new Date(), timeoutMs }), sign: (body, secret) => ({ 'x-xero-signature': hmac(body, secret) }), news, stop: () => sandbox.stop() };
});

it('answers the vendor\'s question whether we mean it: 200 when rightly signed, 401 when not, and nothing else', async () => {
  const raw = Buffer.from(JSON.stringify({ events: [], firstEventSequence: 0, lastEventSequence: 0, entropy: 'x' }));
  const ask = (secret: string) => readXeroCallback({ raw, headers: { 'x-xero-signature': hmac(raw, secret) }, secrets: ['hook'], now: new Date() });
  expect(await ask('hook')).toEqual({ ok: true, news: [], answer: { status: 200, body: '' } });
  expect(await ask('wrong')).toMatchObject({ ok: false, answer: { status: 401, body: '' } });
});
