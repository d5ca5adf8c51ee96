import { isOwed, movedWords, owedInAll, standingWords, type Standing } from './invoice-words';

const invoice = (more: Partial<Standing> = {}): Standing => ({ status: 'ISSUED', dueOn: '2099-12-04', paidOn: null, overdue: false, total: { minor: 120_000, currency: 'GBP' }, balance: { minor: 120_000, currency: 'GBP' }, ...more });

it.each<[Partial<Standing>, string, string]>([
  [{}, '£1,200.00 to pay by 4 Dec 2099.', 'yours'],
  [{ status: 'PARTIALLY_PAID', balance: { minor: 20_000, currency: 'GBP' } }, '£200.00 is left to pay by 4 Dec 2099.', 'yours'],
  [{ status: 'PAID', paidOn: '2026-11-19', balance: { minor: 0, currency: 'GBP' } }, 'Paid on Thu 19 Nov. Thank you.', 'done'],
  [{ status: 'PAID', balance: { minor: 0, currency: 'GBP' } }, 'Settled. There is nothing to pay.', 'done'],
  [{ status: 'VOID' }, 'Taken back. There is nothing to pay.', 'over'],
  [{ dueOn: null }, '£1,200.00 to pay.', 'yours'],
])('says whose move it is: %j', (more, words, tone) => { expect(standingWords(invoice(more))).toEqual({ words, tone }); });

it('says how late it is', () => { expect(standingWords(invoice({ dueOn: '2020-01-01', overdue: true }))).toMatchObject({ tone: 'late', words: expect.stringMatching(/^£1,200\.00 to pay\. /) as string }); });

it('adds up what is owed, each currency for itself, and nothing that is paid or taken back', () => {
  expect(owedInAll([invoice(), invoice({ balance: { minor: '500', currency: 'GBP' } }), invoice({ balance: { minor: 500, currency: 'JPY' } }), invoice({ status: 'VOID' }), invoice({ status: 'PAID' })])).toBe('£1,205.00 and JP¥500');
  expect([owedInAll([]), isOwed({ status: 'REOPENED' }), isOwed({ status: 'PAID' })]).toEqual(['', true, false]);
});

it('names what moved', () => { expect([movedWords({ kind: 'INVOICE', reference: 'INV-1' }), movedWords({ kind: 'PAYMENT', reference: '' })]).toEqual(['Invoice INV-1', 'Payment']); });
