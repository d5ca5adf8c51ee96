import { codingOf, newLine, typedBill, type TypedBill } from './bill-draft';
import { actsOf, billName, billViewOf, billViews, channelWords, countOf, likenessWords } from './bill-words';

const typed = (more: Partial<TypedBill> = {}): TypedBill => ({ vendorId: '', vendorName: 'Print Shop', number: 'PS-1', billedOn: '2026-11-20', dueOn: '', currency: 'GBP', credit: false, bankAccount: '', note: '', lines: [{ ...newLine('a'), title: 'Leaflets', price: '450', tax: '20', accountCode: '400' }], ...more });
const bill = { id: 'bil_1', version: 3 };

it('reads what was typed, in minor units and hundredths of a percent', () => {
  expect(codingOf(typed(), bill)).toEqual({
    billId: 'bil_1', ifVersion: 3, vendorId: null, vendorName: 'Print Shop', number: 'PS-1', billedOn: '2026-11-20', dueOn: null, currency: 'GBP', credit: false, bankAccount: null, note: null,
    lines: [{ title: 'Leaflets', quantity: '1', unitPriceMinor: '45000', taxBasisPoints: 2000, taxName: 'VAT', taxCode: null, taxIncluded: false, accountCode: '400', clientId: null, projectId: null, rebill: null }],
  });
});

it.each<[Partial<TypedBill>, string]>([
  [{ vendorName: ' ' }, 'vendorName'], [{ number: '' }, 'number'], [{ billedOn: '' }, 'billedOn'],
  [{ lines: [newLine('a')] }, 'title a'], [{ lines: [{ ...newLine('a'), title: 'x', price: 'much' }] }, 'price a'], [{ lines: [{ ...newLine('a'), title: 'x', price: '1', quantity: '0' }] }, 'quantity a'], [{ lines: [{ ...newLine('a'), title: 'x', price: '1', tax: '300' }] }, 'tax a'],
])('what cannot be read is told at its place: %j', (more, at) => { expect(codingOf(typed(more), bill)).toMatchObject({ at }); });

it('what was read before is typed as it stood, and a new bill begins with one empty line in the firm’s currency', () => {
  const kept = typedBill({ number: null, billedOn: null, dueOn: null, currency: null, credit: false, note: null, vendor: null, lines: [] }, 'EUR');
  expect([kept.currency, kept.lines.length, kept.lines[0]?.title]).toEqual(['EUR', 1, '']);
});

it('each place of a bill stands in one view, and what is counted is counted once', () => {
  const all = billViews.flatMap(({ statuses }) => statuses ?? []);
  expect(new Set(all).size).toBe(all.length);
  expect([countOf(billViewOf('read'), [{ status: 'NEEDS_CODING', count: 2 }, { status: 'RECEIVED', count: 1 }, { status: 'PAID', count: 9 }]), countOf(billViewOf('paid'), []), countOf(billViewOf('look'), undefined)]).toEqual([3, null, null]);
  expect(billViewOf('nothing').key).toBe('read');
});

it('says how it came, what it is called, and what it looks like', () => {
  expect([channelWords('MAIL', 'a@b.test'), channelWords('UPLOAD', 'Olive Owner'), channelWords('LEDGER')]).toEqual(['by mail from a@b.test', 'handed in by Olive Owner', 'found in the ledger']);
  expect([billName({ number: 'A-1', vendor: { name: 'Print Shop' } }), billName({ number: null, vendor: null })]).toEqual(['Print Shop A-1', 'A bill that nobody has read']);
  expect(likenessWords(['SAME_FILE', 'VENDOR_AND_NUMBER'])).toBe('It looks like another one: their files are the same, and the vendor and the number are the same.');
  expect([actsOf('HELD'), actsOf('PAID')]).toEqual([['release', 'code'], []]);
});
