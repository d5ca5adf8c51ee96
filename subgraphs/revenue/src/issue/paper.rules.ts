import { currencyOf, decimalOf, sumOf } from '../invoice/amount.rules.js';
import { quantityOf } from '../invoice/quantity.rules.js';
import type { PaperLine } from './paper.types.js';

/** An amount as it is printed, exact whatever its size. */
export function printed(minor: bigint, code: string): string {
  const currency = currencyOf(code);
  return `${(currency ? decimalOf(minor, currency) : String(minor)).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')} ${code}`;
}

/** A day as it is printed. */
export const dayInWords = (day: string): string => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${day}T12:00:00Z`));

/** A share as it is printed: «20%», «12.5%». */
export const percent = (basisPoints: number): string => `${(basisPoints / 100).toFixed(2).replace(/\.?0+$/, '')}%`;

interface PricedLine { readonly title: string; readonly description: string | null; readonly quantityMilli: bigint; readonly unitMinor: bigint; readonly taxName: string | null; readonly taxBasisPoints: number; readonly netMinor: bigint; readonly taxMinor: bigint; readonly grossMinor: bigint }

const taxLabel = (line: Pick<PricedLine, 'taxName' | 'taxBasisPoints'>): string => (line.taxBasisPoints === 0 ? (line.taxName ?? '–') : `${line.taxName ?? 'Tax'} ${percent(line.taxBasisPoints)}`);

/** A line as it is printed. */
export const printedLine = (line: PricedLine, currency: string): PaperLine => ({
  title: line.title, description: line.description, quantity: quantityOf(BigInt(line.quantityMilli)), unit: printed(BigInt(line.unitMinor), currency), tax: taxLabel(line), gross: printed(BigInt(line.grossMinor), currency),
});

/** The tax of each kind, in the order in which the lines name them. */
export function taxSums(lines: readonly PricedLine[], currency: string): [string, string][] {
  const taxed = lines.filter((line) => line.taxBasisPoints > 0);
  const labels = [...new Set(taxed.map(taxLabel))];
  return labels.map((label) => [label, printed(sumOf(taxed.filter((line) => taxLabel(line) === label).map((line) => BigInt(line.taxMinor))), currency)]);
}
