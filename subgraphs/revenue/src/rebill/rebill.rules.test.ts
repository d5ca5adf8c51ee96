import { isRebilled, rebilledMinor } from './rebill.rules.js';

it.each<[string | null, boolean | null, 'ALWAYS' | 'WHEN_MARKED' | 'NEVER', boolean]>([
  ['cli_a', null, 'ALWAYS', true], ['cli_a', false, 'ALWAYS', false], [null, true, 'ALWAYS', false], ['cli_a', null, 'WHEN_MARKED', false], ['cli_a', true, 'WHEN_MARKED', true], ['cli_a', null, 'NEVER', false], ['cli_a', true, 'NEVER', true],
])('a line for %s that says %s, under %s: %s', (clientId, rebill, rule, wanted) => { expect(isRebilled({ clientId, rebill }, { rebill: rule })).toBe(wanted); });

it('adds what the firm adds, half up, and gives back what was given back', () => {
  expect([rebilledMinor(1_005n, { rebillMarkup: 1_000, currency: 'GBP', credit: false }), rebilledMinor(1_000n, { rebillMarkup: 0, currency: 'GBP', credit: true })]).toEqual([1_106n, -1_000n]);
});
