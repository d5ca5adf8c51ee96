import type { BillingPeriod, BillingTiming, OfferedLineFragment, ProposalDiscountInput, ProposalLineInput, ProposalOptionInput } from '../../../gql/staff/graphql';
import { basisPointsOf, minorOf, typedAmount, typedShare } from '../../../lib/amounts';

/** What is taken off, as it is typed. */
export interface DraftDiscount { kind: 'none' | 'share' | 'amount'; typed: string }

/** A line as it is typed. Numbers stay words until they are read. */
export interface DraftLine {
  key: string; title: string; description: string; price: string; least: string; most: string; usual: string;
  timing: BillingTiming; period: BillingPeriod | null; deposit: string; discount: DraftDiscount; taxName: string; tax: string;
}
export interface DraftOption { key: string; name: string; description: string; recommended: boolean; lines: DraftLine[] }
/** An offer as it is typed. */
export interface OfferDraft { currency: string; options: DraftOption[]; addOns: DraftLine[]; discount: DraftDiscount }

/** An offer as mutations and the quote take it. */
export interface OfferInput { currency: string; options: ProposalOptionInput[]; addOns: ProposalLineInput[]; discount: ProposalDiscountInput | null }

type KeptDiscount = OfferedLineFragment['discount'] | undefined;
const noDiscount: DraftDiscount = { kind: 'none', typed: '' };

function draftDiscount(kept: KeptDiscount, currency: string): DraftDiscount {
  if (!kept) return noDiscount;
  return kept.amount ? { kind: 'amount', typed: typedAmount(kept.amount.minor, currency) } : { kind: 'share', typed: typedShare(kept.basisPoints) };
}

/** A line that was kept, as it would be typed. */
export function draftLine(line: OfferedLineFragment, currency: string): DraftLine {
  return {
    key: line.key, title: line.title, description: line.description ?? '', price: typedAmount(line.unitPrice?.minor, currency), least: String(line.minQuantity), most: String(line.maxQuantity), usual: String(line.defaultQuantity),
    timing: line.timing, period: line.period ?? null, deposit: typedShare(line.depositBasisPoints), discount: draftDiscount(line.discount, currency), taxName: line.taxName ?? '', tax: typedShare(line.taxBasisPoints),
  };
}

/** An offer that was kept, as it would be typed. */
export function draftOffer(kept: { currency: string; options: readonly { key: string; name: string; description?: string | null; recommended: boolean; lines: readonly OfferedLineFragment[] }[]; addOns: readonly OfferedLineFragment[]; discount?: KeptDiscount }): OfferDraft {
  const { currency } = kept;
  return {
    currency, discount: draftDiscount(kept.discount, currency), addOns: kept.addOns.map((line) => draftLine(line, currency)),
    options: kept.options.map(({ key, name, description, recommended, lines }) => ({ key, name, description: description ?? '', recommended, lines: lines.map((line) => draftLine(line, currency)) })),
  };
}

/** A line that nobody has filled in. */
export const blankLine = (key: string, like?: DraftLine): DraftLine => ({
  key, title: '', description: '', price: '', least: '1', most: '1', usual: '1', timing: like?.timing ?? 'ON_COMPLETION', period: like?.period ?? null, deposit: '', discount: noDiscount, taxName: like?.taxName ?? 'VAT', tax: like?.tax ?? '20',
});

/** A key that nothing among these has yet. */
export function freeKey(word: string, taken: readonly { key: string }[]): string {
  let count = taken.length + 1;
  while (taken.some((one) => one.key === `${word}-${count}`)) count += 1;
  return `${word}-${count}`;
}

/** All lines of an offer, so that a new one gets a key of its own. */
export const allLines = (draft: OfferDraft): DraftLine[] => [...draft.options.flatMap((option) => option.lines), ...draft.addOns];

function discountInput(draft: DraftDiscount, currency: string): ProposalDiscountInput | null | string {
  if (draft.kind === 'none') return null;
  if (draft.kind === 'share') { const basisPoints = basisPointsOf(draft.typed); return basisPoints ? { basisPoints } : `«${draft.typed}» is no share to take off`; }
  const amountMinor = minorOf(draft.typed, currency);
  return amountMinor && amountMinor !== '0' ? { amountMinor } : `«${draft.typed}» is no amount to take off`;
}

const counted = (typed: string): number | null => (/^\d{1,5}$/.test(typed.trim()) ? Number(typed) : null);

/** A line as the server takes it, or why it cannot be read. */
export function lineInput(line: DraftLine, currency: string): ProposalLineInput | string {
  const [least, most, usual] = [line.least, line.most, line.usual].map(counted);
  const unitPriceMinor = line.timing === 'TO_BE_CONFIRMED' ? null : minorOf(line.price, currency);
  const discount = discountInput(line.discount, currency);
  const tax = line.tax.trim() === '' ? 0 : basisPointsOf(line.tax);
  const deposit = line.timing === 'DEPOSIT' ? basisPointsOf(line.deposit) : null;
  const name = line.title.trim() ? `«${line.title.trim()}»` : 'A line';
  if (!line.title.trim()) return 'Each line needs a name.';
  if (least === null || most === null || usual === null || least === undefined || most === undefined || usual === undefined) return `${name}: its quantity is no whole number.`;
  if (line.timing !== 'TO_BE_CONFIRMED' && unitPriceMinor === null) return line.price.trim() ? `${name}: «${line.price}» is no amount in ${currency}.` : `${name} has no price yet.`;
  if (typeof discount === 'string') return `${name}: ${discount}.`;
  if (tax === null) return `${name}: «${line.tax}» is no tax rate.`;
  if (line.timing === 'DEPOSIT' && !deposit) return `${name}: say which share is due as a deposit.`;
  return {
    key: line.key, title: line.title.trim(), description: line.description.trim() || null, minQuantity: least, maxQuantity: most, defaultQuantity: usual, unitPriceMinor, timing: line.timing, period: line.timing === 'RECURRING' ? line.period ?? 'MONTH' : null,
    depositBasisPoints: deposit, discount, taxName: line.taxName.trim() || null, taxBasisPoints: tax,
  };
}

/** Lines as the server takes them, or the first reason why not. */
export function linesInput(lines: readonly DraftLine[], currency: string): ProposalLineInput[] | string {
  const read = lines.map((line) => lineInput(line, currency));
  return read.find((one) => typeof one === 'string') ?? (read as ProposalLineInput[]);
}

/** The offer as the server takes it, or a sentence that says what cannot be read yet. */
export function offerInput(draft: OfferDraft): OfferInput | string {
  const { currency } = draft;
  const options: ProposalOptionInput[] = [];
  for (const option of draft.options) {
    const lines = linesInput(option.lines, currency);
    if (typeof lines === 'string') return lines;
    if (!option.name.trim()) return 'Each package needs a name.';
    options.push({ key: option.key, name: option.name.trim(), description: option.description.trim() || null, recommended: option.recommended, lines });
  }
  const addOns = linesInput(draft.addOns, currency);
  const discount = discountInput(draft.discount, currency);
  if (typeof addOns === 'string') return addOns;
  return typeof discount === 'string' ? `The discount on all: ${discount}.` : { currency, options, addOns, discount };
}

/** What is chosen, as far as it is still on offer. */
export interface Chosen { optionKey: string; addOnKeys: string[]; quantities: { key: string; quantity: number }[] }

/** A choice kept within what is offered: a package that is gone gives way to the recommended one, and quantities to what their lines allow. */
export function fittingChoice(chosen: Chosen | null, offer: OfferInput): Chosen {
  const option = offer.options.find((one) => one.key === chosen?.optionKey) ?? offer.options.find((one) => one.recommended) ?? offer.options[0];
  const addOnKeys = (chosen?.addOnKeys ?? []).filter((key) => offer.addOns.some((line) => line.key === key));
  const lines = [...(option?.lines ?? []), ...offer.addOns.filter((line) => addOnKeys.includes(line.key))];
  const quantities = (chosen?.quantities ?? []).filter(({ key, quantity }) => lines.some((line) => line.key === key && quantity >= (line.minQuantity ?? 1) && quantity <= (line.maxQuantity ?? 1)));
  return { optionKey: option?.key ?? '', addOnKeys, quantities };
}
