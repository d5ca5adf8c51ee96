import { allocationsOf, spread, type Owed } from './payment-draft';

const owed: Owed[] = [
  { id: 'b', number: 'INV-2', dueOn: '2026-11-20', balance: { minor: 5_000 } },
  { id: 'a', number: 'INV-1', dueOn: '2026-11-01', balance: { minor: '12000' } },
  { id: 'c', number: 'INV-3', dueOn: '2026-12-01', balance: { minor: 700 } },
];

it('money goes to what is due first, and what is too much is left', () => {
  expect(spread('13000', owed, 'GBP')).toEqual({ typed: { a: '120.00', b: '10.00', c: '' }, left: '0' });
  expect(spread('20000', owed, 'GBP')).toEqual({ typed: { a: '120.00', b: '50.00', c: '7.00' }, left: '2300' });
  expect(spread('0', owed, 'GBP').typed).toEqual({ a: '', b: '', c: '' });
});

it('what is typed beside invoices is what is settled, and the rest is credit', () => {
  expect(allocationsOf({ a: '100', c: '7.00', b: '' }, owed, '20000', 'GBP')).toEqual({ allocations: [{ invoiceId: 'a', amountMinor: '10000' }, { invoiceId: 'c', amountMinor: '700' }], left: '9300' });
  expect(allocationsOf({}, owed, '500', 'GBP')).toEqual({ allocations: [], left: '500' });
});

it('more than is owed, more than came, and what is no amount are named', () => {
  expect(allocationsOf({ b: '50.01' }, owed, '20000', 'GBP')).toBe('INV-2 owes no more than 50.00.');
  expect(allocationsOf({ a: '120', b: '50' }, owed, '16999', 'GBP')).toBe('That is 0.01 more than the money that came.');
  expect(allocationsOf({ a: 'all' }, owed, '100', 'GBP')).toBe('INV-1: «all» is no amount in GBP.');
});
