/** Where a card goes: a column, and the card it comes before or after. */
export interface Placing {
  column: string;
  before?: string;
  after?: string;
}

interface Row<Card> {
  id: string;
  cards: readonly Card[];
}

/** The columns as they stand once a card is put elsewhere; unknown cards change nothing. */
export function placed<Card extends { id: string }, Columned extends Row<Card>>(columns: readonly Columned[], id: string, { column, before, after }: Placing): Columned[] {
  const card = columns.flatMap((one) => [...one.cards]).find((one) => one.id === id);
  if (!card || !columns.some((one) => one.id === column)) return [...columns];
  return columns.map((one) => {
    const rest = one.cards.filter((other) => other.id !== id);
    if (one.id !== column) return { ...one, cards: rest };
    const found = rest.findIndex((other) => other.id === (before ?? after));
    const at = found < 0 ? (before ? 0 : rest.length) : before ? found : found + 1;
    return { ...one, cards: [...rest.slice(0, at), card, ...rest.slice(at)] };
  });
}

/** What lies around a card: for the arrows, and for the keys that move it. */
export function neighbours<Card extends { id: string }, Columned extends Row<Card>>(columns: readonly Columned[], id: string) {
  const at = columns.findIndex((one) => one.cards.some((card) => card.id === id));
  const cards = columns[at]?.cards ?? [];
  const row = cards.findIndex((card) => card.id === id);
  const beside = (column: Columned | undefined) => column?.cards[Math.min(row, column.cards.length - 1)]?.id;
  const filled = (by: 1 | -1) => { for (let i = at + by; i >= 0 && i < columns.length; i += by) if ((columns[i]?.cards.length ?? 0) > 0) return columns[i]; return undefined; };
  return {
    column: columns[at]?.id ?? '', above: cards[row - 1]?.id, below: cards[row + 1]?.id,
    left: columns[at - 1], right: columns[at + 1], lefts: beside(filled(-1)), rights: beside(filled(1)),
  };
}
