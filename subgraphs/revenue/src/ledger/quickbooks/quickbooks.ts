import { currencyOf } from '../../invoice/amount.rules.js';
import { LedgerRefused, nullWhenRefused, type Ledger, type LedgerChanges, type LedgerCode, type LedgerKind, type LedgerPayment, type NewParty, type Organisation, type Paper, type PaperReading, type Party, type PaymentReading, type RefusalCode } from '../ledger-port.js';
import { codedLines, type CodedLine } from '../paper-lines.js';
import { wireAmount } from '../wire-amounts.js';
import { readQuickbooksCallback } from './callback.js';
import { QuickbooksClient, type Entity, type QuickbooksLine } from './client.js';
import { entityOf, isSale, paperReading, partyOf, paymentReading, shortReference, wirePaper, type WirePaper, type WireParty, type WirePayment } from './wire-shapes.js';

interface WireChange { readonly Id: string; readonly status?: string }
const longestLookMs = 29 * 86_400_000;
const watched: readonly Entity[] = ['Invoice', 'CreditMemo', 'Bill', 'VendorCredit', 'Payment', 'BillPayment'];
const kinds: Readonly<Partial<Record<Entity, LedgerKind>>> = { Invoice: 'INVOICE', CreditMemo: 'CREDIT_NOTE', Bill: 'BILL', VendorCredit: 'BILL_CREDIT', Payment: 'PAYMENT', BillPayment: 'PAYMENT' };

/** It does not know the paper, or its customer was closed. */
const unknown: readonly RefusalCode[] = ['NOT_FOUND', 'PARTY_INACTIVE'];

/** QuickBooks Online through `node-quickbooks`. */
export class QuickbooksLedger implements Ledger {
  readonly name = 'QUICKBOOKS';
  readonly readCallback = readQuickbooksCallback;
  readonly #client: QuickbooksClient;
  constructor(private readonly line: QuickbooksLine) { this.#client = new QuickbooksClient(line); }

  async organisation(): Promise<Organisation> {
    const [company, preferences] = [await this.#client.company<{ CompanyName: string; Country?: string }>(), await this.#client.preferences<{ AccountingInfoPrefs?: { BookCloseDate?: string }; CurrencyPrefs?: { HomeCurrency?: { value?: string } } }>()];
    return { name: company.CompanyName, country: company.Country ?? null, currency: preferences.CurrencyPrefs?.HomeCurrency?.value ?? 'USD', closedUntil: preferences.AccountingInfoPrefs?.BookCloseDate ?? null };
  }

  async codes(): Promise<LedgerCode[]> {
    const [items, accounts, taxes, rates] = [
      await this.#client.find<{ Id: string; Name: string; Sku?: string; Type?: string }>('Item', {}), await this.#client.find<{ Id: string; Name: string; AcctNum?: string; Classification?: string }>('Account', {}),
      await this.#client.find<{ Id: string; Name: string; Description?: string; SalesTaxRateList?: { TaxRateDetail?: { TaxRateRef?: { value: string } }[] } }>('TaxCode', {}), await this.#client.find<{ Id: string; RateValue?: number }>('TaxRate', {}),
    ];
    const rateOf = (ids: readonly string[]): number => rates.filter((one) => ids.includes(one.Id)).reduce((sum, one) => sum + Math.round((one.RateValue ?? 0) * 100), 0);
    return [
      ...items.filter((one) => one.Type !== 'Category').map((one): LedgerCode => ({ id: one.Id, code: one.Sku ?? one.Name, name: one.Name, kind: 'INCOME', rateBasisPoints: null })),
      ...accounts.filter((one) => one.Classification === 'Expense').map((one): LedgerCode => ({ id: one.Id, code: one.AcctNum ?? one.Name, name: one.Name, kind: 'EXPENSE', rateBasisPoints: null })),
      ...taxes.map((one): LedgerCode => ({ id: one.Id, code: one.Name, name: one.Description ?? one.Name, kind: 'TAX', rateBasisPoints: rateOf((one.SalesTaxRateList?.TaxRateDetail ?? []).flatMap((detail) => detail.TaxRateRef?.value ?? [])) })),
    ];
  }

  async findParties(side: 'CUSTOMER' | 'VENDOR', name: string): Promise<Party[]> { return (await this.#client.find<WireParty>(side === 'CUSTOMER' ? 'Customer' : 'Vendor', { DisplayName: name })).map(partyOf); }
  async createParty(side: 'CUSTOMER' | 'VENDOR', party: NewParty, key: string): Promise<Party> {
    return partyOf(await this.#client.create<WireParty>(side === 'CUSTOMER' ? 'Customer' : 'Vendor', { DisplayName: party.name, ...(party.email ? { PrimaryEmailAddr: { Address: party.email } } : {}) }, key));
  }

  async find(kind: Paper['kind'], number: string, partyId: string): Promise<PaperReading | null> {
    const found = await this.#client.find<WirePaper>(entityOf[kind], { DocNumber: number, ...(isSale(kind) ? {} : { VendorRef: partyId }) });
    return found[0] ? this.#seen(kind, found[0]) : null;
  }
  async create(paper: Paper, key: string): Promise<PaperReading> { return this.#seen(paper.kind, await this.#client.create<WirePaper>(entityOf[paper.kind], wirePaper(paper, await this.#coded(paper)), key)); }
  async read(kind: Paper['kind'], externalId: string): Promise<PaperReading | null> {
    const found = await nullWhenRefused(unknown, this.#client.read<WirePaper>(entityOf[kind], externalId));
    return found ? this.#seen(kind, found) : null;
  }

  /** Only invoices can be voided by programs; what else is taken back is deleted. */
  async cancel(kind: Paper['kind'], externalId: string, key: string): Promise<PaperReading> {
    const before = await this.read(kind, externalId);
    if (!before) throw new LedgerRefused(this.name, 'QuickBooks: this does not stand there any more.', 'NOT_FOUND');
    if (before.status === 'VOID') return before;
    if (before.balanceMinor !== before.totalMinor) throw new LedgerRefused(this.name, 'QuickBooks: something is paid on it. Take the payment back first.', 'INVALID', before.url);
    const entity = entityOf[kind];
    await this.#client.end(kind === 'INVOICE' ? 'void' : 'delete', entity, { Id: externalId, SyncToken: before.syncToken ?? '0' }, key);
    return { ...before, status: 'VOID', balanceMinor: 0n };
  }

  async rewrite(externalId: string, paper: Paper, key: string): Promise<PaperReading> {
    const before = await this.read(paper.kind, externalId);
    if (!before || before.status === 'VOID') throw new LedgerRefused(this.name, 'QuickBooks: this was taken back there, so it cannot be written anew.', 'NOT_FOUND', before?.url ?? null);
    const body = { ...wirePaper(paper, await this.#coded(paper)), Id: externalId, SyncToken: before.syncToken ?? '0' };
    return this.#seen(paper.kind, await this.#client.rewrite<WirePaper>(entityOf[paper.kind], body, key));
  }

  async attach(kind: Paper['kind'], externalId: string, file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array }): Promise<void> {
    const there = await this.#client.find<{ FileName?: string }>('Attachable', { 'AttachableRef.EntityRef.Value': externalId });
    if (!there.some((one) => one.FileName === file.name)) await this.#client.upload(entityOf[kind], externalId, file);
  }

  async findPayment(reference: string, partyId: string): Promise<PaymentReading | null> {
    const [found] = await this.#client.find<WirePayment>('Payment', { PaymentRefNum: shortReference(reference), CustomerRef: partyId });
    return found ? paymentReading('RECEIVED', found) : null;
  }
  async createPayment(payment: LedgerPayment, key: string): Promise<PaymentReading> {
    const { currency } = payment;
    const body = { CustomerRef: { value: payment.partyId }, TotalAmt: wireAmount(payment.totalMinor, currency), TxnDate: payment.day, CurrencyRef: { value: currency }, PaymentRefNum: shortReference(payment.reference), Line: payment.appliesTo.map((one) => ({ Amount: wireAmount(one.minor, currency), LinkedTxn: [{ TxnId: one.externalId, TxnType: 'Invoice' }] })) };
    return paymentReading('RECEIVED', await this.#client.create<WirePayment>('Payment', body, key));
  }
  async readPayment(externalId: string): Promise<PaymentReading | null> {
    const received = await nullWhenRefused(unknown, this.#client.read<WirePayment>('Payment', externalId));
    if (received?.CustomerRef) return paymentReading('RECEIVED', received);
    const paid = await nullWhenRefused(unknown, this.#client.read<WirePayment>('BillPayment', externalId));
    return paid ? paymentReading('PAID_OUT', paid) : null;
  }

  async cancelPayment(externalId: string | null, reference: string, key: string): Promise<void> {
    const [found] = externalId === null ? await this.#client.find<WirePayment>('Payment', { PaymentRefNum: shortReference(reference) }) : [];
    const id = externalId ?? found?.Id;
    const there = id === undefined ? null : await this.readPayment(id);
    if (there?.status === 'DONE') await this.#client.end('delete', there.side === 'RECEIVED' ? 'Payment' : 'BillPayment', { Id: there.externalId, SyncToken: there.syncToken ?? '0' }, key);
  }

  async changesSince(since: Date): Promise<LedgerChanges> {
    const until = this.line.now();
    // The vendor looks back thirty days at most; what is older, the daily comparison finds.
    const from = new Date(Math.max(since.getTime(), until.getTime() - longestLookMs));
    const { CDCResponse } = await this.#client.changes<{ CDCResponse: { QueryResponse: Record<string, WireChange[] | number>[] }[] }>(watched, from);
    const papers = CDCResponse.flatMap((one) => one.QueryResponse).flatMap((part) => watched.flatMap((entity) => { const rows = part[entity]; const kind = kinds[entity]; return Array.isArray(rows) && kind ? rows.map(({ Id }) => ({ kind, externalId: Id })) : []; }));
    return { papers, until };
  }

  #seen(kind: Paper['kind'], wire: WirePaper): PaperReading { return paperReading(kind, wire, this.line.appUrl); }
  async #coded(paper: Paper): Promise<CodedLine[]> {
    const currency = currencyOf(paper.currency);
    if (currency === null) throw new LedgerRefused(this.name, `QuickBooks knows no currency ${paper.currency}.`, 'INVALID');
    return codedLines(paper, { ledger: this.name, label: 'QuickBooks', known: await this.codes(), usualAccount: this.line.usualAccount, currency });
  }
}
