import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

/** A card as the order sees it. */
export interface Placed { readonly id: string; readonly orderKey: string }

/** Keys for so many new cards, in order, behind a key or from the beginning. */
export const keysBehind = (last: string | null, count: number): string[] => generateNKeysBetween(last, null, count);

/** Cards in the order of a column; bytes decide, as in the database. */
export const inOrder = <T extends Placed>(cards: readonly T[]): T[] => [...cards].sort((a, b) => (a.orderKey === b.orderKey ? (a.id < b.id ? -1 : 1) : a.orderKey < b.orderKey ? -1 : 1));

/** Where a card shall stand: behind one, before another, or at the end when neither is named. */
export interface Place { readonly afterId: string | null; readonly beforeId: string | null }

/**
 * The key of a card at a place among the others of its column; null when the place is not there any more.
 * Two cards with the same key leave no room between them, so the key falls behind both.
 */
export function keyAt(others: readonly Placed[], place: Place): string | null {
  const row = inOrder(others);
  const index = indexOfPlace(row, place);
  if (index === null) return null;
  const below = row[index - 1]?.orderKey ?? null;
  const above = row.slice(index).find((card) => below === null || card.orderKey > below)?.orderKey ?? null;
  return generateKeyBetween(below, above);
}

function indexOfPlace(row: readonly Placed[], { afterId, beforeId }: Place): number | null {
  const after = afterId === null ? null : row.findIndex((card) => card.id === afterId);
  const before = beforeId === null ? null : row.findIndex((card) => card.id === beforeId);
  if (after === -1 || before === -1) return null;
  if (after !== null && before !== null) return before === after + 1 ? before : null;
  if (after !== null) return after + 1;
  return before ?? row.length;
}
