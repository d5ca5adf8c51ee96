import { typedShare } from '../../../lib/amounts';

interface TaxedLine { taxName?: string | null; taxBasisPoints: number; tax: { minor: string | number } }

/** The tax of some lines, added by name and rate, in the order in which they come; lines without tax are left out unless nothing else is there. */
export function taxesOf(lines: readonly TaxedLine[]): { words: string; minor: string }[] {
  const sums = new Map<string, bigint>();
  for (const { taxName, taxBasisPoints, tax } of lines) {
    const words = `${taxName ?? 'Tax'}, ${typedShare(taxBasisPoints)} %`;
    sums.set(words, (sums.get(words) ?? 0n) + BigInt(tax.minor));
  }
  const all = [...sums].map(([words, minor]) => ({ words, minor: String(minor) }));
  const taxed = all.filter((one) => one.minor !== '0');
  return taxed.length > 0 ? taxed : all.slice(0, 1);
}
