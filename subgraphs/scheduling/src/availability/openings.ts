import { datesThrough, momentOf, readingOf, shiftDate, spansShowing, weekdayOf } from '../time/wall-clock.js';
import { hoursOn, type DateException, type WeekdayHours } from './hours.rules.js';
import type { Span } from './slots.rules.js';

/** The hours that a host keeps, in the host's own zone. */
export interface HostHours {
  readonly zone: string;
  readonly weekly: readonly WeekdayHours[];
  readonly exceptions: readonly DateException[];
}

/** The longest window that may be asked for, in days. */
export const longestWindow = 62;

/**
 * When a host is open, as moments, for every host-local date that touches the window.
 * Hours that the clocks skip are no hours; hours that occur twice are open twice.
 */
export function openingsOf(hours: HostHours, window: Span): Span[] {
  const first = shiftDate(readingOf(window.from, hours.zone).date, -1);
  const last = shiftDate(readingOf(window.to, hours.zone).date, 1);
  return datesThrough(first, last, longestWindow + 6).flatMap((date) =>
    hoursOn(date, weekdayOf(date), hours.weekly, hours.exceptions)
      .flatMap((range) => spansShowing(date, range.from, range.to, hours.zone)),
  );
}

/** The moments that the dates `from` to `to` (both included) cover for somebody in `zone`. */
export function windowOf(from: string, to: string, zone: string): Span {
  return { from: momentOf(from, 0, zone), to: momentOf(shiftDate(to, 1), 0, zone) };
}
