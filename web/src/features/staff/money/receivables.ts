import type { AgedRowFragment } from '../../../gql/staff/graphql';
import type { BarValue } from '../../../ui/BarsChart';
import { listAt } from './dashboard';

export const buckets = [
  { key: 'notDue', label: 'Not due', from: 0, to: null }, { key: 'upTo30', label: '1 to 30 days', from: -30, to: -1 }, { key: 'upTo60', label: '31 to 60 days', from: -60, to: -31 }, { key: 'upTo90', label: '61 to 90 days', from: -90, to: -61 }, { key: 'over90', label: 'Over 90 days', from: null, to: -91 },
] as const;

/** A client in one currency. */
type Aged = Pick<AgedRowFragment, 'notDue' | 'upTo30' | 'upTo60' | 'upTo90' | 'over90' | 'total'>;

/** All clients of one currency as one row of each bucket, for the chart over them. */
export function agedBars(rows: readonly Aged[], currency: string, dayOffset: (days: number) => string): { key: string; label: string; values: Record<string, BarValue> }[] {
  const own = rows.filter((row) => row.total.currency === currency);
  return buckets.map(({ key, label, from, to }) => ({
    key, label,
    values: { owed: { minor: String(own.reduce((sum, row) => sum + BigInt(row[key].minor), 0n)), colour: key === 'notDue' ? 'slate' : 'red', href: listAt('/money/invoices', { view: 'open', dueFrom: from === null ? null : dayOffset(from), dueTo: to === null ? null : dayOffset(to), currency }) } },
  }));
}

/** The currencies of some rows, those with the most rows first. */
export function currenciesOf(rows: readonly { total: { currency: string } }[]): string[] {
  const counts = new Map<string, number>();
  for (const { total } of rows) counts.set(total.currency, (counts.get(total.currency) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([currency]) => currency);
}

/** What some amounts of each currency come to; two currencies are never added. */
export function sumsOf(amounts: readonly { minor: string | number; currency: string }[]): { minor: string; currency: string }[] {
  const sums = new Map<string, bigint>();
  for (const { minor, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(minor));
  return [...sums].map(([currency, minor]) => ({ currency, minor: String(minor) }));
}
