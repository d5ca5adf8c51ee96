import type { InvoiceStatus } from '../../../gql/staff/graphql';
import { countWords, dayWords, daysBetween, plainDate } from '../../../lib/format';

/** What a list shows of an invoice's place. */
export interface InvoicePlace { status: InvoiceStatus; overdue: boolean; dueOn?: string | null; paidOn?: string | null; problem?: string | null; openApproval?: { stepNo: number; stepCount: number; mayDecide: boolean } | null; ledgerWait?: { sentence?: string | null; retryable: boolean } | null }

/** The state under which the state table knows it: overdue is derived, and what the ledger refused is a state to a reader. */
export function invoiceState({ status, overdue, ledgerWait, problem }: Pick<InvoicePlace, 'status' | 'overdue' | 'ledgerWait' | 'problem'>): string {
  if (status === 'ISSUING' && (problem || (ledgerWait?.sentence && !ledgerWait.retryable))) return 'REFUSED';
  return overdue ? 'OVERDUE' : status;
}

/** Words that say more than the state's own: «Overdue, 12 days», «To approve, step 1 of 2». */
export function invoiceStateWords(place: InvoicePlace, today: string): string | undefined {
  const { status, overdue, dueOn, openApproval } = place;
  if (overdue && dueOn) return `Overdue, ${countWords(daysBetween(dueOn, today), 'day')}`;
  if (status === 'AWAITING_APPROVAL' && openApproval && openApproval.stepCount > 1) return `To approve, step ${openApproval.stepNo + 1} of ${openApproval.stepCount}`;
  return undefined;
}

/** What people call it: its number, and until then its title. */
export function invoiceName({ number, title }: { number?: string | null; title?: string | null }): string {
  return number ?? title ?? 'Invoice';
}

/** How many days there are to pay, and until which day once it is out. */
export function termsWords(termsDays: number, dueOn: string | null | undefined): string {
  const days = termsDays === 0 ? 'Due at once' : countWords(termsDays, 'day');
  return dueOn ? `${days}, by ${dayWords(plainDate(dueOn), 'UTC')}` : days;
}
