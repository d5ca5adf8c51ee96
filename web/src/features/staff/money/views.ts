import type { InvoiceStatus, PaymentState } from '../../../gql/staff/graphql';

/** The words of an address that a list of invoices is asked with. */
export interface InvoiceSearch { view?: string | undefined; after?: string | undefined; client?: string | undefined; currency?: string | undefined; issuedFrom?: string | undefined; issuedTo?: string | undefined; dueFrom?: string | undefined; dueTo?: string | undefined; open?: string | undefined }

/** One tab of the list: whose move it is decides where an invoice stands. */
export interface InvoiceView { key: string; label: string; none: string; statuses: InvoiceStatus[] | null; overdue?: boolean; /** True where its places stand in other views too. */ cuts?: boolean; figure?: 'drafts' | 'awaitingApproval' | 'open' | 'overdue' | 'toIssue' }

export const owedStatuses: InvoiceStatus[] = ['ISSUED', 'PARTIALLY_PAID', 'REOPENED'];

export const invoiceViews: readonly InvoiceView[] = [
  { key: 'drafts', label: 'Drafts', statuses: ['DRAFT', 'REJECTED'], figure: 'drafts', none: 'No invoice is being written. Start one, or draft what waits under «Unbilled».' },
  { key: 'approval', label: 'To approve', statuses: ['AWAITING_APPROVAL'], figure: 'awaitingApproval', none: 'No invoice waits for anybody’s yes.' },
  { key: 'issue', label: 'To issue', statuses: ['APPROVED', 'ISSUING'], figure: 'toIssue', none: 'Nothing waits to go out. An invoice comes here with the last yes, and stays while the ledger has not taken it.' },
  { key: 'open', label: 'Open', statuses: owedStatuses, figure: 'open', none: 'No client owes anything.' },
  { key: 'overdue', label: 'Overdue', statuses: owedStatuses, overdue: true, cuts: true, figure: 'overdue', none: 'Nothing is late.' },
  { key: 'paid', label: 'Paid', statuses: ['PAID'], none: 'No invoice has been paid in full yet.' },
  { key: 'out', label: 'Went out', statuses: [...owedStatuses, 'PAID'], cuts: true, none: 'No invoice has gone out yet.' },
  { key: 'void', label: 'Void', statuses: ['VOID'], none: 'No invoice was taken back.' },
  { key: 'all', label: 'All', statuses: null, none: 'No invoices yet. Write one, or let the plan of an agreement draft the first.' },
];

/** The view of an address; the first one with something open when none is named. */
export const invoiceViewOf = (key: string | undefined): InvoiceView => invoiceViews.find((one) => one.key === key) ?? (invoiceViews.find((one) => one.key === 'open') as InvoiceView);

/** What a figure counts: a number of papers, and what they come to. */
export interface Counted { count: number; amount: { minor: string | number; currency: string } }
/** The figures of one currency that the tabs count with. */
export interface StandingFigures { currency: string; drafts: Counted; rejected: Counted; awaitingApproval: Counted; approved: Counted; issuing: Counted; open: Counted; overdue: Counted }

const both = (a: Counted, b: Counted): Counted => ({ count: a.count + b.count, amount: { currency: a.amount.currency, minor: String(BigInt(a.amount.minor) + BigInt(b.amount.minor)) } });

/** What a view comes to in one currency; null for a view that no figure counts. */
export function countedOf(view: InvoiceView, of: StandingFigures): Counted | null {
  switch (view.figure) {
    case undefined: return null;
    case 'drafts': return both(of.drafts, of.rejected);
    case 'toIssue': return both(of.approved, of.issuing);
    default: return of[view.figure];
  }
}

/** What a view comes to, currency by currency; two currencies are never added. Those with nothing in them are left out. */
export function totalsOf(view: InvoiceView, figures: readonly StandingFigures[], currency?: string): Counted[] {
  return figures.flatMap((one) => { const counted = countedOf(view, one); return counted && counted.count > 0 && (!currency || currency === one.currency) ? [counted] : []; });
}

/** The parts of money, as tabs. */
export const moneyParts = [
  { key: 'overview', label: 'Overview', to: '/money' },
  { key: 'invoices', label: 'Invoices', to: '/money/invoices' },
  { key: 'payments', label: 'Payments', to: '/money/payments' },
  { key: 'bills', label: 'Bills', to: '/money/bills' },
  { key: 'receivables', label: 'Receivables', to: '/money/receivables' },
  { key: 'unbilled', label: 'Unbilled', to: '/money/unbilled' },
  { key: 'plans', label: 'Plans', to: '/money/plans' },
] as const;

export type MoneyPart = (typeof moneyParts)[number]['key'];

/** One tab of the list of payments. */
export interface PaymentView { key: string; label: string; none: string; states: PaymentState[] | null }

export const paymentViews: readonly PaymentView[] = [
  { key: 'all', label: 'All', states: null, none: 'No payment yet. Record one when money comes; with a ledger it is read back by itself.' },
  { key: 'pending', label: 'On their way', states: ['PENDING'], none: 'No money is on its way.' },
  { key: 'received', label: 'Received', states: ['RECEIVED'], none: 'No money has come yet.' },
  { key: 'failed', label: 'Failed', states: ['FAILED'], none: 'No payment has failed.' },
];
