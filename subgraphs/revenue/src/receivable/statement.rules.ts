/** What moves what a client owes. */
export type StatementKind = 'INVOICE' | 'CREDIT_NOTE' | 'PAYMENT' | 'REFUND';
/** One movement: above nothing when the client owes more by it. */
export interface Movement { readonly on: string; readonly kind: StatementKind; readonly reference: string; readonly minor: bigint }
/** A movement with what is owed after it. */
export interface Entry extends Movement { readonly balanceMinor: bigint }

/** What was owed before a day, each movement from then on, and what is owed after the last one. */
export function statementOf(movements: readonly Movement[], from: string): { readonly openingMinor: bigint; readonly entries: Entry[]; readonly closingMinor: bigint } {
  const openingMinor = movements.filter((one) => one.on < from).reduce((sum, one) => sum + one.minor, 0n);
  let balanceMinor = openingMinor;
  const entries = movements.filter((one) => one.on >= from).map((one) => {
    balanceMinor += one.minor;
    return { ...one, balanceMinor };
  });
  return { openingMinor, entries, closingMinor: balanceMinor };
}
