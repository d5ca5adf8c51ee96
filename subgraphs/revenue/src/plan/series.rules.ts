import type { PlanPeriod } from './plan.types.js';

const months: Readonly<Record<Exclude<PlanPeriod, 'WEEK'>, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** So many months later; a month that is too short ends on its last day. */
function monthsLater(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const at = year * 12 + (month - 1) + count;
  const length = new Date(Date.UTC(Math.floor(at / 12), (at % 12) + 1, 0)).getUTCDate();
  return new Date(Date.UTC(Math.floor(at / 12), at % 12, Math.min(date, length))).toISOString().slice(0, 10);
}

const step = (day: string, period: PlanPeriod, count: number): string =>
  (period === 'WEEK' ? new Date(Date.parse(`${day}T00:00:00Z`) + count * 7 * 86_400_000).toISOString().slice(0, 10) : monthsLater(day, count * months[period]));

/** The first day of a series that is not before another day. Counted from its first day, so that the thirty-first stays the thirty-first where a month has one. */
export function firstOnOrAfter(first: string, period: PlanPeriod, day: string): string {
  let count = 0;
  while (step(first, period, count) < day) count += 1;
  return step(first, period, count);
}
