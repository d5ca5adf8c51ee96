import { lesser } from '../invoice/amount.rules.js';

/** What an invoice could take, and what somebody said that it should: null for all that is owed. */
export interface Owed { readonly invoiceId: string; readonly balanceMinor: bigint; readonly wantedMinor: bigint | null }

/** Spreads money over invoices in their order, never more on one than it owes; what is over stays with the payment. */
export function spread(available: bigint, over: readonly Owed[]): { readonly invoiceId: string; readonly minor: bigint }[] {
  const parts: { invoiceId: string; minor: bigint }[] = [];
  let left = available;
  for (const { invoiceId, balanceMinor, wantedMinor } of over) {
    const minor = lesser(left, wantedMinor === null ? balanceMinor : lesser(wantedMinor, balanceMinor));
    if (minor <= 0n) continue;
    parts.push({ invoiceId, minor });
    left -= minor;
  }
  return parts;
}
