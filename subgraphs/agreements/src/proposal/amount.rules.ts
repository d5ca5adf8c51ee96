import { allocate, dinero, halfUp, multiply, toSnapshot, transformScale, type Dinero, type DineroCurrency } from 'dinero.js/bigint';
import * as currencies from 'dinero.js/bigint/currencies';

/** A currency as the calculating library knows it; null when ISO 4217 does not. */
export const currencyOf = (code: string): DineroCurrency<bigint> | null => ((currencies as Record<string, unknown>)[code] as DineroCurrency<bigint> | undefined) ?? null;

const of = (minor: bigint, currency: DineroCurrency<bigint>): Dinero<bigint> => dinero({ amount: minor, currency });
const minorOf = (amount: Dinero<bigint>): bigint => toSnapshot(amount).amount;

/** So many of a price. */
export const times = (minor: bigint, quantity: number, currency: DineroCurrency<bigint>): bigint => minorOf(multiply(of(minor, currency), BigInt(quantity)));

/** A share in hundredths of a percent, rounded half up to a minor unit. */
export function shareOf(minor: bigint, basisPoints: number, currency: DineroCurrency<bigint>): bigint {
  const exact = multiply(of(minor, currency), { amount: BigInt(basisPoints), scale: 4n });
  return minorOf(transformScale(exact, currency.exponent, halfUp));
}

/** Deals an amount out in proportion; no minor unit is lost. Nothing can be dealt out over nothing. */
export function dealOut(minor: bigint, over: readonly bigint[], currency: DineroCurrency<bigint>): bigint[] {
  if (minor === 0n || over.every((part) => part === 0n)) return over.map(() => 0n);
  return allocate(of(minor, currency), [...over]).map(minorOf);
}

/** The sum. */
export const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, one) => sum + one, 0n);

/** The smaller of two. */
export const lesser = (a: bigint, b: bigint): bigint => (a < b ? a : b);
