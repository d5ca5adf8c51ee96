import { currencyOf } from './amount.rules.js';
import type { Discount, Offer, OfferLine, OfferOption, Selection } from './offer.types.js';

/** The highest price of a line in minor units: far above any fee, far below what a column holds. */
const mostMinor = 10n ** 14n;

const within = (value: number, from: number, to: number): boolean => Number.isInteger(value) && value >= from && value <= to;

function discountFault(discount: Discount | null): string | null {
  if (discount === null) return null;
  if ((discount.basisPoints === null) === (discount.amountMinor === null)) return 'a discount is a share or an amount, and not both';
  if (discount.basisPoints !== null) return within(discount.basisPoints, 1, 10_000) ? null : 'a discount is more than nothing and at most all';
  const amount = BigInt(discount.amountMinor ?? '0');
  return amount > 0n && amount <= mostMinor ? null : 'a discount takes something off';
}

function priceFault(line: OfferLine): string | null {
  if (line.timing === 'TO_BE_CONFIRMED') return line.unitPriceMinor === null ? null : 'a price that is to be confirmed is not named yet';
  if (line.unitPriceMinor === null) return 'it has no price';
  const price = BigInt(line.unitPriceMinor);
  return price >= 0n && price <= mostMinor ? null : 'its price is out of range';
}

function lineFault(line: OfferLine): string | null {
  const { minQuantity: least, maxQuantity: most } = line;
  if (!within(least, 0, 10_000) || !within(most, least, 10_000) || most === 0 || !within(line.defaultQuantity, least, most)) return 'its quantities do not fit together';
  if ((line.timing === 'RECURRING') !== (line.period !== null)) return 'a recurring line has a period, and no other has';
  if ((line.timing === 'DEPOSIT') !== (line.depositBasisPoints !== null)) return 'a deposit names its share, and no other line does';
  if (line.depositBasisPoints !== null && !within(line.depositBasisPoints, 1, 10_000)) return 'a deposit is more than nothing and at most all';
  if (!within(line.taxBasisPoints, 0, 10_000)) return 'its tax is out of range';
  return priceFault(line) ?? discountFault(line.discount);
}

/** Every line of an offer, the add-ons last. */
export const linesOf = (offer: Offer): OfferLine[] => [...offer.options.flatMap((option) => option.lines), ...offer.addOns];

/** Why an offer cannot be made; null when it can. */
export function offerFault(offer: Offer, currency: string): string | null {
  if (currencyOf(currency) === null) return `«${currency.slice(0, 10)}» is no currency`;
  if (offer.options.length === 0) return 'there is nothing to choose from';
  const lines = linesOf(offer);
  const empty = offer.options.find((option) => option.lines.length === 0);
  if (empty) return `«${empty.name}» holds nothing`;
  const optionKeys = offer.options.map((option) => option.key);
  if (new Set(optionKeys).size !== optionKeys.length) return 'two options have the same key';
  // The same line may stand in several packages, but not twice in what one client can take.
  const twice = offer.options.some((option) => hasTwins([...option.lines, ...offer.addOns]));
  if (twice) return 'two lines that can be taken together have the same key';
  const bad = lines.map((line) => [line, lineFault(line)] as const).find(([, fault]) => fault !== null);
  if (bad) return `«${bad[0].title}»: ${bad[1] ?? ''}`;
  return discountFault(offer.discount);
}

const hasTwins = (lines: readonly OfferLine[]): boolean => new Set(lines.map((line) => line.key)).size !== lines.length;

/** A line that is taken, and how many of it. */
export interface TakenLine { readonly line: OfferLine; readonly quantity: number }

/** What a selection takes from an offer, or why it cannot. */
export function taken(offer: Offer, selection: Selection): readonly TakenLine[] | string {
  const option = offer.options.find((one) => one.key === selection.optionKey);
  if (!option) return 'this package is not on offer';
  const unknown = selection.addOnKeys.find((key) => !offer.addOns.some((line) => line.key === key));
  if (unknown !== undefined) return `«${unknown.slice(0, 60)}» is not on offer`;
  const lines = [...option.lines, ...offer.addOns.filter((line) => selection.addOnKeys.includes(line.key))];
  const stray = selection.quantities.find(({ key }) => !lines.some((line) => line.key === key));
  if (stray) return `«${stray.key.slice(0, 60)}» was not chosen`;
  const counted = lines.map((line) => ({ line, quantity: selection.quantities.find(({ key }) => key === line.key)?.quantity ?? line.defaultQuantity }));
  const wrong = counted.find(({ line, quantity }) => !within(quantity, line.minQuantity, line.maxQuantity));
  if (wrong) return `of «${wrong.line.title}» you can take ${wrong.line.minQuantity} to ${wrong.line.maxQuantity}`;
  const kept = counted.filter(({ quantity }) => quantity > 0);
  return kept.length === 0 ? 'nothing was chosen' : kept;
}

/** What stands chosen before anybody chose: the recommended package, or else the first, and no add-ons. */
export function usualSelection(offer: Offer): Selection {
  const option = offer.options.find((one: OfferOption) => one.recommended) ?? offer.options[0];
  return { optionKey: option?.key ?? '', addOnKeys: [], quantities: [] };
}
