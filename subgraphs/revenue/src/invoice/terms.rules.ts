import { Temporal } from 'temporal-polyfill';
import type { PlanPeriod } from '../plan/plan.types.js';
import { owed } from './invoice-state.rules.js';
import type { InvoiceStanding } from './invoice.types.js';

/** The calendar day of a moment where the firm keeps its books. */
export const dayIn = (zone: string, at: Date): string => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();

/** The last day to pay. */
export const dueDay = (issuedOn: string, termsDays: number): string => Temporal.PlainDate.from(issuedOn).add({ days: termsDays }).toString();

/** How many days a day lies behind another; below nothing when it lies before it. */
export const daysPast = (day: string, today: string): number => Temporal.PlainDate.from(day).until(Temporal.PlainDate.from(today), { largestUnit: 'days' }).days;

/** True for what is owed and late. Derived, whenever it is asked. */
export const isOverdue = (invoice: { readonly status: InvoiceStanding; readonly dueOn: string | null }, today: string): boolean => invoice.dueOn !== null && owed.includes(invoice.status) && daysPast(invoice.dueOn, today) > 0;

const lengths: Readonly<Record<PlanPeriod, Temporal.DurationLike>> = { WEEK: { weeks: 1 }, MONTH: { months: 1 }, QUARTER: { months: 3 }, YEAR: { years: 1 } };

/** The first day of a period that lies so many periods after another. Reckoned from the first one: the thirty-first comes back after a short month. */
export function periodStart(from: string, period: PlanPeriod, count: number): string {
  const one = Temporal.Duration.from(lengths[period]);
  return Temporal.PlainDate.from(from).add({ weeks: one.weeks * count, months: one.months * count, years: one.years * count }).toString();
}

/** The first period after a day, counted from the first one. */
export function nextPeriod(first: string, period: PlanPeriod, after: string): string {
  let count = Math.max(0, roughly(first, period, after) - 1);
  while (Temporal.PlainDate.compare(periodStart(first, period, count), after) <= 0) count += 1;
  return periodStart(first, period, count);
}

/** A lower bound of how many periods lie between two days. */
function roughly(first: string, period: PlanPeriod, after: string): number {
  const days = Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(after), { largestUnit: 'days' }).days;
  return Math.floor(days / { WEEK: 7, MONTH: 31, QUARTER: 92, YEAR: 366 }[period]);
}

/** The last day of the period that begins on a day. */
export const lastDayOfPeriod = (first: string, period: PlanPeriod, start: string): string => Temporal.PlainDate.from(nextPeriod(first, period, start)).subtract({ days: 1 }).toString();
