import fc from 'fast-check';
import { sumOf } from './amount.rules.js';
import { discountShare, priceInvoice } from './invoice-totals.rules.js';
import { noSource } from './invoice-words.js';
import { milliOf, quantityOf } from './quantity.rules.js';
import type { Discount, InvoiceAmounts, LineWords } from './invoice.types.js';

const aLine = (more: Partial<LineWords> = {}): LineWords => ({ title: 'Work', description: null, quantityMilli: 1000n, unitMinor: 10_000n, discount: null, taxName: null, taxBasisPoints: 0, taxCode: null, accountCode: null, taxIncluded: false, source: noSource, ...more });
const priced = (lines: LineWords[], discount: Discount | null = null, currency = 'GBP'): InvoiceAmounts => {
  const amounts = priceInvoice({ currency, discount, lines });
  if (typeof amounts === 'string') throw new Error(amounts);
  return amounts;
};
const share = (basisPoints: number): Discount => ({ basisPoints, amountMinor: null });
const amount = (amountMinor: string): Discount => ({ basisPoints: null, amountMinor });

describe('the total of an invoice', () => {
  it('takes discounts off first, the one of the whole dealt out over the lines, and then adds the tax of each line', () => {
    const amounts = priced([aLine({ unitMinor: 120_000n, discount: share(1000), taxBasisPoints: 2000 }), aLine({ unitMinor: 12_000n })], amount('12000'));
    expect(amounts).toMatchObject({ discountMinor: 24_000n, netMinor: 108_000n, totalMinor: 127_440n });
  });

  it('deals three shares of 33.33 % out without losing a penny', () => {
    const { lines, discountMinor } = priced([aLine({ unitMinor: 3333n }), aLine({ unitMinor: 3333n }), aLine({ unitMinor: 3334n })], share(3333));
    expect(discountMinor).toBe(3333n);
    expect(sumOf(lines.map((one) => one.grossMinor))).toBe(6667n);
  });

  it.each([['up', 25n, 1000, 3n], ['to nothing below a half', 4n, 1000, 0n], ['up, and not to the even one', 5n, 1000, 1n]])('rounds half a penny of tax %s', (_, unitMinor, taxBasisPoints, taxMinor) => {
    expect(priced([aLine({ unitMinor, taxBasisPoints })]).taxMinor).toBe(taxMinor);
  });

  it.each(['GBP', 'JPY', 'KWD'])('loses no unit in %s, whatever is billed', (currency) => {
    const arbitraryLine = fc.record({ unitMinor: fc.bigInt({ min: 0n, max: 100_000n }), quantityMilli: fc.bigInt({ min: 1n, max: 5000n }), taxBasisPoints: fc.integer({ min: 0, max: 10_000 }), taxIncluded: fc.boolean() });
    fc.assert(fc.property(fc.array(arbitraryLine, { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 10_000 }), (lines, points) => {
      const amounts = priceInvoice({ currency, discount: share(points), lines: lines.map((one) => aLine(one)) });
      const undiscounted = priceInvoice({ currency, discount: null, lines: lines.map((one) => aLine(one)) });
      if (typeof amounts === 'string' || typeof undiscounted === 'string') return;
      expect(sumOf(amounts.lines.map((one) => one.grossMinor))).toBe(amounts.totalMinor);
      expect(sumOf(amounts.lines.map((one) => one.discountMinor))).toBe(amounts.discountMinor);
      expect(amounts.totalMinor <= undiscounted.totalMinor).toBe(true);
    }));
  });

  it('finds the tax inside a price that holds it', () => {
    expect(priced([aLine({ unitMinor: 12_000n, taxBasisPoints: 2000, taxIncluded: true })])).toMatchObject({ netMinor: 10_000n, taxMinor: 2000n, totalMinor: 12_000n });
    expect(priced([aLine({ unitMinor: 100n, taxBasisPoints: 1900, taxIncluded: true })])).toMatchObject({ netMinor: 84n, taxMinor: 16n });
  });

  it('bills an hour and a half, and a third of a thing to the thousandth', () => {
    expect(priced([aLine({ quantityMilli: milliOf('1.5'), unitMinor: 9999n })]).totalMinor).toBe(14_999n);
    expect(['1.5', '0.333', '12', '100.01'].map((text) => quantityOf(milliOf(text)))).toEqual(['1.5', '0.333', '12', '100.01']);
  });

  it.each([['JPY', 500n], ['KWD', 1234n], ['GBP', 9_007_199_254_740_993n]])('keeps an amount of %s as it is, whatever its size and its decimals', (currency, unitMinor) => {
    expect(priced([aLine({ unitMinor })], null, currency).totalMinor).toBe(unitMinor);
  });

  it.each<[string, LineWords[], Discount | null, string]>([
    ['no lines', [], null, 'GBP'], ['a quantity of nothing', [aLine({ quantityMilli: 0n })], null, 'GBP'], ['a quantity below nothing', [aLine({ quantityMilli: -1n })], null, 'GBP'], ['a price below nothing', [aLine({ unitMinor: -1n })], null, 'GBP'], ['nothing in all', [aLine({ unitMinor: 0n })], null, 'GBP'],
    ['a currency that is none', [aLine()], null, 'ZZZ'], ['a currency in small letters', [aLine()], null, 'gbp'], ['a discount of both kinds', [aLine({ discount: { basisPoints: 1, amountMinor: '1' } })], null, 'GBP'], ['a discount above all', [aLine()], amount('10001'), 'GBP'],
    ['a share above all', [aLine()], share(10_001), 'GBP'], ['a discount below nothing', [aLine()], amount('-1'), 'GBP'], ['more than can be kept', [aLine({ unitMinor: 9_223_372_036_854_775_807n, quantityMilli: 2000n })], null, 'GBP'], ['a tax above all', [aLine({ taxBasisPoints: 10_001 })], null, 'GBP'], ['a price beyond all columns for a thousandth of a thing', [aLine({ unitMinor: 9_223_372_036_854_775_808n, quantityMilli: 1n })], null, 'GBP'],
    ['a discount beyond all columns', [aLine({ unitMinor: 9_000_000_000_000_000_000n, quantityMilli: 2000n, discount: share(9999) })], null, 'GBP'],
  ])('is refused with %s', (_, lines, discount, currency) => { expect(typeof priceInvoice({ currency, discount, lines })).toBe('string'); });

  it('is the sum of its lines, and each line the sum of its parts, whatever is billed', () => {
    const arbitraryLine = fc.record({ unitMinor: fc.bigInt({ min: 0n, max: 10_000_000n }), quantityMilli: fc.bigInt({ min: 1n, max: 50_000n }), taxBasisPoints: fc.integer({ min: 0, max: 10_000 }), taxIncluded: fc.boolean(), discount: fc.option(fc.integer({ min: 0, max: 10_000 }).map(share)) });
    fc.assert(fc.property(fc.array(arbitraryLine, { minLength: 1, maxLength: 12 }), fc.option(fc.integer({ min: 0, max: 10_000 }).map(share)), (lines, discount) => {
      const amounts = priceInvoice({ currency: 'GBP', discount, lines: lines.map((one) => aLine(one)) });
      if (typeof amounts === 'string') return;
      expect(sumOf(amounts.lines.map((one) => one.grossMinor))).toBe(amounts.totalMinor);
      expect(amounts.netMinor + amounts.taxMinor).toBe(amounts.totalMinor);
      for (const one of amounts.lines) expect([one.netMinor + one.taxMinor, one.netMinor >= 0n, one.taxMinor >= 0n, one.discountMinor >= 0n]).toEqual([one.grossMinor, true, true, true]);
    }));
  });

  it('says how much was taken off, rounded up so that a rule misses nothing', () => {
    expect([discountShare({ discountMinor: 1n, netMinor: 9999n }), discountShare({ discountMinor: 1n, netMinor: 99_999n }), discountShare({ discountMinor: 0n, netMinor: 1n }), discountShare({ discountMinor: 0n, netMinor: 0n })]).toEqual([1, 1, 0, 0]);
  });
});
