import type { Likeness } from './bill.types.js';

/** A bill as it is compared with others. */
export interface Likable { readonly id: string; readonly fileSha256: string | null; readonly vendorId: string | null; readonly numberKey: string | null; readonly totalMinor: bigint | null; readonly currency: string | null; readonly credit: boolean; readonly billedOn: string | null }

/** Numbers that people write otherwise and mean alike: «INV 0012», «inv-0012». */
export const numberKey = (number: string): string => number.normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');

/** In which ways two bills look alike. A credit note is never taken for the bill that it corrects. */
export function likeness(one: Likable, other: Likable): Likeness[] {
  const why: Likeness[] = [];
  if (one.fileSha256 !== null && one.fileSha256 === other.fileSha256) why.push('SAME_FILE');
  if (one.vendorId === null || one.vendorId !== other.vendorId || one.credit !== other.credit) return why;
  if (one.numberKey !== null && one.numberKey === other.numberKey) why.push('VENDOR_AND_NUMBER');
  if (sameAmount(one, other) && one.billedOn !== null && one.billedOn === other.billedOn) why.push('VENDOR_AMOUNT_AND_DAY');
  return why;
}

const sameAmount = (one: Likable, other: Likable): boolean => one.totalMinor !== null && other.totalMinor !== null && BigInt(one.totalMinor) === BigInt(other.totalMinor) && one.currency === other.currency;

/** What becomes of a bill that is compared with the others: the very same one again, one that somebody must look at, or a new one. */
export type Finding = { readonly verdict: 'NEW' } | { readonly verdict: 'SAME'; readonly ofBillId: string } | { readonly verdict: 'ALIKE'; readonly why: Likeness[]; readonly otherBillIds: string[] };

/** The same bytes, or the same vendor, number and amount, are the same bill. What only looks alike waits for a human. */
export function compare(one: Likable, others: readonly Likable[]): Finding {
  const alike = others.filter((other) => other.id !== one.id).map((other) => ({ other, why: likeness(one, other) })).filter(({ why }) => why.length > 0);
  const same = alike.find(({ other, why }) => why.includes('SAME_FILE') || (why.includes('VENDOR_AND_NUMBER') && sameAmount(one, other)));
  if (same) return { verdict: 'SAME', ofBillId: same.other.id };
  if (alike.length === 0) return { verdict: 'NEW' };
  return { verdict: 'ALIKE', why: [...new Set(alike.flatMap(({ why }) => why))], otherBillIds: alike.map(({ other }) => other.id) };
}
