import { Temporal } from 'temporal-polyfill';
import type { DunningCount } from './dunning.types.js';

/** Most days of a schedule, and how late the last of them may lie. */
export const mostReminders = 6;
export const latestDay = 180;

/** True for a schedule that can be kept: whole days after the last day to pay, each later than the one before. */
export const isSchedule = (days: readonly number[]): boolean => days.length <= mostReminders && days.every((day, at) => Number.isInteger(day) && day >= 1 && day <= latestDay && day > (days[at - 1] ?? 0));

/** What comes next by the schedule, and on which day: that it is late, then each reminder in turn; null after the last one. */
export function nextOf(count: DunningCount, days: readonly number[]): { readonly what: 'OVERDUE' | 'REMINDER'; readonly on: string } | null {
  const late = (by: number): string => Temporal.PlainDate.from(count.lateFrom).add({ days: by }).toString();
  if (!count.overdueTold) return { what: 'OVERDUE', on: late(1) };
  const day = days[count.sent];
  return day === undefined ? null : { what: 'REMINDER', on: late(day) };
}

/** Nine in the morning of a day where the firm keeps its books: nobody is written to at night. */
export const morningOf = (day: string, zone: string): Date => new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).epochMilliseconds);
