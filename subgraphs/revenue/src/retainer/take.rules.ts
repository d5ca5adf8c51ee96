/** Time that can be taken out of a retainer. */
export interface Takeable { readonly id: string; readonly minor: bigint }

/** Takes time out of what is left, the oldest first, until one does not fit: an entry is taken whole or not at all, and nothing newer goes before it. */
export function takeOut<T extends Takeable>(rows: readonly T[], left: bigint): readonly T[] {
  let open = left;
  const end = rows.findIndex((one) => { open -= one.minor; return open < 0n; });
  return end < 0 ? rows : rows.slice(0, end);
}
