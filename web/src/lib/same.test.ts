import { describe, expect, it } from '@jest/globals';
import { same } from './same';

describe('two values of JSON', () => {
  it.each([[{ a: 1, b: [{ c: null }] }, { b: [{}], a: 1 }], [null, undefined], ['x', 'x'], [[], []]])('%j and %j say the same', (a, b) => { expect(same(a, b)).toBe(true); });
  it.each([[{ a: 1 }, { a: '1' }], [[1, 2], [2, 1]], [[1], [1, 2]], [{ a: {} }, { a: [1] }], [null, 0]])('%j and %j do not', (a, b) => { expect(same(a, b)).toBe(false); });
});
