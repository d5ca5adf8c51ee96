import { describe, expect, it } from '@jest/globals';
import type { OfferedLineFragment } from '../../../gql/staff/graphql';
import { blankLine, draftOffer, fittingChoice, freeKey, offerInput, type OfferDraft, type OfferInput } from './offer-draft';

const money = (minor: string) => ({ minor, currency: 'GBP' });
const line = (key: string, more: object = {}): OfferedLineFragment => ({
  __typename: 'ProposalLine', key, title: `The ${key}`, description: null, minQuantity: 1, maxQuantity: 3, defaultQuantity: 2, unitPrice: money('120050'), timing: 'DEPOSIT', period: null, depositBasisPoints: 3000, discount: { __typename: 'ProposalDiscount', basisPoints: 1250, amount: null }, taxName: 'VAT', taxBasisPoints: 2000, ...more,
}) as unknown as OfferedLineFragment;
const kept = () => draftOffer({ currency: 'GBP', options: [{ key: 'good', name: 'Good', recommended: true, lines: [line('accounts')] }], addOns: [line('payroll', { timing: 'RECURRING', period: 'MONTH', depositBasisPoints: null, discount: null })], discount: { basisPoints: null, amount: money('5000') } });
const read = (draft: OfferDraft): OfferInput => { const input = offerInput(draft); if (typeof input === 'string') throw new Error(input); return input; };

describe('an offer that is written', () => {
  it('comes back as it was kept', () => {
    expect(read(kept())).toEqual({
      currency: 'GBP', discount: { amountMinor: '5000' },
      options: [{ key: 'good', name: 'Good', description: null, recommended: true, lines: [{ key: 'accounts', title: 'The accounts', description: null, minQuantity: 1, maxQuantity: 3, defaultQuantity: 2, unitPriceMinor: '120050', timing: 'DEPOSIT', period: null, depositBasisPoints: 3000, discount: { basisPoints: 1250 }, taxName: 'VAT', taxBasisPoints: 2000 }] }],
      addOns: [expect.objectContaining({ key: 'payroll', timing: 'RECURRING', period: 'MONTH', depositBasisPoints: null, discount: null })],
    });
  });

  it.each<[string, object, RegExp]>([
    ['a price that is none', { price: '12..3' }, /«12..3» is no amount in GBP/], ['no price', { price: '' }, /has no price yet/], ['no name', { title: ' ' }, /needs a name/], ['half a quantity', { usual: '1.5' }, /no whole number/],
    ['a deposit without its share', { deposit: '' }, /which share/], ['more tax than all', { tax: '120' }, /no tax rate/], ['nothing taken off', { discount: { kind: 'amount', typed: '0' } }, /no amount to take off/],
  ])('says what cannot be read of %s', (_, change, words) => {
    const draft = kept();
    Object.assign(draft.options[0]?.lines[0] ?? {}, change);
    expect(offerInput(draft)).toMatch(words);
  });

  it('needs no price while it is to be confirmed', () => {
    const draft = kept();
    draft.addOns = [{ ...blankLine('more'), title: 'More', timing: 'TO_BE_CONFIRMED', price: 'about 100' }];
    expect(read(draft).addOns).toMatchObject([{ unitPriceMinor: null, timing: 'TO_BE_CONFIRMED' }]);
  });

  it('gives new lines a key of their own', () => { expect(freeKey('line', [{ key: 'line-1' }, { key: 'line-3' }])).toBe('line-4'); });
});

it('keeps a choice within what is offered', () => {
  const offer = read(kept());
  expect(fittingChoice(null, offer)).toEqual({ optionKey: 'good', addOnKeys: [], quantities: [] });
  expect(fittingChoice({ optionKey: 'gone', addOnKeys: ['payroll', 'gone'], quantities: [{ key: 'payroll', quantity: 3 }, { key: 'accounts', quantity: 9 }] }, offer)).toEqual({ optionKey: 'good', addOnKeys: ['payroll'], quantities: [{ key: 'payroll', quantity: 3 }] });
});
