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
/** The act does not fit where a plan stands. */
export class PlanState extends Conflict {
  constructor(sentence: string) { super('REVENUE_PLAN_STATE', sentence); }
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
/** A bill contradicts itself. */
export class BillInvalid extends Invalid {
  constructor(why: string, field = 'input.lines') { super('REVENUE_BILL', `This bill cannot stand: ${why}.`, field); }
}
/** The act does not fit where the bill stands; the state says where that is. */
export class BillState extends Conflict {
  constructor(state: string, sentence: string) { super('REVENUE_BILL_STATE', sentence, { state }); }
}
/** Another bill of this vendor carries the number: two of one number are one bill to every ledger. */
export class BillNumberTaken extends Conflict {
  constructor() { super('REVENUE_BILL_NUMBER', 'Another bill of this vendor carries this number. Is it the same one? Otherwise write the number as it stands on this bill, with its year or series.'); }
}
/** Whoever handed a bill in does not release it. */
export class SubmitterNeverReleases extends Forbidden {
  constructor() { super('Whoever handed this bill in or coded it does not release it. Ask another person.', 'REVENUE_OWN_BILL'); }
}
/** The file is not what was declared. */
export class BillFileInvalid extends Invalid {
  constructor(why: string, field = 'input.uploadId') { super('REVENUE_BILL_FILE', `This file cannot be taken: ${why}.`, field); }
}
/** The name of a vendor means several. */
export class VendorUnclear extends Conflict {
  constructor() { super('REVENUE_VENDOR_UNCLEAR', 'Several vendors are called so. Say which one it is.'); }
}
