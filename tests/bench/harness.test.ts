import { answerHash, assertEqualAnswers } from './answer-hash.js';
import { shotOrder, spreadOfRatios } from './ratios.js';

describe('the ratios of a run', () => {
  it('are taken per round: a slow minute for both moves none', () => {
    const rounds = [{ ours: 30, theirs: 10 }, { ours: 3, theirs: 1 }, { ours: 8, theirs: 2 }];
    expect(spreadOfRatios(rounds)).toEqual({ min: 3, median: 3, max: 4 });
  });

  it('have their middle between two when the rounds are even', () => {
    expect(spreadOfRatios([{ ours: 4, theirs: 1 }, { ours: 2, theirs: 1 }])).toEqual({ min: 2, median: 3, max: 4 });
  });

  it('are refused where a shot measured nothing', () => {
    expect(() => spreadOfRatios([{ ours: 1, theirs: 0 }])).toThrow('measured nothing');
    expect(() => spreadOfRatios([{ ours: 0, theirs: 1 }])).toThrow('measured nothing');
    expect(() => spreadOfRatios([])).toThrow('at least one round');
  });

  it('come from shots in turning order', () => {
    expect([0, 1, 2].map((round) => shotOrder(['a', 'b'], round).join(''))).toEqual(['ab', 'ba', 'ab']);
  });
});

describe('the hash of an answer', () => {
  it('does not see the order of keys, and sees the order of lists', () => {
    expect(answerHash({ a: 1, b: { c: 2, d: 3 } })).toBe(answerHash({ b: { d: 3, c: 2 }, a: 1 }));
    expect(answerHash({ a: [1, 2] })).not.toBe(answerHash({ a: [2, 1] }));
  });

  it('tells null from absent', () => {
    expect(answerHash({ a: null })).not.toBe(answerHash({}));
  });

  it('refuses a contestant that answers otherwise, by name', () => {
    expect(() => assertEqualAnswers(new Map([['ours', { a: 1 }], ['stock', { a: 2 }]]))).toThrow('stock answers otherwise than ours');
    expect(assertEqualAnswers(new Map([['ours', { a: 1 }], ['stock', { a: 1 }]]))).toBe(answerHash({ a: 1 }));
  });
});
