import type { PaymentMethod } from '../../../gql/staff/graphql';

/** How money came, in words behind an amount. */
export const methodWords: Record<PaymentMethod, string> = { BANK_TRANSFER: 'by bank transfer', CARD: 'by card', DIRECT_DEBIT: 'by direct debit', CASH: 'in cash', CHEQUE: 'by cheque', OTHER: 'in another way' };
