import type { InvoiceStanding } from './invoice.types.js';

/** Where an invoice may go from where it stands. The database holds the same list. */
export const steps: Readonly<Record<InvoiceStanding, readonly InvoiceStanding[]>> = {
  DRAFT: ['AWAITING_APPROVAL', 'APPROVED'],
  AWAITING_APPROVAL: ['DRAFT', 'REJECTED', 'APPROVED'],
  REJECTED: ['DRAFT'],
  APPROVED: ['DRAFT', 'ISSUING'],
  ISSUING: ['ISSUED', 'VOID'],
  ISSUED: ['PARTIALLY_PAID', 'PAID', 'VOID'],
  PARTIALLY_PAID: ['PAID', 'REOPENED'],
  PAID: ['PARTIALLY_PAID', 'REOPENED'],
  REOPENED: ['PARTIALLY_PAID', 'PAID', 'VOID'],
  VOID: [],
};

/** True when the step is one of those. */
export const mayStep = (from: InvoiceStanding, to: InvoiceStanding): boolean => steps[from].includes(to);

/** Places in which its words can change: none of them has a number. */
export const editable: readonly InvoiceStanding[] = ['DRAFT', 'REJECTED', 'AWAITING_APPROVAL', 'APPROVED'];
/** Places in which a client owes it. */
export const owed: readonly InvoiceStanding[] = ['ISSUED', 'PARTIALLY_PAID', 'REOPENED'];
/** Places in which payments count. */
export const payable: readonly InvoiceStanding[] = [...owed, 'PAID'];

/** What payments and credit notes make of an issued invoice, and nothing else does. */
export function settledStanding(records: { readonly totalMinor: bigint; readonly settledMinor: bigint; readonly everSettled: boolean }): InvoiceStanding {
  if (records.settledMinor >= records.totalMinor) return 'PAID';
  if (records.settledMinor > 0n) return 'PARTIALLY_PAID';
  return records.everSettled ? 'REOPENED' : 'ISSUED';
}
