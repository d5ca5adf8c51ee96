import { currencyOf, dealOut, lesser, shareOf, sumOf, times } from './amount.rules.js';
import { taken, type TakenLine } from './offer.rules.js';
import type { Discount, Offer, Period, PlannedBill, PricedLine, Quote, Selection } from './offer.types.js';

type Currency = NonNullable<ReturnType<typeof currencyOf>>;
const periods: readonly Period[] = ['WEEK', 'MONTH', 'QUARTER', 'YEAR'];

const isFixed = (line: { readonly timing: string }): boolean => line.timing !== 'RECURRING';

/** What a discount takes off an amount: never more than is there. */
function off(minor: bigint, discount: Discount | null, currency: Currency): bigint {
  if (discount === null) return 0n;
  return discount.basisPoints !== null ? shareOf(minor, discount.basisPoints, currency) : lesser(BigInt(discount.amountMinor ?? '0'), minor);
}

/** What the discount of the whole offer takes off each line: a share of every line, or an amount once, dealt out over the fixed ones. */
function offAll(lines: readonly (TakenLine & { readonly left: bigint })[], discount: Discount | null, currency: Currency): bigint[] {
  if (discount === null) return lines.map(() => 0n);
  if (discount.basisPoints !== null) return lines.map(({ left }) => off(left, discount, currency));
  const over = lines.map(({ line, left }) => (isFixed(line) ? left : 0n));
  return dealOut(off(sumOf(over), discount, currency), over, currency);
}

function priced({ line, quantity }: TakenLine, amounts: { readonly base: bigint; readonly discount: bigint }, currency: Currency): PricedLine {
  const net = amounts.base - amounts.discount;
  const tax = shareOf(net, line.taxBasisPoints, currency);
  return {
    key: line.key, title: line.title, quantity, timing: line.timing, period: line.period, depositBasisPoints: line.depositBasisPoints, taxName: line.taxName,
    baseMinor: amounts.base, discountMinor: amounts.discount, netMinor: net, taxMinor: tax, grossMinor: net + tax,
  };
}

/** When a line is billed: a deposit now and its rest on completion; each cent once. */
function billsOf(line: PricedLine, currency: Currency): PlannedBill[] {
  const bill = (timing: PlannedBill['timing'], amountMinor: bigint | null): PlannedBill => ({ lineKey: line.key, title: line.title, timing, period: line.period, amountMinor });
  if (line.timing === 'TO_BE_CONFIRMED') return [bill('TO_BE_CONFIRMED', null)];
  if (line.timing !== 'DEPOSIT') return [bill(line.timing, line.grossMinor)];
  const now = shareOf(line.grossMinor, line.depositBasisPoints ?? 10_000, currency);
  const rest = line.grossMinor - now;
  return rest === 0n ? [bill('DEPOSIT', now)] : [bill('DEPOSIT', now), bill('ON_COMPLETION', rest)];
}

/** Sums what was priced, and says what will be billed when. */
export function quoteOf(lines: readonly PricedLine[], currencyCode: string): Quote {
  const currency = currencyOf(currencyCode);
  if (!currency) throw new Error(`«${currencyCode}» is no currency: the offer was checked when it was written`);
  const gross = (kept: readonly PricedLine[]): bigint => sumOf(kept.map((line) => line.grossMinor));
  const recurring = periods.map((period) => ({ period, lines: lines.filter((line) => line.period === period) })).filter((one) => one.lines.length > 0);
  return {
    lines, netMinor: sumOf(lines.map((line) => line.netMinor)), taxMinor: sumOf(lines.map((line) => line.taxMinor)), totalMinor: gross(lines), fixedMinor: gross(lines.filter(isFixed)),
    recurring: recurring.map((one) => ({ period: one.period, totalMinor: gross(one.lines) })), plan: lines.flatMap((line) => billsOf(line, currency)),
  };
}

/** Prices a selection to the minor unit, or says why it cannot be taken. */
export function priceSelection(offer: Offer, selection: Selection, currencyCode: string): Quote | string {
  const currency = currencyOf(currencyCode);
  if (!currency) return `«${currencyCode.slice(0, 10)}» is no currency`;
  const chosen = taken(offer, selection);
  if (typeof chosen === 'string') return chosen;
  const first = chosen.map((one) => {
    const base = times(BigInt(one.line.unitPriceMinor ?? '0'), one.quantity, currency);
    const own = off(base, one.line.discount, currency);
    return { ...one, base, own, left: base - own };
  });
  const shares = offAll(first, offer.discount, currency);
  return quoteOf(first.map((one, at) => priced(one, { base: one.base, discount: one.own + (shares[at] ?? 0n) }, currency)), currencyCode);
}
