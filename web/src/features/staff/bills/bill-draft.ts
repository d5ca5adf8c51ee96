import type { BillLineInput, CodeBillInput, CodedLineFragment } from '../../../gql/staff/graphql';
import { basisPointsOf, typedShare } from '../../../lib/amounts';
import { quantityOf, signedMinorOf, typedSigned } from '../money/invoice-draft';

/** A line of a bill as it is typed. */
export interface TypedBillLine { key: string; title: string; quantity: string; price: string; tax: string; accountCode: string; clientId: string; projectId: string | null; taxName: string | null; taxCode: string | null; taxIncluded: boolean; rebill: boolean | null }
/** A bill as it is typed. An empty `vendorId` is a vendor that nobody knows yet. */
export interface TypedBill { vendorId: string; vendorName: string; number: string; billedOn: string; dueOn: string; currency: string; credit: boolean; bankAccount: string; note: string; lines: TypedBillLine[] }
interface Coded { readonly number: string | null; readonly billedOn: string | null; readonly dueOn: string | null; readonly currency: string | null; readonly credit: boolean; readonly note: string | null; readonly vendor: { readonly id: string } | null; readonly lines: readonly CodedLineFragment[] }
/** What cannot be read of what was typed. */
export interface TypedFault { readonly at: string; readonly words: string }

/** A line with nothing on it. */
export const newLine = (key: string): TypedBillLine => ({ key, title: '', quantity: '1', price: '', tax: '', accountCode: '', clientId: '', projectId: null, taxName: null, taxCode: null, taxIncluded: false, rebill: null });

/** What was read of a bill, as it would be typed. */
export function typedBill(bill: Coded, currency: string): TypedBill {
  const money = bill.currency ?? currency;
  const lines = bill.lines.map((line): TypedBillLine => ({
    key: line.id, title: line.title, quantity: line.quantity.includes('.') ? line.quantity.replace(/\.?0+$/, '') : line.quantity, price: typedSigned(line.unitPrice.minor, money), tax: typedShare(line.taxBasisPoints), accountCode: line.accountCode ?? '',
    clientId: line.client?.id ?? '', projectId: line.projectId ?? null, taxName: line.taxName ?? null, taxCode: line.taxCode ?? null, taxIncluded: line.taxIncluded, rebill: line.rebill ?? null,
  }));
  return { vendorId: bill.vendor?.id ?? '', vendorName: '', number: bill.number ?? '', billedOn: bill.billedOn ?? '', dueOn: bill.dueOn ?? '', currency: money, credit: bill.credit, bankAccount: '', note: bill.note ?? '', lines: lines.length > 0 ? lines : [newLine('first')] };
}

function lineOf(line: TypedBillLine, no: number, currency: string): BillLineInput | TypedFault {
  const unitPriceMinor = signedMinorOf(line.price, currency);
  const quantity = quantityOf(line.quantity);
  const taxBasisPoints = line.tax.trim() === '' ? 0 : basisPointsOf(line.tax);
  if (line.title.trim() === '') return { at: `title ${line.key}`, words: `Say what line ${no} is.` };
  if (unitPriceMinor === null) return { at: `price ${line.key}`, words: `«${line.price}» is no amount in ${currency}.` };
  if (quantity === null) return { at: `quantity ${line.key}`, words: `«${line.quantity}» is no quantity.` };
  if (taxBasisPoints === null) return { at: `tax ${line.key}`, words: `«${line.tax}» is no share of 0 to 100 percent.` };
  return { title: line.title.trim(), quantity, unitPriceMinor, taxBasisPoints, taxName: line.taxName ?? (taxBasisPoints > 0 ? 'VAT' : null), taxCode: line.taxCode, taxIncluded: line.taxIncluded, accountCode: line.accountCode.trim() || null, clientId: line.clientId || null, projectId: line.clientId ? line.projectId : null, rebill: line.rebill };
}

/** What was typed, as the graph takes it; or the first thing that cannot be read. */
export function codingOf(typed: TypedBill, bill: { readonly id: string; readonly version: number }): CodeBillInput | TypedFault {
  if (typed.vendorId === '' && typed.vendorName.trim() === '') return { at: 'vendorName', words: 'Say whose bill it is.' };
  if (typed.number.trim() === '') return { at: 'number', words: 'Give the number that stands on it.' };
  if (typed.billedOn === '') return { at: 'billedOn', words: 'Give its date.' };
  const lines = typed.lines.map((line, at) => lineOf(line, at + 1, typed.currency));
  const fault = lines.find((one): one is TypedFault => 'at' in one);
  if (fault) return fault;
  return {
    billId: bill.id, ifVersion: bill.version, vendorId: typed.vendorId || null, vendorName: typed.vendorId ? null : typed.vendorName.trim(), number: typed.number.trim(), billedOn: typed.billedOn, dueOn: typed.dueOn || null, currency: typed.currency, credit: typed.credit,
    bankAccount: typed.bankAccount.trim() || null, note: typed.note.trim() || null, lines: lines as BillLineInput[],
  };
}

/** Tells a fault from what can be sent. */
export const isTypedFault = (one: CodeBillInput | TypedFault): one is TypedFault => 'at' in one;
