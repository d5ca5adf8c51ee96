/** How many minor units a currency counts: 2 for pounds, 0 for yen, 3 for dinars. */
export function digitsOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en-GB', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    // A code that is being typed is no currency yet.
    return 2;
  }
}

/** What a person typed as an amount, in minor units; null when it is none. «1,200» and «1200.5» are amounts, «1.2.3» and more digits than the currency has are not. */
export function minorOf(typed: string, currency: string): string | null {
  const digits = digitsOf(currency);
  const found = /^(\d{1,15})(?:\.(\d*))?$/.exec(typed.replace(/[\s,]/g, ''));
  const [, whole = '', part = ''] = found ?? [];
  if (!found || part.length > digits) return null;
  return String(BigInt(whole + part.padEnd(digits, '0')));
}

/** Minor units as a person would type them: «1200.50». They come as a number where one can hold them, and as text otherwise. */
export function typedAmount(minor: string | number | null | undefined, currency: string): string {
  if (minor === null || minor === undefined) return '';
  const digits = digitsOf(currency);
  if (digits === 0) return String(minor);
  const padded = String(minor).padStart(digits + 1, '0');
  return `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** What a person typed as a share, in hundredths of a percent; null when it is none or more than all. */
export function basisPointsOf(typed: string): number | null {
  const found = /^(\d{1,3})(?:\.(\d{0,2}))?\s*%?$/.exec(typed.trim());
  if (!found) return null;
  const points = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return points <= 10_000 ? points : null;
}

/** A share as a person would type it: «20», «12.5». */
export function typedShare(basisPoints: number | null | undefined): string {
  if (basisPoints === null || basisPoints === undefined) return '';
  const rest = basisPoints % 100;
  return `${Math.floor(basisPoints / 100)}${rest === 0 ? '' : `.${String(rest).padStart(2, '0').replace(/0$/, '')}`}`;
}

/** Whether an amount is nothing. */
export const isNothing = (minor: string | number): boolean => BigInt(minor) === 0n;
