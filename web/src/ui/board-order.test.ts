import { describe, expect, it } from '@jest/globals';
import { neighbours, placed } from './board-order';

const columns = [
  { id: 'gather', cards: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] },
  { id: 'prepare', cards: [] },
  { id: 'review', cards: [{ id: 'd' }] },
];
const order = (all: readonly { id: string; cards: readonly { id: string }[] }[]) => all.map((one) => one.cards.map((card) => card.id).join(''));

describe('where a card goes', () => {
  it('is before or after another card, or at the end of an empty column', () => {
    expect(order(placed(columns, 'c', { column: 'gather', before: 'a' }))).toEqual(['cab', '', 'd']);
    expect(order(placed(columns, 'a', { column: 'gather', after: 'b' }))).toEqual(['bac', '', 'd']);
    expect(order(placed(columns, 'a', { column: 'prepare' }))).toEqual(['bc', 'a', 'd']);
    expect(order(placed(columns, 'a', { column: 'review', before: 'd' }))).toEqual(['bc', '', 'ad']);
  });

  it('leaves all as it is for a card or a column that is not there', () => {
    expect(order(placed(columns, 'x', { column: 'review' }))).toEqual(order(columns));
    expect(order(placed(columns, 'a', { column: 'gone' }))).toEqual(order(columns));
  });
});

describe('what lies around a card', () => {
  it('passes over an empty column with the arrows, and moves a card into it with the keys', () => {
    expect(neighbours(columns, 'b')).toMatchObject({ column: 'gather', above: 'a', below: 'c', lefts: undefined, rights: 'd', right: { id: 'prepare' } });
    expect(neighbours(columns, 'd')).toMatchObject({ column: 'review', lefts: 'a', left: { id: 'prepare' }, right: undefined });
  });
});
