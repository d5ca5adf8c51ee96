import fc from 'fast-check';
import { rateFor, valueOf } from './rate.rules.js';

const lines = [{ id: '1', userId: null, clientId: null }, { id: '2', userId: 'u', clientId: null }, { id: '3', userId: null, clientId: 'c' }, { id: '4', userId: 'u', clientId: 'c' }, { id: '5', userId: null, clientId: null }];
it('takes the rate that fits best, and of two alike the newer', () => {
  expect(rateFor(lines, { userId: 'u', clientId: 'c' })?.id).toBe('4');
  expect(rateFor(lines, { userId: 'u', clientId: 'other' })?.id).toBe('2');
  expect(rateFor(lines, { userId: 'other', clientId: 'c' })?.id).toBe('3');
  expect(rateFor(lines, { userId: 'other', clientId: null })?.id).toBe('5');
  expect(rateFor([], { userId: 'u', clientId: 'c' })).toBeNull();
});
it('is never off by more than half a penny', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1440 }), fc.bigInt({ min: 0n, max: 10_000_000n }), (minutes, rate) => {
    const off = valueOf(minutes, rate) * 60n - BigInt(minutes) * rate;
    expect(off >= -30n && off <= 30n).toBe(true);
  }));
});
