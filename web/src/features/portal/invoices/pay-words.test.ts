import { payingOf, type Try } from './pay-words';

const aTry = (state: string, problem: string | null = null): Try => ({ state, problem, amount: { minor: 120_000, currency: 'GBP' } });

it.each<[Try | null, string | null, RegExp, boolean]>([
  [null, 'Pay £1,200.00', /^$/, false],
  [aTry('STARTING'), 'Pay £1,200.00', /is being opened/, true],
  [aTry('STARTING', 'The payment service does not answer. It is tried again by itself.'), 'Pay £1,200.00', /does not answer/, true],
  [aTry('OPEN'), 'Go on paying £1,200.00', /Nothing was paid at it yet/, true],
  [aTry('PENDING'), null, /on its way/, true],
  [aTry('REVIEW'), null, /do not pay again/, true],
  [aTry('FAILED', 'The card was declined.'), 'Try again to pay £1,200.00', /^The card was declined\.$/, false],
  [aTry('ENDED'), 'Pay £1,200.00', /^$/, false],
  [aTry('PAID'), 'Pay £1,200.00', /^$/, false],
])('%j can be answered by «%s»', (newest, act, words, moves) => {
  const paying = payingOf(newest, '£1,200.00');
  expect([paying.act, paying.moves]).toEqual([act, moves]);
  expect(paying.words).toMatch(words);
});
