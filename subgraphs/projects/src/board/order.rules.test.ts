import fc from 'fast-check';
import { inOrder, keyAt, keysBehind, type Placed } from './order.rules.js';

const column = (count: number): Placed[] => keysBehind(null, count).map((orderKey, index) => ({ id: `c${String(index).padStart(3, '0')}`, orderKey }));

it('puts a card exactly where it was dropped, however often and wherever', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 12 }), fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 40 }), (count, moves) => {
    let cards = column(count);
    let expected = cards.map(({ id }) => id);
    for (const [which, where] of moves) {
      const id = expected[which % expected.length] ?? '';
      const rest = expected.filter((one) => one !== id);
      const index = where % (rest.length + 1);
      const orderKey = keyAt(cards.filter((card) => card.id !== id), { afterId: rest[index - 1] ?? null, beforeId: rest[index] ?? null });
      expect(orderKey).not.toBeNull();
      cards = cards.map((card) => (card.id === id ? { id, orderKey: orderKey ?? '' } : card));
      expected = [...rest.slice(0, index), id, ...rest.slice(index)];
      expect(inOrder(cards).map((card) => card.id)).toEqual(expected);
    }
  }), { numRuns: 200 });
});

it('stands at the end when no neighbour is named, and nowhere when a neighbour has gone', () => {
  const cards = column(3);
  expect((keyAt(cards, { afterId: null, beforeId: null }) ?? '') > (cards[2]?.orderKey ?? '')).toBe(true);
  expect(keyAt(cards, { afterId: 'gone', beforeId: null })).toBeNull();
  expect(keyAt(cards, { afterId: 'c000', beforeId: 'c002' })).toBeNull();
  expect(keyAt([], { afterId: null, beforeId: null })).not.toBeNull();
});

it('gets by with two cards that have the same key', () => {
  const twins = [{ id: 'a', orderKey: 'a0' }, { id: 'b', orderKey: 'a0' }, { id: 'c', orderKey: 'a1' }];
  const key = keyAt(twins, { afterId: 'a', beforeId: 'b' }) ?? '';
  expect(key > 'a0' && key < 'a1').toBe(true);
});
