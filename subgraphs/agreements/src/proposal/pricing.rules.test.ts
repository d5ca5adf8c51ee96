import fc from 'fast-check';
import { offerFault, taken, usualSelection } from './offer.rules.js';
import type { Discount, Offer, OfferLine, Period, Selection, Timing } from './offer.types.js';
import { priceSelection } from './pricing.rules.js';

const aLine = (more: Partial<OfferLine> = {}): OfferLine => ({
  key: 'accounts', title: 'Year-end accounts', description: null, minQuantity: 1, maxQuantity: 1, defaultQuantity: 1, unitPriceMinor: '120000', timing: 'ON_ACCEPTANCE', period: null, depositBasisPoints: null, discount: null, taxName: 'VAT', taxBasisPoints: 2000, ...more,
});
const anOffer = (lines: OfferLine[], more: Partial<Offer> = {}): Offer => ({ options: [{ key: 'good', name: 'Good', description: null, recommended: false, lines }], addOns: [], discount: null, ...more });
const good: Selection = { optionKey: 'good', addOnKeys: [], quantities: [] };
const quoted = (offer: Offer, selection = good) => {
  const quote = priceSelection(offer, selection, 'GBP');
  if (typeof quote === 'string') throw new Error(quote);
  return quote;
};

describe('a price', () => {
  it('takes the discounts off first and then adds the tax', () => {
    const quote = quoted(anOffer([aLine({ discount: { basisPoints: 1000, amountMinor: null } })], { discount: { basisPoints: null, amountMinor: '8000' } }));
    expect(quote.lines).toMatchObject([{ baseMinor: 120000n, discountMinor: 20000n, netMinor: 100000n, taxMinor: 20000n, grossMinor: 120000n }]);
  });

  it('rounds half a penny up, line by line', () => {
    expect(quoted(anOffer([aLine({ unitPriceMinor: '5', taxBasisPoints: 1000 })])).lines[0]).toMatchObject({ taxMinor: 1n, grossMinor: 6n });
    expect(quoted(anOffer([aLine({ unitPriceMinor: '4', taxBasisPoints: 1000 })])).lines[0]).toMatchObject({ taxMinor: 0n, grossMinor: 4n });
  });

  it('splits a deposit and loses no penny of its rest', () => {
    const { plan } = quoted(anOffer([aLine({ timing: 'DEPOSIT', depositBasisPoints: 3333, unitPriceMinor: '100', taxBasisPoints: 0 })]));
    expect(plan.map((one) => [one.timing, one.amountMinor])).toEqual([['DEPOSIT', 33n], ['ON_COMPLETION', 67n]]);
  });

  it('counts what recurs apart, and what is to be confirmed as nothing', () => {
    const quote = quoted(anOffer([aLine({ key: 'a', timing: 'RECURRING', period: 'MONTH' }), aLine({ key: 'b', timing: 'TO_BE_CONFIRMED', unitPriceMinor: null }), aLine({ key: 'c' })]));
    expect([quote.totalMinor, quote.fixedMinor, quote.recurring]).toEqual([288000n, 144000n, [{ period: 'MONTH', totalMinor: 144000n }]]);
    expect(quote.plan.find((one) => one.lineKey === 'b')).toMatchObject({ timing: 'TO_BE_CONFIRMED', amountMinor: null });
  });

  it('takes an amount off the fixed lines alone, and never more than they are', () => {
    const quote = quoted(anOffer([aLine({ key: 'a', unitPriceMinor: '100' }), aLine({ key: 'b', timing: 'RECURRING', period: 'YEAR', unitPriceMinor: '700' })], { discount: { basisPoints: null, amountMinor: '500' } }));
    expect(quote.lines.map((line) => line.netMinor)).toEqual([0n, 700n]);
  });
});

describe('an offer', () => {
  it.each<[string, Offer]>([
    ['nothing to choose from', { options: [], addOns: [], discount: null }], ['an empty package', anOffer([])], ['twin lines', anOffer([aLine(), aLine()])], ['an add-on that is in the package', anOffer([aLine()], { addOns: [aLine()] })],
    ['a recurring line without a period', anOffer([aLine({ timing: 'RECURRING' })])], ['a period on a line that does not recur', anOffer([aLine({ period: 'MONTH' })])], ['a deposit without a share', anOffer([aLine({ timing: 'DEPOSIT' })])],
    ['a price that is to be confirmed and named', anOffer([aLine({ timing: 'TO_BE_CONFIRMED' })])], ['no price', anOffer([aLine({ unitPriceMinor: null })])], ['a price below nothing', anOffer([aLine({ unitPriceMinor: '-1' })])],
    ['quantities the wrong way round', anOffer([aLine({ minQuantity: 3, maxQuantity: 2, defaultQuantity: 2 })])], ['a discount of both kinds', anOffer([aLine({ discount: { basisPoints: 1, amountMinor: '1' } })])],
    ['a discount above all', anOffer([aLine()], { discount: { basisPoints: 10_001, amountMinor: null } })],
  ])('is refused with %s', (_, offer) => { expect(offerFault(offer, 'GBP')).not.toBeNull(); });

  it('is refused in a currency that is none', () => { expect(offerFault(anOffer([aLine()]), 'XQQ')).toContain('no currency'); });
  it('stands with its recommended package before anybody chose', () => {
    const offer = anOffer([aLine()]);
    expect(usualSelection({ ...offer, options: [...offer.options, { key: 'best', name: 'Best', description: null, recommended: true, lines: [aLine()] }] }).optionKey).toBe('best');
  });
});

describe('a selection', () => {
  const offer = anOffer([aLine({ maxQuantity: 3 })], { addOns: [aLine({ key: 'payroll', title: 'Payroll' })] });
  it.each<[string, Partial<Selection>]>([['another package', { optionKey: 'gold' }], ['an add-on that is not offered', { addOnKeys: ['yacht'] }], ['too many', { quantities: [{ key: 'accounts', quantity: 4 }] }], ['half of one', { quantities: [{ key: 'accounts', quantity: 1.5 }] }], ['a quantity of what was not chosen', { quantities: [{ key: 'payroll', quantity: 1 }] }]])(
    'is refused with %s', (_, more) => { expect(typeof taken(offer, { ...good, ...more })).toBe('string'); });
});

const discounts: fc.Arbitrary<Discount | null> = fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 10_000 }).map((basisPoints) => ({ basisPoints, amountMinor: null })), fc.bigInt({ min: 1n, max: 10_000_000n }).map((minor) => ({ basisPoints: null, amountMinor: String(minor) })));
const timings = fc.constantFrom<Timing[]>('ON_ACCEPTANCE', 'DEPOSIT', 'ON_COMPLETION', 'RECURRING', 'TO_BE_CONFIRMED');
const anyLine = (key: string): fc.Arbitrary<OfferLine> => fc.record({ timing: timings, period: fc.constantFrom<Period[]>('WEEK', 'MONTH', 'QUARTER', 'YEAR'), price: fc.bigInt({ min: 0n, max: 10n ** 14n }), share: fc.integer({ min: 1, max: 10_000 }), discount: discounts, tax: fc.integer({ min: 0, max: 10_000 }), least: fc.integer({ min: 0, max: 3 }), more: fc.integer({ min: 1, max: 50 }) })
  .map(({ timing, period, price, share, discount, tax, least, more }) => aLine({ key, title: key, timing, period: timing === 'RECURRING' ? period : null, unitPriceMinor: timing === 'TO_BE_CONFIRMED' ? null : String(price), depositBasisPoints: timing === 'DEPOSIT' ? share : null, discount, taxBasisPoints: tax, minQuantity: least, maxQuantity: least + more, defaultQuantity: least + 1 }));
const anyLines = (prefix: string, from: number) => fc.integer({ min: from, max: 6 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => anyLine(`${prefix}${at}`))));
const anyCase = fc.record({ options: fc.array(anyLines('line', 1), { minLength: 1, maxLength: 3 }), addOns: anyLines('extra', 0), discount: discounts, pick: fc.nat(), wish: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), currency: fc.constantFrom('GBP', 'EUR', 'JPY', 'KWD') })
  .map(({ options, addOns, discount, pick, wish, currency }) => {
    const offer: Offer = { options: options.map((lines, at) => ({ key: `option${at}`, name: `Option ${at}`, description: null, recommended: false, lines })), addOns, discount };
    const option = offer.options[pick % offer.options.length]!;
    const addOnKeys = addOns.filter((_, at) => wish[at]! % 2 === 0).map((line) => line.key);
    const chosen = [...option.lines, ...addOns.filter((line) => addOnKeys.includes(line.key))];
    const quantities = chosen.map((line, at) => ({ key: line.key, quantity: line.minQuantity + (wish[at]! % (line.maxQuantity - line.minQuantity + 1)) }));
    return { offer, selection: { optionKey: option.key, addOnKeys, quantities }, currency, chosen };
  });
const sum = (amounts: (bigint | null)[]): bigint => amounts.reduce<bigint>((all, one) => all + (one ?? 0n), 0n);

it('sums to its lines in minor units whatever is chosen, and what will be billed sums to what is fixed', () => {
  fc.assert(fc.property(anyCase, ({ offer, selection, currency, chosen }) => {
    expect(offerFault(offer, currency)).toBeNull();
    const quote = priceSelection(offer, selection, currency);
    if (typeof quote === 'string') { expect(selection.quantities.every(({ quantity }) => quantity === 0)).toBe(true); return; }
    expect(quote.totalMinor).toBe(sum(quote.lines.map((line) => line.grossMinor)));
    expect(quote.totalMinor).toBe(quote.netMinor + quote.taxMinor);
    expect(sum(quote.plan.filter((bill) => bill.timing !== 'RECURRING').map((bill) => bill.amountMinor))).toBe(quote.fixedMinor);
    expect(sum(quote.recurring.map((one) => one.totalMinor))).toBe(quote.totalMinor - quote.fixedMinor);
    for (const line of quote.lines) {
      const source = chosen.find((one) => one.key === line.key)!;
      expect(line.baseMinor).toBe(BigInt(source.unitPriceMinor ?? '0') * BigInt(line.quantity));
      expect([line.netMinor, line.grossMinor]).toEqual([line.baseMinor - line.discountMinor, line.netMinor + line.taxMinor]);
      expect(line.discountMinor >= 0n && line.netMinor >= 0n).toBe(true);
      // Half up: ten thousand times the tax is nearer to the exact one than a whole unit below.
      const exact = line.netMinor * BigInt(source.taxBasisPoints);
      expect(line.taxMinor).toBe((exact + 5_000n) / 10_000n);
    }
  }), { numRuns: 500 });
});
