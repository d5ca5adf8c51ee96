import { CreditNote, Invoice, LineAmountTypes, Payment, type Contact, type LineItem } from 'xero-node';
import type { CodedLine } from '../paper-lines.js';
import type { Paper, PaperReading, Party, PaymentReading } from '../ledger-port.js';
import { minorOfWire, wireAmount, wireQuantity } from '../wire-amounts.js';

/** True where the vendor keeps it as a credit note and not as an invoice. */
export const isNote = (kind: Paper['kind']): boolean => kind === 'CREDIT_NOTE' || kind === 'BILL_CREDIT';
/** The vendor's names of what a paper is. */
export const typeOf: Readonly<Record<Paper['kind'], 'ACCREC' | 'ACCPAY' | 'ACCRECCREDIT' | 'ACCPAYCREDIT'>> = { INVOICE: 'ACCREC', BILL: 'ACCPAY', CREDIT_NOTE: 'ACCRECCREDIT', BILL_CREDIT: 'ACCPAYCREDIT' };
const kindOf: Readonly<Record<string, Paper['kind']>> = { ACCREC: 'INVOICE', ACCPAY: 'BILL', ACCRECCREDIT: 'CREDIT_NOTE', ACCPAYCREDIT: 'BILL_CREDIT' };

/** The client gives days as texts or as dates, by how the vendor sent them. */
function dayOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' ? value.slice(0, 10) : '';
}

const lineOf = (currency: string) => ({ line, account, tax, milli, unitMinor, text }: CodedLine): LineItem => ({
  description: text, quantity: wireQuantity(milli), unitAmount: wireAmount(unitMinor, currency), lineAmount: wireAmount(line.netMinor, currency), accountCode: account.code, taxType: tax?.code ?? 'NONE', taxAmount: wireAmount(line.taxMinor, currency),
});

/** What invoices and notes say alike. Tax is ours to the cent: it is sent with each line. */
const common = (paper: Paper, lines: readonly CodedLine[]) => ({ contact: { contactID: paper.partyId }, date: paper.day, lineAmountTypes: LineAmountTypes.Exclusive, currencyCode: paper.currency as never, ...(paper.memo ? { reference: paper.memo } : {}), lineItems: lines.map(lineOf(paper.currency)) });

/** A paper as the vendor takes it: approved, so that it waits to be paid. */
export const wireInvoice = (paper: Paper, lines: readonly CodedLine[]): Invoice => ({ ...common(paper, lines), type: typeOf[paper.kind] as unknown as Invoice.TypeEnum, invoiceNumber: paper.number, status: Invoice.StatusEnum.AUTHORISED, ...(paper.dueOn ? { dueDate: paper.dueOn } : {}) });
export const wireNote = (paper: Paper, lines: readonly CodedLine[]): CreditNote => ({ ...common(paper, lines), type: typeOf[paper.kind] as unknown as CreditNote.TypeEnum, creditNoteNumber: paper.number, status: CreditNote.StatusEnum.AUTHORISED });

/** A paper as it stands there. */
export function paperReading(wire: Invoice | CreditNote, appUrl: string): PaperReading {
  const currency = String(wire.currencyCode ?? 'GBP');
  const minor = (amount: number | undefined): bigint => minorOfWire(amount, currency);
  const kind = kindOf[String(wire.type)] ?? 'INVOICE';
  const { invoiceID, invoiceNumber, amountDue, dueDate } = wire as Invoice;
  const { creditNoteID, creditNoteNumber, remainingCredit } = wire as CreditNote;
  const externalId = (isNote(kind) ? creditNoteID : invoiceID) ?? '';
  const status = { DRAFT: 'DRAFT', SUBMITTED: 'DRAFT', AUTHORISED: 'OPEN', PAID: 'PAID', VOIDED: 'VOID', DELETED: 'VOID' }[String(wire.status)] as PaperReading['status'] | undefined;
  const place = kind === 'INVOICE' ? 'AccountsReceivable/View.aspx?InvoiceID=' : kind === 'BILL' ? 'AccountsPayable/View.aspx?InvoiceID=' : 'AccountsReceivable/ViewCreditNote.aspx?creditNoteID=';
  return {
    kind, externalId, syncToken: null, number: (isNote(kind) ? creditNoteNumber : invoiceNumber) ?? null, partyId: wire.contact?.contactID ?? '', partyName: wire.contact?.name ?? '', status: status ?? 'OPEN', currency, day: dayOf(wire.date), dueOn: dueDate ? dayOf(dueDate) : null,
    netMinor: minor(wire.subTotal), taxMinor: minor(wire.totalTax), totalMinor: minor(wire.total), balanceMinor: minor(isNote(kind) ? remainingCredit : amountDue), url: `${appUrl}/${place}${externalId}`,
    lines: (wire.lineItems ?? []).map((line) => ({ externalId: line.lineItemID ?? '', text: line.description ?? '', netMinor: minor(line.lineAmount), accountCode: line.accountCode ?? null, taxCode: line.taxType === undefined || line.taxType === 'NONE' ? null : line.taxType })),
  };
}

export function paymentReading(wire: Payment): PaymentReading {
  const { invoice, creditNote } = wire;
  const currency = String((invoice ?? creditNote)?.currencyCode ?? 'GBP');
  const total = minorOfWire(wire.amount, currency);
  const banked = wire.bankAmount === undefined ? null : minorOfWire(wire.bankAmount, currency);
  const applied = invoice?.invoiceID ?? creditNote?.creditNoteID;
  return {
    externalId: wire.paymentID ?? '', syncToken: null, reference: wire.reference || null, side: /^(ACCPAYPAYMENT|ARCREDITPAYMENT|ACCRECCREDITPAYMENT)$/.test(String(wire.paymentType)) ? 'PAID_OUT' : 'RECEIVED', partyId: (invoice ?? creditNote)?.contact?.contactID ?? '', currency, day: dayOf(wire.date), totalMinor: total,
    feeMinor: banked !== null && banked < total ? total - banked : null, status: wire.status === Payment.StatusEnum.DELETED ? 'DELETED' : 'DONE', appliesTo: applied ? [{ externalId: applied, minor: total }] : [],
  };
}

export const partyOf = (wire: Contact): Party => ({ externalId: wire.contactID ?? '', name: wire.name ?? '', email: wire.emailAddress ?? null, active: String(wire.contactStatus ?? 'ACTIVE') === 'ACTIVE' });
