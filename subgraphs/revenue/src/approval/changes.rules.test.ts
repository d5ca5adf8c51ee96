import { changesBetween, eachNamedOnce } from './changes.rules.js';

const said = (...pairs: [string, string][]) => pairs.map(([field, value]) => ({ field, value }));

it('tells what is another, what is new and what is gone', () => {
  const before = said(['Title', 'Accounts'], ['Line: Hours', '2 × 10.00'], ['Line: Travel', '1 × 5.00'], ['Total', '25.00 GBP']);
  const after = said(['Title', 'Accounts'], ['Line: Hours', '3 × 10.00'], ['Note', 'Thank you.'], ['Total', '30.00 GBP']);
  expect(changesBetween(before, after)).toEqual([
    { field: 'Line: Hours', before: '2 × 10.00', after: '3 × 10.00' }, { field: 'Note', before: null, after: 'Thank you.' }, { field: 'Total', before: '25.00 GBP', after: '30.00 GBP' }, { field: 'Line: Travel', before: '1 × 5.00', after: null },
  ]);
  expect(changesBetween(after, after)).toEqual([]);
});

it('keeps lines of one name apart', () => {
  expect(eachNamedOnce(said(['Line: Hours', 'a'], ['Line: Hours', 'b'], ['Total', 'c'])).map((one) => one.field)).toEqual(['Line: Hours', 'Line: Hours (2)', 'Total']);
});
