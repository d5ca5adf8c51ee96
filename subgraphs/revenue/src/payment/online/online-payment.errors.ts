import { Conflict, Forbidden } from '@firmament/kit';

/** Firms write payments down; only clients pay. */
export class OnlyTheClientPays extends Forbidden {
  constructor() { super('Only the client pays in the portal. Write down what came in another way.', 'REVENUE_ONLY_THE_CLIENT'); }
}
/** The firm takes no payments online at this moment. */
export class NotPayableOnline extends Conflict {
  constructor() { super('REVENUE_NOT_PAYABLE_ONLINE', 'This invoice cannot be paid online at this moment. See how else it can be paid.'); }
}
/** Somebody pressed a button under a sum that is another by now. */
export class BalanceChanged extends Conflict {
  constructor(balanceMinor: bigint) { super('REVENUE_BALANCE_CHANGED', 'Another amount is owed by now. Look again before you pay.', { balanceMinor: String(balanceMinor) }); }
}
/** A page over another sum is still open at the service; it is being closed. */
export class PaymentUnderWay extends Conflict {
  constructor() { super('REVENUE_PAYMENT_UNDER_WAY', 'An earlier payment page over another amount is being closed. Try again in a moment.'); }
}
/** The act does not fit where the try stands. */
export class OnlinePaymentStands extends Conflict {
  constructor(state: string, sentence: string) { super('REVENUE_ONLINE_PAYMENT_STATE', sentence, { state }); }
}
