import type { UnbilledRow } from './unbilled.types.js';

/** What somebody wants on the invoice: named things, or all that has an amount. */
export interface Wanted { readonly itemIds: readonly string[] | null; readonly currency: string | null; readonly throughOn: string | null }

const priced = (row: UnbilledRow): boolean => row.minor !== null;
const titled = (row: UnbilledRow): string => row.title ?? `time of ${row.on}`;

/** A milestone that is billed by hours goes with the hours of its project. */
const withItsHours = (chosen: readonly UnbilledRow[]) => (row: UnbilledRow): boolean => row.problem === 'BY_HOURS' && chosen.some((one) => one.kind === 'TIME' && one.projectId === row.projectId);

function named(rows: readonly UnbilledRow[], ids: readonly string[]): readonly UnbilledRow[] | string {
  const chosen = rows.filter((one) => ids.includes(one.id));
  if (chosen.length < new Set(ids).size) return 'something of it is in another currency';
  const unpriced = chosen.find((one) => !priced(one) && !withItsHours(chosen)(one));
  return unpriced ? `«${titled(unpriced)}» has no amount that a rule gives; write its line by hand` : chosen;
}

function all(rows: readonly UnbilledRow[], { throughOn }: Wanted): readonly UnbilledRow[] {
  const due = rows.filter((one) => throughOn === null || one.on <= throughOn);
  const chosen = due.filter(priced);
  return [...chosen, ...due.filter(withItsHours(chosen))];
}

/** What comes onto one invoice, or why nothing does. One invoice is in one currency. */
export function choose(rows: readonly UnbilledRow[], wanted: Wanted): readonly UnbilledRow[] | string {
  const inCurrency = wanted.currency === null ? rows : rows.filter((one) => one.currency === wanted.currency);
  const chosen = wanted.itemIds === null ? all(inCurrency, wanted) : named(inCurrency, wanted.itemIds);
  if (typeof chosen === 'string') return chosen;
  if (chosen.filter(priced).length === 0) return 'nothing waits';
  return new Set(chosen.map((one) => one.currency)).size > 1 ? 'it is in several currencies; say which one goes onto this invoice' : chosen;
}

/** Hours at one rate for one project: a line of an invoice. */
export interface Hours { readonly projectId: string | null; readonly rateMinor: bigint; readonly ids: readonly string[]; readonly minutes: number; readonly minor: bigint; readonly from: string; readonly to: string }

const mostOnALine = 200;
const chunked = <T>(rows: readonly T[]): (readonly T[])[] => Array.from({ length: Math.ceil(rows.length / mostOnALine) }, (_, at) => rows.slice(at * mostOnALine, (at + 1) * mostOnALine));

/** Time that was worked, put together by project and rate. The sum of each entry's own amount stands, so that it comes to what was shown. */
export function hoursOf(rows: readonly UnbilledRow[]): Hours[] {
  const groups = Map.groupBy(rows.filter((one) => one.kind === 'TIME'), (one) => `${one.projectId ?? ''}/${one.rateMinor ?? ''}`);
  return [...groups.values()].flatMap(chunked).map((part) => ({
    projectId: part[0]?.projectId ?? null, rateMinor: part[0]?.rateMinor ?? 0n, ids: part.map((one) => one.id), minutes: part.reduce((sum, one) => sum + (one.minutes ?? 0), 0), minor: part.reduce((sum, one) => sum + (one.minor ?? 0n), 0n),
    from: part.reduce((day, one) => (one.on < day ? one.on : day), part[0]?.on ?? ''), to: part.reduce((day, one) => (one.on > day ? one.on : day), ''),
  }));
}

/** «1 h 30 min». */
export function spent(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}
