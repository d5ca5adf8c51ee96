import { Conflict, Forbidden, Invalid } from '@firmament/kit';

/** An invoice contradicts itself. */
export class InvoiceInvalid extends Invalid {
  constructor(why: string, field = 'input.lines') { super('REVENUE_INVOICE', `This invoice cannot stand: ${why}.`, field); }
}
/** The act does not fit where the invoice stands; the state says where that is. */
export class InvoiceState extends Conflict {
  constructor(state: string, sentence: string) { super('REVENUE_INVOICE_STATE', sentence, { state }); }
}
/** What has a number was told to the world. */
export class InvoiceImmutable extends Conflict {
  constructor() { super('REVENUE_INVOICE_ISSUED', 'This invoice has its number: it can no longer be changed. Write a credit note instead.'); }
}
/** A milestone, an hour or a period stands on one invoice. */
export class BilledAlready extends Conflict {
  constructor() { super('REVENUE_BILLED_ALREADY', 'Something on it stands on another invoice already.'); }
}
/** There is nothing of this milestone to bill. */
export class NothingToBill extends Conflict {
  constructor(why: string) { super('REVENUE_NOTHING_TO_BILL', `Nothing can be billed: ${why}.`); }
}
type Kind = 'INVOICE' | 'BILL';
const nouns: Readonly<Record<Kind, string>> = { INVOICE: 'invoice', BILL: 'bill' };
/** Who wrote an invoice, or handed a bill in, does not approve it. */
export class AuthorNeverApproves extends Forbidden {
  constructor(kind: Kind = 'INVOICE') { super(kind === 'INVOICE' ? 'Whoever wrote or changed an invoice does not approve it. Ask another person.' : 'Whoever handed a bill in or coded it does not approve it. Ask another person.', `REVENUE_OWN_${kind}`); }
}
/** Somebody approved words that stand there no more. */
export class ContentChanged extends Conflict {
  constructor(kind: Kind = 'INVOICE') { super('REVENUE_CONTENT_CHANGED', `This ${nouns[kind]} says something else by now. Look at it again before you decide.`); }
}
/** The step whose turn it is belongs to others. */
export class NotYourTurn extends Forbidden {
  constructor(kind: Kind = 'INVOICE') { super(`This ${nouns[kind]} waits for other people, or you have decided already.`, 'REVENUE_NOT_YOUR_TURN'); }
}
/** More than may be approved in one go. */
export class BatchTooLarge extends Conflict {
  constructor(sentence: string) { super('REVENUE_BATCH_CAP', sentence); }
}
/** A rule of approval contradicts itself. */
export class RuleInvalid extends Invalid {
  constructor(why: string, field: string) { super('REVENUE_APPROVAL_RULE', `This rule cannot stand: ${why}.`, field); }
}
/** The object store did not answer; nothing was begun. */
export class DocumentStoreDown extends Conflict {
  constructor() { super('REVENUE_STORE_UNAVAILABLE', 'The file store does not answer at this moment. Nothing was lost; try again.'); }
}
/** An amount of money does not fit. */
export class MoneyInvalid extends Invalid {
  constructor(why: string, field: string) { super('REVENUE_AMOUNT', `This does not add up: ${why}.`, field); }
}
/** The act does not fit where the payment stands. */
export class PaymentState extends Conflict {
  constructor(state: string, sentence: string) { super('REVENUE_PAYMENT_STATE', sentence, { state }); }
}
