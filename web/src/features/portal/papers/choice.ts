/** What can be taken, as far as choosing needs it. */
export interface Takable { key: string; minQuantity: number; maxQuantity: number; defaultQuantity: number }
interface Offered { options: readonly { key: string; lines: readonly Takable[] }[]; addOns: readonly Takable[] }
interface Kept { optionKey: string; addOnKeys: readonly string[]; quantities: readonly { key: string; quantity: number }[] }

/** What a client has chosen on the page. Quantities are remembered for what is not taken at this moment too. */
export interface Choice { optionKey: string; addOnKeys: readonly string[]; quantities: Readonly<Record<string, number>> }

/** The choice as the proposal remembers it. */
export function choiceOf({ optionKey, addOnKeys, quantities }: Kept): Choice {
  return { optionKey, addOnKeys, quantities: Object.fromEntries(quantities.map(({ key, quantity }) => [key, quantity])) };
}

/** The lines that are taken. */
export function takenLines<Line extends Takable>(offer: { options: readonly { key: string; lines: readonly Line[] }[]; addOns: readonly Line[] }, choice: Choice): Line[] {
  return [...(offer.options.find(({ key }) => key === choice.optionKey)?.lines ?? []), ...offer.addOns.filter(({ key }) => choice.addOnKeys.includes(key))];
}

/** How many of a line are taken. */
export const quantityOf = (line: Takable, choice: Choice): number => choice.quantities[line.key] ?? line.defaultQuantity;

/** The choice as the graph takes it: only of what is taken, and only where it differs from the usual. */
export function selectionOf(offer: Offered, choice: Choice): { optionKey: string; addOnKeys: string[]; quantities: { key: string; quantity: number }[] } {
  const quantities = takenLines(offer, choice).map((line) => ({ key: line.key, quantity: quantityOf(line, choice), usual: line.defaultQuantity })).filter(({ quantity, usual }) => quantity !== usual);
  return { optionKey: choice.optionKey, addOnKeys: offer.addOns.filter(({ key }) => choice.addOnKeys.includes(key)).map(({ key }) => key), quantities: quantities.map(({ key, quantity }) => ({ key, quantity })) };
}

/** One more or one less, within what can be taken. */
export function step(choice: Choice, line: Takable, by: number): Choice {
  const quantity = Math.min(Math.max(quantityOf(line, choice) + by, line.minQuantity), line.maxQuantity);
  return { ...choice, quantities: { ...choice.quantities, [line.key]: quantity } };
}

/** Takes an add-on, or leaves it. */
export function tick(choice: Choice, key: string): Choice {
  const addOnKeys = choice.addOnKeys.includes(key) ? choice.addOnKeys.filter((one) => one !== key) : [...choice.addOnKeys, key];
  return { ...choice, addOnKeys };
}
