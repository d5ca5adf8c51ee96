import type { CodedLine } from '../paper-lines.js';
import type { Paper, PaperReading, Party, PaymentReading } from '../ledger-port.js';
import { minorOfWire, wireAmount, wireQuantity } from '../wire-amounts.js';
import type { Entity } from './client.js';

/** Shapes of the vendor's schema, as far as they are used (IntuitNamesTypes.xsd, Finance.xsd). */
interface Ref { readonly value: string; readonly name?: string }
export interface WirePaper {
  readonly Id: string; readonly SyncToken?: string; readonly DocNumber?: string; readonly TxnDate?: string; readonly DueDate?: string; readonly CurrencyRef?: Ref; readonly CustomerRef?: Ref; readonly VendorRef?: Ref; readonly PrivateNote?: string; readonly TotalAmt?: number; readonly Balance?: number; readonly status?: string;
  readonly TxnTaxDetail?: { readonly TotalTax?: number }; readonly Line?: readonly { readonly Id?: string; readonly Description?: string; readonly Amount?: number; readonly DetailType?: string; readonly SalesItemLineDetail?: { readonly ItemRef?: Ref; readonly TaxCodeRef?: Ref }; readonly AccountBasedExpenseLineDetail?: { readonly AccountRef?: Ref; readonly TaxCodeRef?: Ref } }[];
}
export interface WirePayment { readonly Id: string; readonly SyncToken?: string; readonly TxnDate?: string; readonly TotalAmt?: number; readonly CurrencyRef?: Ref; readonly CustomerRef?: Ref; readonly VendorRef?: Ref; readonly PaymentRefNum?: string; readonly DocNumber?: string; readonly status?: string; readonly Line?: readonly { readonly Amount?: number; readonly LinkedTxn?: readonly { readonly TxnId: string }[] }[] }
export interface WireParty { readonly Id: string; readonly DisplayName: string; readonly Active?: boolean; readonly PrimaryEmailAddr?: { readonly Address?: string } }

/** The vendor's names of what a paper is. */
export const entityOf: Readonly<Record<Paper['kind'], Entity>> = { INVOICE: 'Invoice', CREDIT_NOTE: 'CreditMemo', BILL: 'Bill', BILL_CREDIT: 'VendorCredit' };
/** On whose side a paper is. */
export const isSale = (kind: Paper['kind']): boolean => kind === 'INVOICE' || kind === 'CREDIT_NOTE';
/** The vendor keeps 21 letters of a payment's number: the end of ours, which is where ours differ. */
export const shortReference = (reference: string): string => reference.slice(-21);

/** A paper as the vendor takes it. The tax of the whole is ours to the cent: `TotalTax` is not reckoned again. */
export function wirePaper(paper: Paper, lines: readonly CodedLine[]): object {
  const { currency } = paper;
  const party = { value: paper.partyId };
  return {
    DocNumber: paper.number, TxnDate: paper.day, ...(paper.dueOn ? { DueDate: paper.dueOn } : {}), CurrencyRef: { value: currency }, ...(isSale(paper.kind) ? { CustomerRef: party } : { VendorRef: party }), ...(paper.memo ? { PrivateNote: paper.memo } : {}), GlobalTaxCalculation: 'TaxExcluded',
    Line: lines.map(({ line, account, tax, milli, unitMinor, text }) => ({
      Amount: wireAmount(line.netMinor, currency), Description: text,
      ...(isSale(paper.kind) ? { DetailType: 'SalesItemLineDetail', SalesItemLineDetail: { ItemRef: { value: account.id }, Qty: wireQuantity(milli), UnitPrice: wireAmount(unitMinor, currency), TaxCodeRef: { value: tax?.id ?? 'NON' } } }
        : { DetailType: 'AccountBasedExpenseLineDetail', AccountBasedExpenseLineDetail: { AccountRef: { value: account.id }, TaxCodeRef: { value: tax?.id ?? 'NON' } } }),
    })),
    TxnTaxDetail: { TotalTax: wireAmount(paper.taxMinor, currency) },
  };
}

/** A paper as it stands there. What was voided has no amounts left. */
export function paperReading(kind: Paper['kind'], wire: WirePaper, appUrl: string): PaperReading {
  const currency = wire.CurrencyRef?.value ?? 'USD';
  const party = wire.CustomerRef ?? wire.VendorRef;
  const [total, tax] = [minorOfWire(wire.TotalAmt, currency), minorOfWire(wire.TxnTaxDetail?.TotalTax, currency)];
  const balance = minorOfWire(wire.Balance, currency);
  const isVoid = wire.status === 'Deleted' || (total === 0n && /^voided/i.test(wire.PrivateNote ?? ''));
  return {
    kind, externalId: wire.Id, syncToken: wire.SyncToken ?? null, number: wire.DocNumber ?? null, partyId: party?.value ?? '', partyName: party?.name ?? '', status: isVoid ? 'VOID' : balance === 0n && total !== 0n ? 'PAID' : 'OPEN', currency, day: wire.TxnDate ?? '', dueOn: wire.DueDate ?? null,
    netMinor: total - tax, taxMinor: tax, totalMinor: total, balanceMinor: balance, url: `${appUrl}/app/${entityOf[kind].toLowerCase()}?txnId=${wire.Id}`,
    lines: (wire.Line ?? []).filter((line) => line.SalesItemLineDetail ?? line.AccountBasedExpenseLineDetail).map((line) => {
      const taxCode = (line.SalesItemLineDetail ?? line.AccountBasedExpenseLineDetail)?.TaxCodeRef?.value;
      return { externalId: line.Id ?? '', text: line.Description ?? '', netMinor: minorOfWire(line.Amount, currency), accountCode: line.SalesItemLineDetail?.ItemRef?.value ?? line.AccountBasedExpenseLineDetail?.AccountRef?.value ?? null, taxCode: taxCode === undefined || taxCode === 'NON' ? null : taxCode };
    }),
  };
}

export function paymentReading(side: PaymentReading['side'], wire: WirePayment): PaymentReading {
  const currency = wire.CurrencyRef?.value ?? 'USD';
  return {
    externalId: wire.Id, syncToken: wire.SyncToken ?? null, reference: wire.PaymentRefNum ?? wire.DocNumber ?? null, side, partyId: (wire.CustomerRef ?? wire.VendorRef)?.value ?? '', currency, day: wire.TxnDate ?? '', totalMinor: minorOfWire(wire.TotalAmt, currency), feeMinor: null,
    status: wire.status === 'Deleted' ? 'DELETED' : 'DONE', appliesTo: (wire.Line ?? []).flatMap((line) => (line.LinkedTxn ?? []).map(({ TxnId }) => ({ externalId: TxnId, minor: minorOfWire(line.Amount, currency) }))),
  };
}

export const partyOf = (wire: WireParty): Party => ({ externalId: wire.Id, name: wire.DisplayName, email: wire.PrimaryEmailAddr?.Address ?? null, active: wire.Active ?? true });
