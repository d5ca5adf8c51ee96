import { allocate, dinero, halfUp, multiply, toDecimal, toSnapshot, transformScale, type Dinero, type DineroCurrency } from 'dinero.js/bigint';
import * as currencies from 'dinero.js/bigint/currencies';

/** A currency as the calculating library knows it. */
export type Currency = DineroCurrency<bigint>;

/** A currency by its code; null when ISO 4217 does not know it. */
export const currencyOf = (code: string): Currency | null => ((currencies as Record<string, unknown>)[code] as Currency | undefined) ?? null;

/** What a column of whole numbers holds. */
export const mostMinor = 9_223_372_036_854_775_807n;

const of = (minor: bigint, currency: Currency): Dinero<bigint> => dinero({ amount: minor, currency });
const minorOf = (amount: Dinero<bigint>): bigint => toSnapshot(amount).amount;
const part = (minor: bigint, factor: { readonly amount: bigint; readonly scale: bigint }, currency: Currency): bigint => minorOf(transformScale(multiply(of(minor, currency), factor), currency.exponent, halfUp));

/** A price so many thousandths of times, rounded half up to a minor unit. */
export const timesMilli = (minor: bigint, milli: bigint, currency: Currency): bigint => part(minor, { amount: milli, scale: 3n }, currency);

/** A share in hundredths of a percent, rounded half up to a minor unit. */
export const shareOf = (minor: bigint, basisPoints: number, currency: Currency): bigint => part(minor, { amount: BigInt(basisPoints), scale: 4n }, currency);

/** The tax that is inside an amount, rounded half up to a minor unit. */
export function taxWithin(minor: bigint, basisPoints: number): bigint {
  const whole = 10_000n + BigInt(basisPoints);
  return (2n * minor * BigInt(basisPoints) + whole) / (2n * whole);
}

/** Deals an amount out in proportion; no minor unit is lost. Nothing can be dealt out over nothing. */
export function dealOut(minor: bigint, over: readonly bigint[], currency: Currency): bigint[] {
  if (minor === 0n || over.every((one) => one === 0n)) return over.map(() => 0n);
  return allocate(of(minor, currency), [...over]).map(minorOf);
}

/** An amount with the decimals of its currency, such as «1200.00». */
export const decimalOf = (minor: bigint, currency: Currency): string => toDecimal(of(minor, currency));

/** The sum. */
export const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, one) => sum + one, 0n);

/** The smaller of two. */
export const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);
