import { countedOf, invoiceViewOf, invoiceViews, totalsOf, type Counted, type StandingFigures } from './views';
import { invoiceState, invoiceStateWords } from './invoice-words';

const of = (count: number, minor: string, currency = 'GBP'): Counted => ({ count, amount: { minor, currency } });
const figures = (currency: string): StandingFigures => ({ currency, drafts: of(2, '100', currency), rejected: of(1, '50', currency), awaitingApproval: of(0, '0', currency), approved: of(1, '10', currency), issuing: of(1, '5', currency), open: of(4, '9007199254740993', currency), overdue: of(1, '7', currency) });
const view = (key: string) => invoiceViewOf(key);

it('a view counts what its list holds: drafts with what was sent back, and all that waits to go out', () => {
  expect(countedOf(view('drafts'), figures('GBP'))).toEqual(of(3, '150'));
  expect(countedOf(view('issue'), figures('GBP'))).toEqual(of(2, '15'));
  expect(countedOf(view('paid'), figures('GBP'))).toBeNull();
});

it('two currencies are never added, none is rounded, and what is empty is left out', () => {
  expect(totalsOf(view('open'), [figures('GBP'), figures('USD')])).toEqual([of(4, '9007199254740993'), of(4, '9007199254740993', 'USD')]);
  expect(totalsOf(view('open'), [figures('GBP'), figures('USD')], 'USD')).toEqual([of(4, '9007199254740993', 'USD')]);
  expect(totalsOf(view('approval'), [figures('GBP')])).toEqual([]);
});

it('each place of an invoice stands in one view besides those that cut across', () => {
  const places = invoiceViews.filter((one) => !one.cuts).flatMap((one) => one.statuses ?? []);
  expect(new Set(places).size).toBe(places.length);
  expect([...places].sort()).toEqual(['APPROVED', 'AWAITING_APPROVAL', 'DRAFT', 'ISSUED', 'ISSUING', 'PAID', 'PARTIALLY_PAID', 'REJECTED', 'REOPENED', 'VOID']);
  expect(invoiceViewOf('nothing-like-it').key).toBe('open');
});

it('late says how late, a step says which, and what the ledger refused is no «going out»', () => {
  const place = { status: 'ISSUED' as const, overdue: true, dueOn: '2026-11-07' };
  expect([invoiceState(place), invoiceStateWords(place, '2026-11-19')]).toEqual(['OVERDUE', 'Overdue, 12 days']);
  expect(invoiceStateWords({ ...place, dueOn: '2026-11-18' }, '2026-11-19')).toBe('Overdue, 1 day');
  expect(invoiceStateWords({ status: 'AWAITING_APPROVAL', overdue: false, openApproval: { stepNo: 1, stepCount: 2, mayDecide: false } }, '2026-11-19')).toBe('To approve, step 2 of 2');
  expect(invoiceState({ status: 'ISSUING', overdue: false, ledgerWait: { sentence: 'No.', retryable: false } })).toBe('REFUSED');
  expect(invoiceState({ status: 'ISSUING', overdue: false, ledgerWait: { sentence: 'Later.', retryable: true } })).toBe('ISSUING');
});
