import { dayWords, dueWords, plainDate } from '../../../lib/format';
import { moneyWords } from '../../../lib/format';

/** An amount as the graph gives it. */
interface Amount { readonly minor: string | number; readonly currency: string }
/** What an invoice says about where it stands. */
export interface Standing { readonly status: string; readonly dueOn?: string | null | undefined; readonly paidOn?: string | null | undefined; readonly overdue: boolean; readonly total: Amount; readonly balance: Amount }

/** An amount as people read it. */
export const amountWords = ({ minor, currency }: Amount): string => moneyWords(minor, currency);

/** True while something is to be paid. */
export const isOwed = ({ status }: Pick<Standing, 'status'>): boolean => ['ISSUED', 'PARTIALLY_PAID', 'REOPENED'].includes(status);

const day = (iso: string): string => dayWords(plainDate(iso), 'UTC');

/** Whose move it is, in one sentence, and how it is coloured. */
export function standingWords(invoice: Standing): { words: string; tone: 'yours' | 'late' | 'done' | 'over' } {
  if (invoice.status === 'VOID') return { words: 'Taken back. There is nothing to pay.', tone: 'over' };
  if (!isOwed(invoice)) return { words: invoice.paidOn ? `Paid on ${day(invoice.paidOn)}. Thank you.` : 'Settled. There is nothing to pay.', tone: 'done' };
  const left = invoice.status === 'PARTIALLY_PAID' ? `${amountWords(invoice.balance)} is left to pay` : `${amountWords(invoice.balance)} to pay`;
  if (!invoice.dueOn) return { words: `${left}.`, tone: 'yours' };
  return invoice.overdue ? { words: `${left}. ${dueWords(invoice.dueOn).words}.`, tone: 'late' } : { words: `${left} by ${day(invoice.dueOn)}.`, tone: 'yours' };
}

/** What the client has to pay in all, one amount for each currency. */
export function owedInAll(invoices: readonly Standing[]): string {
  const sums = new Map<string, bigint>();
  for (const { balance } of invoices.filter(isOwed)) sums.set(balance.currency, (sums.get(balance.currency) ?? 0n) + BigInt(balance.minor));
  return [...sums].map(([currency, minor]) => moneyWords(minor, currency)).join(' and ');
}

const moved: Readonly<Record<string, string>> = { INVOICE: 'Invoice', CREDIT_NOTE: 'Credit note', PAYMENT: 'Payment', REFUND: 'Given back' };

/** What moved, as a statement says it. */
export const movedWords = ({ kind, reference }: { readonly kind: string; readonly reference: string }): string => [moved[kind] ?? 'Movement', reference].filter(Boolean).join(' ');
