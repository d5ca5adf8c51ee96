/** Where a payment stands. What was given back of it is told by its refunds. */
export type PaymentStanding = 'PENDING' | 'RECEIVED' | 'FAILED';
/** Where a dispute about a payment stands: its payer asked their bank to take it back. */
export type DisputeStanding = 'OPEN' | 'WON' | 'LOST';
/** How money came. */
export type PaymentWay = 'BANK_TRANSFER' | 'CARD' | 'DIRECT_DEBIT' | 'CASH' | 'CHEQUE' | 'OTHER';
/** Why money went onto an invoice, or off it. */
export type AllocationKind = 'PAID' | 'RELEASED' | 'REFUNDED' | 'FAILED';
/** What somebody wants a payment to settle: so much of an invoice, or all that is owed of it. */
export interface Wanted { readonly invoiceId: string; readonly minor: string | null }
