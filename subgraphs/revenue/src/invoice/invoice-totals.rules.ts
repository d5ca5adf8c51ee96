import { currencyOf, dealOut, mostMinor, shareOf, sumOf, taxWithin, timesMilli, type Currency } from './amount.rules.js';
import type { Discount, InvoiceAmounts, InvoiceWords, LineAmounts, LineWords } from './invoice.types.js';

/** Why a discount cannot stand on an amount; null when it can. */
function discountFault(discount: Discount | null, minor: bigint): string | null {
  if (discount === null) return null;
  const { basisPoints, amountMinor } = discount;
  if ((basisPoints === null) === (amountMinor === null)) return 'a discount is a share or an amount, and not both';
  if (basisPoints !== null) return basisPoints < 0 || basisPoints > 10_000 ? 'a discount is between nothing and all' : null;
  const amount = BigInt(amountMinor ?? '0');
  return amount < 0n || amount > minor ? 'a discount is between nothing and all' : null;
}

const off = (minor: bigint, discount: Discount | null, currency: Currency): bigint =>
  (discount === null ? 0n : discount.basisPoints !== null ? shareOf(minor, discount.basisPoints, currency) : BigInt(discount.amountMinor ?? '0'));

// What a changed agreement gives back of what was billed stands on the next invoice, below nothing; so does what a vendor gave back.
const onlyOfPlans = (line: LineWords): boolean => line.source.planItemId !== null || line.source.rebillId !== undefined;

function lineFault(line: LineWords, mayGiveBack: (line: LineWords) => boolean): string | null {
  if (line.quantityMilli <= 0n) return 'a line bills more than nothing of a thing';
  if (line.unitMinor < 0n && !mayGiveBack(line)) return 'a price is nothing or more';
  if (line.unitMinor > mostMinor) return 'this is more than can be kept';
  return line.taxBasisPoints < 0 || line.taxBasisPoints > 10_000 ? 'a tax is between nothing and all' : null;
}

/** Tax is reckoned line by line, so that each line can be read and credited alone. */
function amountsOf(line: LineWords, amounts: { readonly left: bigint; readonly discount: bigint }, currency: Currency): LineAmounts {
  if (line.taxIncluded) {
    const taxMinor = taxWithin(amounts.left, line.taxBasisPoints);
    return { discountMinor: amounts.discount, netMinor: amounts.left - taxMinor, taxMinor, grossMinor: amounts.left };
  }
  const taxMinor = shareOf(amounts.left, line.taxBasisPoints, currency);
  return { discountMinor: amounts.discount, netMinor: amounts.left, taxMinor, grossMinor: amounts.left + taxMinor };
}

function summed(lines: readonly LineAmounts[]): InvoiceAmounts | string {
  const totalMinor = sumOf(lines.map((one) => one.grossMinor));
  if (totalMinor <= 0n) return 'an invoice asks for more than nothing';
  if (totalMinor > mostMinor) return 'this is more than can be kept';
  return { lines, discountMinor: sumOf(lines.map((one) => one.discountMinor)), netMinor: sumOf(lines.map((one) => one.netMinor)), taxMinor: sumOf(lines.map((one) => one.taxMinor)), totalMinor };
}

/** Prices an invoice or a bill to the minor unit, or says why it cannot stand. Discounts come off first, the one of the whole dealt out over the lines; then comes the tax. `mayGiveBack` says which lines may be below nothing. */
export function priceInvoice(words: Pick<InvoiceWords, 'currency' | 'discount' | 'lines'>, mayGiveBack: (line: LineWords) => boolean = onlyOfPlans): InvoiceAmounts | string {
  const currency = currencyOf(words.currency);
  if (!currency) return `«${words.currency.slice(0, 10)}» is no currency`;
  if (words.lines.length === 0) return 'it bills nothing';
  const first = words.lines.map((line) => {
    const base = timesMilli(line.unitMinor, line.quantityMilli, currency);
    return { line, base, fault: lineFault(line, mayGiveBack) ?? discountFault(line.discount, base), own: off(base, line.discount, currency) };
  });
  const left = first.map(({ base, own }) => base - own);
  const fault = first.find((one) => one.fault !== null)?.fault ?? (sumOf(first.map((one) => one.base)) > mostMinor ? 'this is more than can be kept' : discountFault(words.discount, sumOf(left)));
  if (fault) return fault;
  const shares = dealOut(off(sumOf(left), words.discount, currency), left, currency);
  return summed(first.map(({ line, own }, at) => amountsOf(line, { left: (left[at] ?? 0n) - (shares[at] ?? 0n), discount: own + (shares[at] ?? 0n) }, currency)));
}

/** How much of the price was taken off, in hundredths of a percent, rounded up: what a rule about discounts looks at. */
export function discountShare(amounts: Pick<InvoiceAmounts, 'discountMinor' | 'netMinor'>): number {
  const before = amounts.netMinor + amounts.discountMinor;
  return before <= 0n ? 0 : Number((amounts.discountMinor * 10_000n + before - 1n) / before);
}
