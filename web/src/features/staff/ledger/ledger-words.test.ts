import { choiceWords, fieldWords, healthWords, missingWords, paperAddress, queueWords } from './ledger-words';

it.each([
  [{ waiting: 0, stuck: 0, since: null }, /^Everything is there\.$/],
  [{ waiting: 1, stuck: 0, since: '2026-11-19T14:02:00.000Z' }, /^1 paper waits for QuickBooks since .+\.$/],
  [{ waiting: 2, stuck: 1, since: null }, /^2 papers wait for QuickBooks\. 1 is stuck until somebody mends it\.$/],
  [{ waiting: 0, stuck: 3, since: null }, /^3 are stuck until somebody mends them\.$/],
])('says what is on its way: %j', (queue, words) => { expect(queueWords(queue, 'QuickBooks')).toMatch(words); });

it('counts what was never sent, each kind for itself', () => {
  expect(missingWords({ invoices: 2, creditNotes: 1, payments: 3 })).toBe('2 invoices, 1 credit note and 3 payments');
  expect(missingWords({ invoices: 1, creditNotes: 0, payments: 0 })).toBe('1 invoice');
  expect(missingWords({ invoices: 0, creditNotes: 0, payments: 0 })).toBe('');
});

it('leads to our paper where it has a page', () => {
  expect([paperAddress('INVOICE', 'ivc_1'), paperAddress('PAYMENT', 'pmt_1'), paperAddress('CREDIT_NOTE', 'crn_1'), paperAddress('INVOICE', '77'), paperAddress('BILL_CREDIT', 'bil_1')]).toEqual(['/money/invoices/ivc_1', '/money/payments?open=pmt_1', null, null, '/money/bills/bil_1']);
});

it('has words for what it knows, and shows what it does not know as it is', () => {
  expect([fieldWords('total'), fieldWords('colour'), choiceWords('ACCEPTED')[0], choiceWords('OTHER')[0], healthWords('CONNECTED')]).toEqual(['Total', 'colour', 'Leave both', 'OTHER', null]);
  expect(healthWords('NEEDS_REAUTH')).toMatch(/waits in its order/);
});
