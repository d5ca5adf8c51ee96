import { describe, expect, it } from '@jest/globals';
import { agreementWords, billings, billedWords, discountWords, lineWords, packetWords, priceWords, proposalWords } from './paper-words';

const pounds = (minor: string) => ({ minor, currency: 'GBP' });

describe('prices', () => {
  it('name what is paid once and what comes again', () => {
    expect(priceWords({ fixedTotal: pounds('120000'), recurring: [] })).toBe('£1,200.00');
    expect(priceWords({ fixedTotal: pounds('120000'), recurring: [{ period: 'MONTH', total: pounds('30000') }] })).toBe('£1,200.00 and £300.00 each month');
    expect(priceWords({ fixedTotal: pounds('0'), recurring: [{ period: 'MONTH', total: pounds('30000') }, { period: 'YEAR', total: pounds('5000') }] })).toBe('£300.00 each month and £50.00 each year');
    expect(priceWords({ fixedTotal: pounds('0'), recurring: [] })).toBe('£0.00');
  });
  it('of a line say what one costs, how often, and what tax is added', () => {
    expect(lineWords({ unitPrice: pounds('9999'), timing: 'RECURRING', period: 'MONTH', maxQuantity: 10, taxName: 'VAT', taxBasisPoints: 1750 })).toBe('£99.99 for each one each month, plus 17.5% VAT');
    expect(lineWords({ unitPrice: null, timing: 'TO_BE_CONFIRMED', maxQuantity: 1, taxBasisPoints: 0 })).toBe('The price is still to be agreed with you.');
    expect([discountWords({ basisPoints: 1000 }), discountWords({ amount: pounds('5000') })]).toEqual(['10% off', '£50.00 off']);
  });
});

it('what is due is put together by when, in the order in which it comes', () => {
  const plan = [{ timing: 'RECURRING', period: 'MONTH', title: 'Advice' }, { timing: 'ON_COMPLETION', title: 'Accounts' }, { timing: 'DEPOSIT', title: 'Accounts' }, { timing: 'RECURRING', period: 'MONTH', title: 'Payroll' }] as const;
  expect(billings([...plan]).map(({ heading, bills }) => [heading, bills.map(({ title }) => title)])).toEqual([['At the start, as a deposit', ['Accounts']], ['When the work is done', ['Accounts']], ['Each month', ['Advice', 'Payroll']]]);
  expect(billedWords('TO_BE_CONFIRMED')).toBe('Price still to be agreed');
});

describe('where papers stand', () => {
  it('a proposal says by when, or what became of it', () => {
    expect(proposalWords({ state: 'SENT', answerable: true, expiresOn: null })).toEqual({ words: 'Your answer is awaited.', tone: 'yours' });
    expect(proposalWords({ state: 'VIEWED', answerable: true, expiresOn: '2099-01-05' }).words).toBe('Your answer is awaited by 5 Jan 2099.');
    expect(proposalWords({ state: 'ACCEPTED', answerable: false, answeredBy: 'Marion Marlowe', answeredAt: '2020-01-05T10:00:00Z' })).toEqual({ words: 'Accepted by Marion Marlowe on 5 Jan 2020.', tone: 'done' });
    expect(proposalWords({ state: 'VIEWED', answerable: false, expiresOn: '2020-01-05' }).words).toBe('Ran out on 5 Jan 2020.');
    expect(proposalWords({ state: 'SUPERSEDED', answerable: false }).words).toBe('A newer proposal took its place.');
  });
  it('an agreement says since when, until when, or for what it waits', () => {
    expect(agreementWords({ status: 'ACTIVE', effectiveOn: '2020-01-05', endsOn: '2099-01-05' })).toBe('In force since 5 Jan 2020, until 5 Jan 2099.');
    expect(agreementWords({ status: 'SIGNED_AWAITING_PAYMENT' })).toContain('first payment');
    expect(agreementWords({ status: 'ENDED', endsOn: '2020-01-05' })).toBe('Ended on 5 Jan 2020.');
  });
  it('a packet counts the signatures that are needed, and nobody who only looks on or was replaced', () => {
    const recipients = [{ role: 'SIGNER', state: 'SIGNED' }, { role: 'SIGNER', state: 'INVITED' }, { role: 'COPY', state: 'WAITING' }, { role: 'SIGNER', state: 'REPLACED' }];
    expect(packetWords({ state: 'PARTIALLY_SIGNED', recipients })).toBe('1 of 2 signatures so far.');
    expect(packetWords({ state: 'COMPLETED', completedAt: '2020-01-05T10:00:00Z', recipients })).toBe('Signed by all on 5 Jan 2020.');
  });
});
