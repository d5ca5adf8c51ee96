import type { LedgerKind } from '../ledger.types.js';
import { rewritable } from './differences.rules.js';

/** How somebody may decide. */
export type Choice = 'KEEP_OURS' | 'KEEP_THEIRS' | 'ACCEPTED';
/** A difference, as far as it matters for what can be done about it. */
export interface Question { readonly kind: LedgerKind; readonly field: string; readonly bypass: boolean; readonly theirs: string }

const taken = (theirs: string): boolean => theirs === 'It was deleted.' || theirs === 'It was voided.';

/** How a difference can be settled by one click. What went out is never changed here: theirs is only kept where that means taking ours back, or where money is another one. */
export function choices({ kind, field, bypass, theirs }: Question): readonly Choice[] {
  if (bypass) return ['ACCEPTED'];
  if (kind === 'PAYMENT') return field === 'payment' ? ['KEEP_OURS', 'KEEP_THEIRS', 'ACCEPTED'] : ['ACCEPTED'];
  if ((kind === 'BILL' || kind === 'BILL_CREDIT') || !rewritable.has(field)) return ['ACCEPTED'];
  return kind === 'INVOICE' && field === 'status' && taken(theirs) ? ['KEEP_OURS', 'KEEP_THEIRS', 'ACCEPTED'] : ['KEEP_OURS', 'ACCEPTED'];
}
