import type { ChangeInvoiceInput, InvoiceDiscountInput, InvoiceLineInput, WrittenInvoiceFragment, WrittenLineFragment } from '../../../gql/staff/graphql';
import { basisPointsOf, minorOf, typedAmount, typedShare } from '../../../lib/amounts';

/** What is taken off, as it is typed. */
export interface TypedDiscount { kind: 'none' | 'share' | 'amount'; typed: string }

/** A line as it is typed. Numbers stay words until they are read. */
export interface TypedLine {
  key: string;
  /** The line that it is; null for a new one. */
  lineId: string | null;
  title: string; description: string; quantity: string; price: string; taxName: string; tax: string; taxIncluded: boolean; taxCode: string; accountCode: string; discount: TypedDiscount;
}

/** An invoice as it is typed. */
export interface TypedInvoice { title: string; note: string; purchaseOrder: string; termsDays: string; discount: TypedDiscount; lines: TypedLine[] }

/** An invoice with its lines at hand. */
export type WrittenInvoice = Omit<WrittenInvoiceFragment, 'lines' | ' $fragmentName'> & { lines: readonly WrittenLineFragment[] };

const nothingOff: TypedDiscount = { kind: 'none', typed: '' };

/** Minor units as a person types them, with a minus where they lie below nothing. */
export function typedSigned(minor: string | number, currency: string): string {
  const words = String(minor);
  return words.startsWith('-') ? `-${typedAmount(words.slice(1), currency)}` : typedAmount(words, currency);
}

/** What a person typed as an amount that may lie below nothing; null when it is none. */
export function signedMinorOf(typed: string, currency: string): string | null {
  const words = typed.trim();
  if (!/^[-−]/.test(words)) return minorOf(words, currency);
  const minor = minorOf(words.slice(1), currency);
  return minor === null || minor === '0' ? minor : `-${minor}`;
}

/** What a person typed as a quantity, as the server takes it: at most three decimals, more than nothing; null when it is none. */
export function quantityOf(typed: string): string | null {
  const words = typed.trim().replaceAll(',', '');
  if (!/^\d{1,9}(\.\d{1,3})?$/.test(words) || /^0*(\.0*)?$/.test(words)) return null;
  return words;
}

function typedDiscount(kept: WrittenInvoiceFragment['discount'], currency: string): TypedDiscount {
  if (!kept) return nothingOff;
  return kept.amount ? { kind: 'amount', typed: typedAmount(kept.amount.minor, currency) } : { kind: 'share', typed: typedShare(kept.basisPoints) };
}

/** A quantity without the noughts that say nothing. */
const bareQuantity = (quantity: string): string => (quantity.includes('.') ? quantity.replace(/\.?0+$/, '') : quantity);

/** A line that was kept, as it would be typed. */
function typedLine(line: WrittenLineFragment, currency: string): TypedLine {
  return {
    key: line.id, lineId: line.id, title: line.title, description: line.description ?? '', quantity: bareQuantity(line.quantity), price: typedSigned(line.unitPrice.minor, currency),
    taxName: line.taxName ?? '', tax: typedShare(line.taxBasisPoints), taxIncluded: line.taxIncluded, taxCode: line.taxCode ?? '', accountCode: line.accountCode ?? '', discount: typedDiscount(line.discount, currency),
  };
}

/** An invoice that was kept, as it would be typed. */
export function typedOf(invoice: WrittenInvoice): TypedInvoice {
  return {
    title: invoice.title ?? '', note: invoice.note ?? '', purchaseOrder: invoice.purchaseOrder ?? '', termsDays: String(invoice.termsDays), discount: typedDiscount(invoice.discount, invoice.currency),
    lines: invoice.lines.map((line) => typedLine(line, invoice.currency)),
  };
}

/** A line that nobody has filled in; its tax and account are those of the line before. */
export function blankLine(key: string, like?: TypedLine): TypedLine {
  return { key, lineId: null, title: '', description: '', quantity: '1', price: '', taxName: like?.taxName ?? 'VAT', tax: like?.tax ?? '20', taxIncluded: like?.taxIncluded ?? false, taxCode: like?.taxCode ?? '', accountCode: like?.accountCode ?? '', discount: nothingOff };
}

/** The lines with another one behind the line named, or at the end. */
export function withLineAfter(lines: readonly TypedLine[], after: string | null, line: TypedLine): TypedLine[] {
  const at = after === null ? lines.length : lines.findIndex((one) => one.key === after) + 1;
  return [...lines.slice(0, at), line, ...lines.slice(at)];
}

/** The lines with one of them moved up (−1) or down (1); as they were where it is at the end already. */
export function withLineMoved(lines: readonly TypedLine[], key: string, by: -1 | 1): TypedLine[] {
  const list = [...lines];
  const at = list.findIndex((one) => one.key === key);
  const to = at + by;
  if (at < 0 || to < 0 || to >= list.length) return list;
  const [line] = list.splice(at, 1);
  if (line) list.splice(to, 0, line);
  return list;
}

function discountInput(typed: TypedDiscount, currency: string): InvoiceDiscountInput | null | string {
  if (typed.kind === 'none') return null;
  if (typed.kind === 'share') { const basisPoints = basisPointsOf(typed.typed); return basisPoints ? { basisPoints } : `«${typed.typed}» is no share to take off`; }
  const amountMinor = minorOf(typed.typed, currency);
  return amountMinor && amountMinor !== '0' ? { amountMinor } : `«${typed.typed}» is no amount to take off`;
}

/** A line as the server takes it, or why it cannot be read. */
export function lineInput(line: TypedLine, currency: string): InvoiceLineInput | string {
  const title = line.title.trim();
  const quantity = quantityOf(line.quantity);
  const unitPriceMinor = signedMinorOf(line.price, currency);
  const tax = line.tax.trim() === '' ? 0 : basisPointsOf(line.tax);
  const discount = discountInput(line.discount, currency);
  if (!title) return 'Each line needs a name.';
  if (quantity === null) return `«${title}»: «${line.quantity}» is no quantity.`;
  if (unitPriceMinor === null) return line.price.trim() ? `«${title}»: «${line.price}» is no amount in ${currency}.` : `«${title}» has no price yet.`;
  if (tax === null) return `«${title}»: «${line.tax}» is no tax rate.`;
  if (typeof discount === 'string') return `«${title}»: ${discount}.`;
  return {
    lineId: line.lineId, title, description: line.description.trim() || null, quantity, unitPriceMinor, discount,
    taxName: line.taxName.trim() || null, taxBasisPoints: tax, taxCode: line.taxCode || null, accountCode: line.accountCode || null, taxIncluded: line.taxIncluded,
  };
}

/** An invoice as the server takes it, or a sentence that says what cannot be read yet. */
export function wordsOf(typed: TypedInvoice, currency: string): Omit<ChangeInvoiceInput, 'invoiceId'> | string {
  const lines: InvoiceLineInput[] = [];
  for (const one of typed.lines) {
    const line = lineInput(one, currency);
    if (typeof line === 'string') return line;
    lines.push(line);
  }
  if (lines.length === 0) return 'An invoice needs a line.';
  if (!/^\d{1,3}$/.test(typed.termsDays.trim())) return `«${typed.termsDays}» is no number of days.`;
  const discount = discountInput(typed.discount, currency);
  if (typeof discount === 'string') return `Off the whole: ${discount}.`;
  return { title: typed.title.trim() || null, currency, lines, discount, termsDays: Number(typed.termsDays), note: typed.note.trim() || null, purchaseOrder: typed.purchaseOrder.trim() || null };
}

function tidiedDiscount(typed: TypedDiscount, currency: string): TypedDiscount {
  const read = discountInput(typed, currency);
  if (read === null || typeof read === 'string') return typed;
  return { kind: typed.kind, typed: read.basisPoints ? typedShare(read.basisPoints) : typedAmount(read.amountMinor, currency) };
}

function tidiedLine(line: TypedLine, currency: string): TypedLine {
  const [price, quantity, tax] = [signedMinorOf(line.price, currency), quantityOf(line.quantity), line.tax.trim() === '' ? 0 : basisPointsOf(line.tax)];
  return {
    ...line, title: line.title.trim(), description: line.description.trim(), taxName: line.taxName.trim(), discount: tidiedDiscount(line.discount, currency),
    price: price === null ? line.price : typedSigned(price, currency), quantity: quantity === null ? line.quantity : bareQuantity(quantity), tax: tax === null ? line.tax : typedShare(tax),
  };
}

/** What is typed, as it would be typed once it was stored: «80» and «80.00» say the same. What cannot be read stays as it is. */
export function tidied(typed: TypedInvoice, currency: string): TypedInvoice {
  return { title: typed.title.trim(), note: typed.note.trim(), purchaseOrder: typed.purchaseOrder.trim(), termsDays: /^\d+$/.test(typed.termsDays.trim()) ? String(Number(typed.termsDays)) : typed.termsDays, discount: tidiedDiscount(typed.discount, currency), lines: typed.lines.map((line) => tidiedLine(line, currency)) };
}

/** One thing that two people changed: how it was, what is stored by now, and what is typed here. */
export interface Clash { what: string; before: string; stored: string; yours: string }

const discountWords = (one: TypedDiscount): string => (one.kind === 'none' ? 'Nothing' : one.kind === 'share' ? `${one.typed} %` : one.typed);
const lineWords = (line: TypedLine | undefined): string => (line ? [`${line.title || 'Without a name'}: ${line.quantity} × ${line.price || '?'}`, line.tax && `${line.taxName || 'tax'} ${line.tax} %`, line.discount.kind !== 'none' && `less ${discountWords(line.discount)}`].filter(Boolean).join(', ') : 'Not there');

function parts(typed: TypedInvoice): Map<string, string> {
  return new Map([
    ['Title', typed.title || 'None'], ['Word to the client', typed.note || 'None'], ['Order number', typed.purchaseOrder || 'None'], ['Days to pay', typed.termsDays], ['Off the whole', discountWords(typed.discount)],
    ...typed.lines.map((line, at) => [`Line ${at + 1}`, lineWords(line)] as const),
  ]);
}

/** What somebody else stored meanwhile, beside what is typed here. What nobody else touched is no clash, and neither is what both typed alike. */
export function clashesOf(before: TypedInvoice, stored: TypedInvoice, yours: TypedInvoice): Clash[] {
  const [was, is, mine] = [parts(before), parts(stored), parts(yours)];
  const absent = 'Not there';
  return [...new Set([...was.keys(), ...is.keys(), ...mine.keys()])].flatMap((what) => {
    const clash = { what, before: was.get(what) ?? absent, stored: is.get(what) ?? absent, yours: mine.get(what) ?? absent };
    return clash.stored === clash.before || clash.stored === clash.yours ? [] : [clash];
  });
}

/** A line that is stored: its id is another one after each change, and what it bills is what it is known by. */
type StoredLine = Pick<WrittenLineFragment, 'id' | 'title' | 'source'>;

const billed = ({ source }: StoredLine): string => JSON.stringify([source.milestoneId ?? null, [...source.timeEntryIds].sort(), source.rebillId ?? null, source.agreementId ?? null, source.agreementLineKey ?? null, source.planItemId ?? null, source.periodKey ?? null]);
const billsNothing = billed({ id: '', title: '', source: { milestoneId: null, timeEntryIds: [], rebillId: null, agreementId: null, agreementLineKey: null, planItemId: null, periodKey: null } });

/** What is typed, over the lines that are stored by now: each typed line names the stored one that bills the same. One that is gone is written anew, and bills nothing. */
export function onStored(yours: TypedInvoice, before: readonly StoredLine[], stored: readonly StoredLine[]): TypedInvoice {
  const free = [...stored];
  const lines = yours.lines.map((line) => {
    const was = before.find((one) => one.id === line.lineId);
    const at = was ? free.findIndex((one) => billed(one) === billed(was) && (billed(one) !== billsNothing || one.title === was.title)) : -1;
    return { ...line, lineId: at < 0 ? null : free.splice(at, 1)[0]?.id ?? null };
  });
  return { ...yours, lines };
}
