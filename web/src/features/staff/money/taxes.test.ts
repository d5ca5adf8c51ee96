import { taxesOf } from './taxes';

it('tax is added by name and rate, in the order of the lines', () => {
  expect(taxesOf([{ taxName: 'VAT', taxBasisPoints: 2000, tax: { minor: 100 } }, { taxName: 'VAT', taxBasisPoints: 500, tax: { minor: '7' } }, { taxName: 'VAT', taxBasisPoints: 2000, tax: { minor: '9007199254740993' } }, { taxName: null, taxBasisPoints: 0, tax: { minor: 0 } }]))
    .toEqual([{ words: 'VAT, 20 %', minor: '9007199254741093' }, { words: 'VAT, 5 %', minor: '7' }]);
});

it('an invoice without tax says so once', () => {
  expect(taxesOf([{ taxName: null, taxBasisPoints: 0, tax: { minor: 0 } }, { taxName: 'VAT', taxBasisPoints: 0, tax: { minor: 0 } }])).toEqual([{ words: 'Tax, 0 %', minor: '0' }]);
});
