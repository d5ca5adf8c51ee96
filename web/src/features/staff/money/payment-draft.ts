import type { AllocationInput } from '../../../gql/staff/graphql';
import { minorOf, typedAmount } from '../../../lib/amounts';

/** An invoice that is owed, as far as money is concerned. */
export interface Owed { id: string; number?: string | null; title?: string | null; dueOn?: string | null; balance: { minor: string | number } }

/** Money spread over invoices, what is due first first: the words for each of them, and what is left over. */
export function spread(amountMinor: string, owed: readonly Owed[], currency: string): { typed: Record<string, string>; left: string } {
  let left = BigInt(amountMinor);
  const typed: Record<string, string> = {};
  for (const one of [...owed].sort((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? '') || a.id.localeCompare(b.id))) {
    const balance = BigInt(one.balance.minor);
    const part = left < balance ? left : balance;
    typed[one.id] = part > 0n ? typedAmount(String(part), currency) : '';
    left -= part > 0n ? part : 0n;
  }
  return { typed, left: String(left) };
}

/** What is typed beside invoices, as the server takes it, or why it cannot be read. Nothing typed settles nothing. */
export function allocationsOf(typed: Readonly<Record<string, string>>, owed: readonly Owed[], amountMinor: string, currency: string): { allocations: AllocationInput[]; left: string } | string {
  const allocations: AllocationInput[] = [];
  let left = BigInt(amountMinor);
  for (const one of owed) {
    const words = (typed[one.id] ?? '').trim();
    if (words === '') continue;
    const minor = minorOf(words, currency);
    const name = one.number ?? one.title ?? 'An invoice';
    if (minor === null) return `${name}: «${words}» is no amount in ${currency}.`;
    if (BigInt(minor) > BigInt(one.balance.minor)) return `${name} owes no more than ${typedAmount(one.balance.minor, currency)}.`;
    if (minor === '0') continue;
    left -= BigInt(minor);
    allocations.push({ invoiceId: one.id, amountMinor: minor });
  }
  if (left < 0n) return `That is ${typedAmount(String(-left), currency)} more than the money that came.`;
  return { allocations, left: String(left) };
}
