import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

/** What the days of a rule follow from. */
export interface Recurring { readonly rrule: string; readonly startsOn: string; readonly endsOn: string | null }

const at = (date: string): Temporal.ZonedDateTime => Temporal.PlainDate.from(date).toZonedDateTime('UTC');
const bare = (rrule: string): string => rrule.trim().toUpperCase().replace(/^RRULE:/, '');
const read = ({ rrule, startsOn }: Recurring) => new RRuleTemporal({ rruleString: bare(rrule), dtstart: at(startsOn), temporal: Temporal, maxIterations: 20_000 });

/** At most this many days are listed at a time, whatever the rule says. */
export const mostDays = 400;

/** What is wrong with a rule, in a sentence; null when it gives days. */
export function ruleFault(recurring: Recurring): string | null {
  const rrule = bare(recurring.rrule);
  if (!/^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$/.test(rrule)) return 'A rule reads FREQ=DAILY, WEEKLY, MONTHLY or YEARLY, and then its parts, such as FREQ=MONTHLY;BYMONTHDAY=1.';
  if (/BY(HOUR|MINUTE|SECOND)=/.test(rrule)) return 'Recurring work begins on a day, not at an hour.';
  if (recurring.endsOn !== null && recurring.endsOn < recurring.startsOn) return 'The last day lies before the first.';
  try {
    return daysOf(recurring, { from: recurring.startsOn, most: 1 }).length === 0 ? 'This rule gives no day at all.' : null;
  } catch {
    return 'This rule cannot be read.';
  }
}

/** The days of a rule from one day on, up to another, the earliest first. */
export function daysOf(recurring: Recurring, range: { readonly from: string; readonly to?: string; readonly most: number }): string[] {
  const most = Math.min(range.most, mostDays);
  const last = [range.to, recurring.endsOn].filter((date): date is string => typeof date === 'string').sort()[0];
  const horizon = last ?? Temporal.PlainDate.from(range.from).add({ years: 12 }).toString();
  if (horizon < range.from) return [];
  const found = read(recurring).between(at(range.from), at(horizon), true).map((one) => one.toPlainDate().toString());
  return [...new Set(found)].slice(0, most);
}

/** The day so many calendar days before a date. */
export const daysBefore = (date: string, days: number): string => Temporal.PlainDate.from(date).subtract({ days }).toString();
