import { monthWords, plainDate, shortMonth } from '../../../lib/format';
import type { BarValue } from '../../../ui/BarsChart';
import type { Counted } from './views';

interface Month { from: string; to: string; invoiced: Counted; received: Counted | null; refunded: Counted | null }
interface Age { dueFrom?: string | null; dueTo?: string | null; daysFrom?: number | null; daysTo?: number | null; owed: Counted }

/** The address of a list under a filter; what is not set is left out. */
export function listAt(path: string, search: Readonly<Record<string, string | null | undefined>>): string {
  const set = Object.entries(search).filter((one): one is [string, string] => Boolean(one[1]));
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set).toString()}`;
}

/** Months as rows of a chart: what went out, and what came, each with the list that it counts. */
export function monthRows(months: readonly Month[], currency: string): { key: string; label: string; values: Record<string, BarValue | null> }[] {
  const years = new Set(months.map((one) => one.from.slice(0, 4))).size;
  return months.map(({ from, to, invoiced, received }) => ({
    key: from, label: years > 1 ? `${shortMonth(plainDate(from))} ${from.slice(2, 4)}` : monthWords(plainDate(from)).split(' ')[0] ?? from,
    values: {
      invoiced: { minor: invoiced.amount.minor, count: invoiced.count, href: listAt('/money/invoices', { view: 'out', issuedFrom: from, issuedTo: to, currency }) },
      received: received && { minor: received.amount.minor, count: received.count, href: listAt('/money/payments', { view: 'received', receivedFrom: from, receivedTo: to, currency }) },
    },
  }));
}

/** «Not due», «31 to 60 days late», «More than 90 days late». */
export function ageWords({ daysFrom, daysTo }: Pick<Age, 'daysFrom' | 'daysTo'>): string {
  if (daysFrom === null || daysFrom === undefined) return 'Not due';
  return daysTo === null || daysTo === undefined ? `Over ${daysFrom - 1} days` : `${daysFrom} to ${daysTo} days`;
}

/** What is owed by how late it is, as rows of a chart: what is not due is the client's calm move, what is late is red. */
export function ageRows(ages: readonly Age[], currency: string): { key: string; label: string; values: Record<string, BarValue> }[] {
  return ages.map((age) => ({
    key: ageWords(age), label: ageWords(age),
    values: { owed: { minor: age.owed.amount.minor, count: age.owed.count, colour: age.daysFrom === null || age.daysFrom === undefined ? 'slate' : 'red', href: listAt('/money/invoices', { view: 'open', dueFrom: age.dueFrom, dueTo: age.dueTo, currency }) } },
  }));
}
