/** Which ledger. */
export type LedgerName = 'QUICKBOOKS' | 'XERO';
/** What a paper of ours is there. */
export type LedgerKind = 'INVOICE' | 'CREDIT_NOTE' | 'PAYMENT' | 'BILL' | 'BILL_CREDIT';
