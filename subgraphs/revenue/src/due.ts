import { dueList } from '@firmament/kit';

/** What comes due by the clock: a recurring item of a plan, an approval whose time is up, an invoice on its way out, a paper on its way to the ledger, a look at what changed there, the daily comparison, a try to pay online, a look at what became of charges, a receipt, the document of a refund, the next word about an invoice that nobody pays. Items of plans are entered by the database, as their next day changes. */
export type DueKind = 'recurring' | 'approval' | 'issue' | 'ledger' | 'readback' | 'compare' | 'online' | 'charges' | 'receipt' | 'refund' | 'dunning';

export const { laterOn, notAnyMore, dueNow } = dueList<DueKind>('revenue.due');
