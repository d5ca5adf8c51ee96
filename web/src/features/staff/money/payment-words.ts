import type { PaymentMethod, PaymentRowFragment, PaymentState } from '../../../gql/staff/graphql';

/** How money came, in words behind an amount. */
export const methodWords: Record<PaymentMethod, string> = { BANK_TRANSFER: 'by bank transfer', CARD: 'by card', DIRECT_DEBIT: 'by direct debit', CASH: 'in cash', CHEQUE: 'by cheque', OTHER: 'in another way' };

/** Where a payment stands, as people look at it: one that is disputed is not simply there. */
export const paymentState = (row: Pick<PaymentRowFragment, 'state' | 'dispute'>): PaymentState | 'DISPUTED' => (row.dispute?.state === 'OPEN' ? 'DISPUTED' : row.state);
