import { CreditNote, Invoice, Payment } from 'xero-node';
import { currencyOf } from '../../invoice/amount.rules.js';
import { LedgerRefused, nullWhenRefused, type Ledger, type LedgerChanges, type LedgerCode, type LedgerKind, type LedgerPayment, type NewParty, type Organisation, type Paper, type PaperReading, type Party, type PaymentReading, type RefusalCode } from '../ledger-port.js';
import { codedLines, type CodedLine } from '../paper-lines.js';
import { wireAmount } from '../wire-amounts.js';
import { readXeroCallback } from './callback.js';
import { XeroBooks, type XeroLine } from './client.js';
import { isNote, paperReading, partyOf, paymentReading, typeOf, wireInvoice, wireNote } from './wire-shapes.js';

/** A text inside the vendor's filter language. */
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
/** A page of the vendor's lists. */
const pageSize = 100;
const unknown: readonly RefusalCode[] = ['NOT_FOUND'];

/** Xero through `xero-node`. */
export class XeroLedger implements Ledger {
  readonly name = 'XERO';
  readonly readCallback = readXeroCallback;
  readonly #books: XeroBooks;
  constructor(private readonly line: XeroLine) { this.#books = new XeroBooks(line); }

  async organisation(): Promise<Organisation> {
    const { organisations = [] } = await this.#books.ask((api, tenant) => api.getOrganisations(tenant));
    const [one] = organisations;
    const locks = [one?.periodLockDate, one?.endOfYearLockDate].flatMap((date) => (date ? [String(date).slice(0, 10)] : [])).sort();
    return { name: one?.name ?? '', currency: String(one?.baseCurrency ?? 'GBP'), country: one?.countryCode ? String(one.countryCode) : null, closedUntil: locks.at(-1) ?? null };
  }

  async codes(): Promise<LedgerCode[]> {
    const [{ accounts = [] }, { taxRates = [] }] = [await this.#books.ask((api, tenant) => api.getAccounts(tenant)), await this.#books.ask((api, tenant) => api.getTaxRates(tenant))];
    const open = accounts.filter((one) => one.code && String(one.status) === 'ACTIVE' && String(one.type) !== 'BANK');
    return [
      ...open.map((one): LedgerCode => ({ id: one.accountID ?? '', code: one.code ?? '', name: one.name ?? '', kind: /REVENUE|SALES|INCOME/.test(String(one.type)) ? 'INCOME' : 'EXPENSE', rateBasisPoints: null })),
      ...taxRates.map((one): LedgerCode => ({ id: one.taxType ?? '', code: one.taxType ?? '', name: one.name ?? '', kind: 'TAX', rateBasisPoints: Math.round((one.effectiveRate ?? 0) * 100) })),
    ];
  }

  /** Xero keeps customers and vendors as contacts alike. */
  async findParties(_side: 'CUSTOMER' | 'VENDOR', name: string): Promise<Party[]> {
    const { contacts = [] } = await this.#books.ask((api, tenant) => api.getContacts(tenant, undefined, `Name.ToLower()==${quoted(name.toLowerCase())}`, undefined, undefined, undefined, true));
    return contacts.map(partyOf);
  }
  async createParty(_side: 'CUSTOMER' | 'VENDOR', party: NewParty, key: string): Promise<Party> {
    const { contacts = [] } = await this.#books.ask((api, tenant) => api.createContacts(tenant, { contacts: [{ name: party.name, ...(party.email ? { emailAddress: party.email } : {}) }] }, true, key));
    return partyOf(contacts[0] ?? {});
  }

  async find(kind: Paper['kind'], number: string, partyId: string): Promise<PaperReading | null> {
    const where = `Type==${quoted(typeOf[kind])} AND ${isNote(kind) ? 'CreditNote' : 'Invoice'}Number==${quoted(number)}${kind === 'BILL' || kind === 'BILL_CREDIT' ? ` AND Contact.ContactID==guid(${quoted(partyId)})` : ''}`;
    const found = isNote(kind) ? (await this.#books.ask((api, tenant) => api.getCreditNotes(tenant, undefined, where))).creditNotes : (await this.#books.ask((api, tenant) => api.getInvoices(tenant, undefined, where))).invoices;
    // What was deleted there keeps its number, and does not stand there any more.
    const [one] = (found ?? []).filter((each) => String(each.status) !== 'DELETED');
    return one ? paperReading(one, this.line.appUrl) : null;
  }

  async create(paper: Paper, key: string): Promise<PaperReading> {
    const lines = await this.#coded(paper);
    const made = isNote(paper.kind) ? (await this.#books.ask((api, tenant) => api.createCreditNotes(tenant, { creditNotes: [wireNote(paper, lines)] }, true, undefined, key))).creditNotes
      : (await this.#books.ask((api, tenant) => api.createInvoices(tenant, { invoices: [wireInvoice(paper, lines)] }, true, undefined, key))).invoices;
    return paperReading(made?.[0] ?? {}, this.line.appUrl);
  }

  async read(kind: Paper['kind'], externalId: string): Promise<PaperReading | null> {
    const found = await nullWhenRefused<(Invoice | CreditNote)[] | undefined>(unknown, isNote(kind) ? this.#books.ask((api, tenant) => api.getCreditNote(tenant, externalId)).then((one) => one.creditNotes) : this.#books.ask((api, tenant) => api.getInvoice(tenant, externalId)).then((one) => one.invoices));
    return found?.[0] ? paperReading(found[0], this.line.appUrl) : null;
  }

  async cancel(kind: Paper['kind'], externalId: string, key: string): Promise<PaperReading> {
    const before = await this.read(kind, externalId);
    if (!before) throw new LedgerRefused(this.name, 'Xero: this does not stand there any more.', 'NOT_FOUND');
    if (before.status === 'VOID') return before;
    if (before.balanceMinor !== before.totalMinor) throw new LedgerRefused(this.name, 'Xero: something is paid on it. Take the payment back first.', 'INVALID', before.url);
    const ended = isNote(kind) ? (await this.#books.ask((api, tenant) => api.updateCreditNote(tenant, externalId, { creditNotes: [{ status: CreditNote.StatusEnum.VOIDED }] }, undefined, key))).creditNotes
      : (await this.#books.ask((api, tenant) => api.updateInvoice(tenant, externalId, { invoices: [{ status: Invoice.StatusEnum.VOIDED }] }, undefined, key))).invoices;
    return paperReading(ended?.[0] ?? {}, this.line.appUrl);
  }

  async rewrite(externalId: string, paper: Paper, key: string): Promise<PaperReading> {
    const lines = await this.#coded(paper);
    const written = isNote(paper.kind) ? (await this.#books.ask((api, tenant) => api.updateCreditNote(tenant, externalId, { creditNotes: [wireNote(paper, lines)] }, undefined, key))).creditNotes
      : (await this.#books.ask((api, tenant) => api.updateInvoice(tenant, externalId, { invoices: [wireInvoice(paper, lines)] }, undefined, key))).invoices;
    return paperReading(written?.[0] ?? {}, this.line.appUrl);
  }

  async attach(kind: Paper['kind'], externalId: string, file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array }, key: string): Promise<void> {
    const bytes = Buffer.from(file.bytes);
    const options = { headers: { 'Content-Type': file.type } };
    if (isNote(kind)) await this.#books.ask((api, tenant) => api.createCreditNoteAttachmentByFileName(tenant, externalId, file.name, bytes, false, key, options));
    else await this.#books.ask((api, tenant) => api.createInvoiceAttachmentByFileName(tenant, externalId, file.name, bytes, false, key, options));
  }

  async findPayment(reference: string): Promise<PaymentReading | null> {
    const { payments = [] } = await this.#books.ask((api, tenant) => api.getPayments(tenant, undefined, `Reference==${quoted(reference)}`));
    return together(payments.map(paymentReading).filter((one) => one.status === 'DONE'));
  }

  /** Xero books money on one invoice at a time: what settles several is several entries under one reference. */
  async createPayment(payment: LedgerPayment, key: string): Promise<PaymentReading> {
    const { bankAccount } = this.line;
    if (bankAccount === null) throw new LedgerRefused(this.name, 'Xero: say into which bank account payments are booked.', 'ACCOUNT_CODE', `${this.line.appUrl}/GeneralLedger/ChartOfAccounts.aspx`);
    const made: PaymentReading[] = [];
    for (const one of payment.appliesTo) {
      const { payments = [] } = await this.#books.ask((api, tenant) => api.createPayments(tenant, { payments: [{ invoice: { invoiceID: one.externalId }, account: { code: bankAccount }, date: payment.day, amount: wireAmount(one.minor, payment.currency), reference: payment.reference }] }, true, `${key}:${one.externalId}`.slice(0, 128)));
      made.push(paymentReading(payments[0] ?? {}));
    }
    const whole = together(made);
    if (!whole) throw new LedgerRefused(this.name, 'Xero: money that settles nothing is not booked there.', 'INVALID');
    return whole;
  }

  async readPayment(externalId: string): Promise<PaymentReading | null> {
    const found = await nullWhenRefused(unknown, this.#books.ask((api, tenant) => api.getPayment(tenant, externalId)));
    return found?.payments?.[0] ? paymentReading(found.payments[0]) : null;
  }

  /** Money for several invoices is several entries there, under one reference. */
  async cancelPayment(externalId: string | null, reference: string, key: string): Promise<void> {
    const { payments = [] } = await this.#books.ask((api, tenant) => api.getPayments(tenant, undefined, `Reference==${quoted(reference)}`));
    const open = payments.filter((one) => one.status !== Payment.StatusEnum.DELETED).flatMap((one) => one.paymentID ?? []);
    const ids = new Set(open.length === 0 && externalId !== null && (await this.readPayment(externalId))?.status === 'DONE' ? [externalId] : open);
    for (const id of ids) await this.#books.ask((api, tenant) => api.deletePayment(tenant, id, { status: 'DELETED' }, `${key}:${id}`.slice(0, 128)));
  }

  async changesSince(since: Date): Promise<LedgerChanges> {
    const until = this.line.now();
    const papers: { kind: LedgerKind; externalId: string }[] = [];
    for (let page = 1; ; page += 1) {
      const { invoices = [] } = await this.#books.ask((api, tenant) => api.getInvoices(tenant, since, undefined, undefined, undefined, undefined, undefined, undefined, page));
      papers.push(...invoices.map((one) => paperReading(one, '')));
      if (invoices.length < pageSize) break;
    }
    const { creditNotes = [] } = await this.#books.ask((api, tenant) => api.getCreditNotes(tenant, since));
    const { payments = [] } = await this.#books.ask((api, tenant) => api.getPayments(tenant, since));
    papers.push(...creditNotes.map((one) => paperReading(one, '')), ...payments.map((one) => ({ kind: 'PAYMENT' as const, externalId: one.paymentID ?? '' })));
    return { papers: papers.map(({ kind, externalId }) => ({ kind, externalId })), until };
  }

  async #coded(paper: Paper): Promise<CodedLine[]> {
    const currency = currencyOf(paper.currency);
    if (currency === null) throw new LedgerRefused(this.name, `Xero knows no currency ${paper.currency}.`, 'INVALID');
    return codedLines(paper, { ledger: this.name, label: 'Xero', known: await this.codes(), usualAccount: this.line.usualAccount, currency });
  }
}

/** Entries under one reference as the one payment that they are; null when there is none. */
function together(entries: readonly PaymentReading[]): PaymentReading | null {
  const [first] = entries;
  if (!first) return null;
  return { ...first, totalMinor: entries.reduce((sum, one) => sum + one.totalMinor, 0n), appliesTo: entries.flatMap((one) => one.appliesTo) };
}
