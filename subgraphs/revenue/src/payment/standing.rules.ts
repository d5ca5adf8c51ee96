/** A part of a payment that went onto an invoice, or off it again. */
interface Part { readonly paymentId: string; readonly invoiceId: string; readonly amountMinor: bigint }

/** What stands after all that went on and off, by invoice or by payment, in minor units; what came to nothing is left out. */
export function standingBy(rows: readonly Part[], key: 'invoiceId' | 'paymentId'): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const row of rows) sums.set(row[key], (sums.get(row[key]) ?? 0n) + BigInt(row.amountMinor));
  return new Map([...sums].filter(([, minor]) => minor > 0n));
}
