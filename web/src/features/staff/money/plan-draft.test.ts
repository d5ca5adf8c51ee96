import { adjustmentsOf, typedItem } from './plan-draft';

const kept = [
  { id: 'ipi_1', title: 'Deposit', timing: 'DEPOSIT', invoice: { id: 'ivc_1' } },
  { id: 'ipi_2', title: 'Books', timing: 'RECURRING', nextOn: '2026-12-01', endsOn: null },
  { id: 'ipi_3', title: 'Accounts', timing: 'ON_COMPLETION' },
];

it('only what is another is named, and what stands on an invoice keeps its name', () => {
  const typed = kept.map(typedItem);
  expect(adjustmentsOf(kept, typed)).toEqual([]);
  expect(adjustmentsOf(kept, [{ ...typed[0]!, title: 'Another' }, { ...typed[1]!, nextOn: '2027-01-01', endsOn: '2027-06-01' }, { ...typed[2]!, title: ' Year-end accounts ', nextOn: '2027-01-01' }]))
    .toEqual([{ itemId: 'ipi_2', nextOn: '2027-01-01', endsOn: '2027-06-01' }, { itemId: 'ipi_3', title: 'Year-end accounts' }]);
});
