/** Two wall-clock times of one day, `HH:MM`; the end may be `24:00`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** The hours of one weekday (1 Monday to 7 Sunday), with the breaks inside them. */
export interface WeekdayHours extends DayRange {
  readonly weekday: number;
  readonly breaks: readonly DayRange[];
}

/** A date whose hours differ from the week's; no ranges means that the day is off. */
export interface DateException {
  readonly date: string;
  readonly ranges: readonly DayRange[];
}

/** Minutes after midnight. */
export interface MinuteRange {
  readonly from: number;
  readonly to: number;
}

/** Minutes after midnight of `HH:MM`, or null when it is no such time. */
export function minutesOf(time: string): number | null {
  const parts = /^(\d{2}):(\d{2})$/.exec(time);
  if (!parts) return null;
  const total = Number(parts[1]) * 60 + Number(parts[2]);
  return Number(parts[2]) < 60 && total <= 1440 ? total : null;
}

function asMinutes(range: DayRange): MinuteRange {
  return { from: minutesOf(range.from) ?? 0, to: minutesOf(range.to) ?? 0 };
}

/** What remains of a range once the breaks are taken out. */
export function withoutBreaks(range: MinuteRange, breaks: readonly MinuteRange[]): MinuteRange[] {
  return breaks.reduce<MinuteRange[]>(
    (parts, pause) => parts.flatMap((part) => {
      if (pause.to <= part.from || pause.from >= part.to) return [part];
      return [{ from: part.from, to: pause.from }, { from: pause.to, to: part.to }].filter((rest) => rest.from < rest.to);
    }),
    [range],
  );
}

/** The working minutes of one date: an exception replaces the week's hours for that date. */
export function hoursOn(date: string, weekday: number, weekly: readonly WeekdayHours[], exceptions: readonly DateException[]): MinuteRange[] {
  const exception = exceptions.find((one) => one.date === date);
  if (exception) return exception.ranges.map(asMinutes).sort((a, b) => a.from - b.from);
  return weekly
    .filter((hours) => hours.weekday === weekday)
    .flatMap((hours) => withoutBreaks(asMinutes(hours), hours.breaks.map(asMinutes)))
    .sort((a, b) => a.from - b.from);
}

/** Why a set of hours cannot be kept, with the field; null when it can. */
export interface HoursFault {
  readonly field: string;
  readonly sentence: string;
}

function rangeFault(range: DayRange, field: string): HoursFault | null {
  const from = minutesOf(range.from);
  const to = minutesOf(range.to);
  if (from === null || to === null) return { field, sentence: 'A time is written as HH:MM, for example 09:30.' };
  return from < to ? null : { field, sentence: 'The end must come after the start.' };
}

function overlapFault(ranges: readonly DayRange[], field: string): HoursFault | null {
  const sorted = ranges.map(asMinutes).sort((a, b) => a.from - b.from);
  const clash = sorted.some((range, i) => i > 0 && range.from < (sorted[i - 1]?.to ?? 0));
  return clash ? { field, sentence: 'These hours overlap each other.' } : null;
}

/** Checks a week of hours. */
export function weeklyFault(weekly: readonly WeekdayHours[]): HoursFault | null {
  for (const [i, hours] of weekly.entries()) {
    const field = `weekly.${i}`;
    if (!Number.isInteger(hours.weekday) || hours.weekday < 1 || hours.weekday > 7) return { field: `${field}.weekday`, sentence: 'A weekday is a number from 1 (Monday) to 7 (Sunday).' };
    const fault = rangeFault(hours, field) ?? hours.breaks.map((pause, j) => rangeFault(pause, `${field}.breaks.${j}`)).find(Boolean);
    if (fault) return fault;
  }
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const fault = overlapFault(weekly.filter((hours) => hours.weekday === weekday), 'weekly');
    if (fault) return fault;
  }
  return null;
}

/** Checks the dates that differ from the week. */
export function exceptionsFault(exceptions: readonly DateException[]): HoursFault | null {
  const dates = new Set<string>();
  for (const [i, exception] of exceptions.entries()) {
    const field = `exceptions.${i}`;
    if (dates.has(exception.date)) return { field: `${field}.date`, sentence: 'This date is listed twice.' };
    dates.add(exception.date);
    const fault = exception.ranges.map((range, j) => rangeFault(range, `${field}.ranges.${j}`)).find(Boolean) ?? overlapFault(exception.ranges, field);
    if (fault) return fault;
  }
  return null;
}
