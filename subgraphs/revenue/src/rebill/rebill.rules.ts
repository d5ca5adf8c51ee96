import { currencyOf, shareOf } from '../invoice/amount.rules.js';
import type { BillLineWords } from '../bill/bill.types.js';

/** How a firm bills costs again. */
export interface RebillTerms { readonly rebill: 'ALWAYS' | 'WHEN_MARKED' | 'NEVER'; readonly rebillMarkup: number }

/** Whether a line of a bill is billed to its client again: its own word comes before the rule of the firm. */
export const isRebilled = (line: Pick<BillLineWords, 'clientId' | 'rebill'>, { rebill }: Pick<RebillTerms, 'rebill'>): boolean => line.clientId !== null && (line.rebill ?? rebill === 'ALWAYS');

/** What is billed of a line: its cost without tax, and what the firm adds; below nothing for what a vendor gave back. */
export function rebilledMinor(netMinor: bigint, terms: Pick<RebillTerms, 'rebillMarkup'> & { readonly currency: string; readonly credit: boolean }): bigint {
  const currency = currencyOf(terms.currency);
  if (!currency) throw new Error(`«${terms.currency}» is no currency: the bill was checked when it was coded`);
  const minor = netMinor + shareOf(netMinor, terms.rebillMarkup, currency);
  return terms.credit ? -minor : minor;
}
