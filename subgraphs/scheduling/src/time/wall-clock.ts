import { Temporal } from 'temporal-polyfill';

/** A moment as somebody in a zone reads it: wall-clock text, its date, and the offset that tells two equal readings apart. */
export interface LocalReading {
  readonly local: string;
  readonly date: string;
  readonly offset: string;
}

const ianaName = /^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/;

/** True for an IANA zone name that this runtime knows. A bare offset is not a zone: it has no rules for next month. */
export function isKnownZone(zone: string): boolean {
  if (!ianaName.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

interface Reading {
  readonly first: number;
  readonly last: number;
  /** When the clocks are changed, for a reading that occurs twice. */
  readonly change: number | null;
}

function read(date: string, minutes: number, zone: string): Reading {
  const wanted = Temporal.PlainDate.from(date).toPlainDateTime({ hour: 0 }).add({ minutes });
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const first = found.epochMilliseconds;
  if (!found.toPlainDateTime().equals(wanted)) {
    const jump = (found.getTimeZoneTransition('next') ?? found).epochMilliseconds;
    return { first: jump, last: jump, change: null };
  }
  const last = wanted.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
  return { first, last, change: last > first ? (found.getTimeZoneTransition('next')?.epochMilliseconds ?? null) : null };
}

/**
 * The moment at which a wall clock in `zone` shows `date` and `minutes` after midnight (1440 = the next midnight).
 * A reading that occurs twice means the first; one that the clocks skip means the moment of the jump.
 */
export function momentOf(date: string, minutes: number, zone: string): number {
  return read(date, minutes, zone).first;
}

/**
 * The moments during which a wall clock in `zone` shows a time from `from` up to `to` (minutes after midnight).
 * Usually one span. None when the clocks skip it all; two when the clocks are set back inside it and part of it occurs twice.
 */
export function spansShowing(date: string, from: number, to: number, zone: string): { from: number; to: number }[] {
  const opens = read(date, from, zone);
  const closes = read(date, to, zone);
  const change = opens.change ?? closes.change;
  const spans = change === null
    ? [{ from: opens.first, to: closes.first }]
    : [{ from: opens.first, to: Math.min(closes.first, change) }, { from: Math.max(opens.last, change), to: closes.last }];
  return spans.filter((span) => span.from < span.to);
}

/** What a wall clock text such as `2026-11-24T15:30` means in a zone: a moment, nothing because the clocks skip it, or no time at all. */
export function readWallClock(local: string, zone: string): number | 'SKIPPED' | 'MALFORMED' {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:00)?$/.test(local)) return 'MALFORMED';
  try {
    const wanted = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
    const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
    return found.toPlainDateTime().equals(wanted) ? found.epochMilliseconds : 'SKIPPED';
  } catch {
    return 'MALFORMED';
  }
}

/** How a moment reads in a zone. */
export function readingOf(moment: number, zone: string): LocalReading {
  const there = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
  return {
    local: there.toPlainDateTime().toString({ smallestUnit: 'minute' }),
    date: there.toPlainDate().toString(),
    offset: there.offset,
  };
}

/** Every date from the first to the last, both included; at most `limit` of them. */
export function datesThrough(first: string, last: string, limit: number): string[] {
  const dates: string[] = [];
  const end = Temporal.PlainDate.from(last);
  for (let day = Temporal.PlainDate.from(first); Temporal.PlainDate.compare(day, end) <= 0 && dates.length < limit; day = day.add({ days: 1 })) dates.push(day.toString());
  return dates;
}

/** How many days lie from one date to the other; negative when they are the wrong way round. */
export function daysBetween(first: string, last: string): number {
  return Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(last), { largestUnit: 'days' }).days;
}

/** The date some days later or earlier. */
export function shiftDate(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The weekday of a date, 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}
