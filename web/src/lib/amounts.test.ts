import { describe, expect, it } from '@jest/globals';
import { basisPointsOf, minorOf, typedAmount, typedShare } from './amounts';

describe('an amount that a person types', () => {
  it.each([['1,200', 'GBP', '120000'], ['1200.5', 'GBP', '120050'], ['0.05', 'GBP', '5'], [' 12 000 ', 'JPY', '12000'], ['1.234', 'KWD', '1234'], ['99.', 'EUR', '9900']])('reads «%s» in %s', (typed, currency, minor) => { expect(minorOf(typed, currency)).toBe(minor); });
  it.each([['', 'GBP'], ['-1', 'GBP'], ['1.2.3', 'GBP'], ['1.005', 'GBP'], ['1.5', 'JPY'], ['ten', 'GBP'], ['1e3', 'GBP']])('refuses «%s» in %s', (typed, currency) => { expect(minorOf(typed, currency)).toBeNull(); });
  it.each([['120050', 'GBP', '1200.50'], ['5', 'GBP', '0.05'], ['4800', 'JPY', '4800'], ['12500', 'KWD', '12.500']])('writes %s of %s as it would be typed', (minor, currency, typed) => {
    expect(typedAmount(minor, currency)).toBe(typed);
    // The graph sends a number as long as one can hold it.
    expect(typedAmount(Number(minor), currency)).toBe(typed);
    expect(minorOf(typed, currency)).toBe(minor);
  });
});

describe('a share that a person types', () => {
  it.each([['20', 2000], ['12.5', 1250], ['7.25%', 725], ['100', 10_000], ['0', 0]])('reads «%s»', (typed, points) => { expect(basisPointsOf(typed)).toBe(points); });
  it.each(['', '101', '12.345', '-5', 'half'])('refuses «%s»', (typed) => { expect(basisPointsOf(typed)).toBeNull(); });
  it('writes it as it would be typed', () => { expect([2000, 1250, 725, 5, null].map(typedShare)).toEqual(['20', '12.5', '7.25', '0.05', '']); });
});
