/** When a line is billed. */
export type Timing = 'ON_ACCEPTANCE' | 'DEPOSIT' | 'ON_COMPLETION' | 'RECURRING' | 'TO_BE_CONFIRMED';
/** How often a recurring line is billed. */
export type Period = 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/** What is taken off: a share in hundredths of a percent, or an amount in minor units; one of the two. */
export interface Discount { readonly basisPoints: number | null; readonly amountMinor: string | null }

/** One thing that is offered. Amounts are texts, because JSON has no whole numbers of any size. */
export interface OfferLine {
  readonly key: string;
  readonly title: string;
  readonly description: string | null;
  readonly minQuantity: number;
  readonly maxQuantity: number;
  readonly defaultQuantity: number;
  /** Null while the price is to be confirmed. */
  readonly unitPriceMinor: string | null;
  readonly timing: Timing;
  readonly period: Period | null;
  /** Which share is due now, where the line is a deposit; the rest is due on completion. */
  readonly depositBasisPoints: number | null;
  readonly discount: Discount | null;
  readonly taxName: string | null;
  readonly taxBasisPoints: number;
}

/** One of several packages, of which the client takes exactly one. */
export interface OfferOption { readonly key: string; readonly name: string; readonly description: string | null; readonly recommended: boolean; readonly lines: readonly OfferLine[] }

/** What a client can choose from. */
export interface Offer { readonly options: readonly OfferOption[]; readonly addOns: readonly OfferLine[]; readonly discount: Discount | null }

/** How many of a line. */
export interface ChosenQuantity { readonly key: string; readonly quantity: number }

/** What the client chose. A line without a word of its own stands with its usual quantity. */
export interface Selection { readonly optionKey: string; readonly addOnKeys: readonly string[]; readonly quantities: readonly ChosenQuantity[] }

/** A line with its price, in minor units of the proposal's currency. */
export interface PricedLine {
  readonly key: string;
  readonly title: string;
  readonly quantity: number;
  readonly timing: Timing;
  readonly period: Period | null;
  readonly depositBasisPoints: number | null;
  readonly taxName: string | null;
  /** Quantity times price, before anything is taken off. */
  readonly baseMinor: bigint;
  readonly discountMinor: bigint;
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  readonly grossMinor: bigint;
}

/** What will be billed, and when. The amount is null while it is to be confirmed. */
export interface PlannedBill { readonly lineKey: string; readonly title: string; readonly timing: Timing; readonly period: Period | null; readonly amountMinor: bigint | null }

/** A selection with its prices. */
export interface Quote {
  readonly lines: readonly PricedLine[];
  readonly netMinor: bigint;
  readonly taxMinor: bigint;
  /** All lines; a recurring one counts once. */
  readonly totalMinor: bigint;
  /** All lines but the recurring ones. */
  readonly fixedMinor: bigint;
  readonly recurring: readonly { readonly period: Period; readonly totalMinor: bigint }[];
  readonly plan: readonly PlannedBill[];
}
