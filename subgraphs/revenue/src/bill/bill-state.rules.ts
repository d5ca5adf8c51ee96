import type { BillStanding } from './bill.types.js';

const afresh: readonly BillStanding[] = ['RECEIVED', 'NEEDS_CODING', 'DUPLICATE_SUSPECTED', 'DUPLICATE', 'HELD'];

/** Where a bill may go from where it stands. The database holds the same list. */
export const steps: Readonly<Record<BillStanding, readonly BillStanding[]>> = {
  RECEIVED: ['NEEDS_CODING', 'DUPLICATE_SUSPECTED', 'DUPLICATE', 'HELD', 'ROUTED', 'APPROVED', 'BYPASSED'],
  NEEDS_CODING: ['RECEIVED', 'DUPLICATE_SUSPECTED', 'DUPLICATE', 'HELD', 'BYPASSED'],
  DUPLICATE_SUSPECTED: ['RECEIVED', 'NEEDS_CODING', 'DUPLICATE', 'HELD', 'BYPASSED'],
  DUPLICATE: ['RECEIVED', 'NEEDS_CODING'],
  HELD: ['RECEIVED', 'NEEDS_CODING', 'DUPLICATE_SUSPECTED', 'DUPLICATE', 'BYPASSED'],
  ROUTED: ['APPROVED', 'REJECTED', ...afresh, 'BYPASSED'],
  REJECTED: ['RECEIVED', 'NEEDS_CODING', 'BYPASSED'],
  // What a ledger does not take has to be coded otherwise.
  APPROVED: ['PUSHED', 'PAID', ...afresh],
  PUSHED: ['PAID'],
  PAID: ['PAYMENT_REVERSED'],
  PAYMENT_REVERSED: ['PAID'],
  BYPASSED: ['PAID'],
};

/** True when the step is one of those. */
export const mayStep = (from: BillStanding, to: BillStanding): boolean => steps[from].includes(to);

/** Places in which it can be said what a bill is for. */
export const codable: readonly BillStanding[] = ['RECEIVED', 'NEEDS_CODING', 'DUPLICATE_SUSPECTED', 'HELD', 'ROUTED', 'APPROVED'];
/** Places in which a bill counts as one that the firm has: another like it is a duplicate. */
export const counting: readonly BillStanding[] = ['RECEIVED', 'HELD', 'ROUTED', 'APPROVED', 'PUSHED', 'PAID', 'PAYMENT_REVERSED', 'BYPASSED'];
/** Places that a list of work leaves out. */
export const over: readonly BillStanding[] = ['DUPLICATE', 'REJECTED', 'PAID'];
