/** Services that can take payments. */
export type PaymentServiceName = 'SANDBOX_PAY';
/** Where a charge stands at its service. */
export type ChargeStanding = 'OPEN' | 'PENDING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
/** How people pay at a service. */
export type OnlineWay = 'CARD' | 'DIRECT_DEBIT';
/** Where a try to pay online stands. */
export type OnlineStanding = 'STARTING' | 'OPEN' | 'PENDING' | 'REVIEW' | 'PAID' | 'FAILED' | 'ENDED';
