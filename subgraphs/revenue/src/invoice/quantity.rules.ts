/** «1.5» in thousandths. */
export function milliOf(quantity: string): bigint {
  const [whole = '0', rest = ''] = quantity.split('.');
  return BigInt(whole) * 1000n + BigInt(rest.padEnd(3, '0') || '0');
}

/** Thousandths as «1.5». */
export function quantityOf(milli: bigint): string {
  const rest = String(milli % 1000n).padStart(3, '0').replace(/0+$/, '');
  return rest === '' ? String(milli / 1000n) : `${milli / 1000n}.${rest}`;
}
