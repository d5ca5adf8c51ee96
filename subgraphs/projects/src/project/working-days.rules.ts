const dayMs = 86_400_000;
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
/** 0 is Monday; the first day of 1970 was a Thursday. */
const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** True from Monday to Friday. */
export const isWorkingDay = (date: string): boolean => weekday(dayNumber(date)) < 5;

/**
 * The working day that stands `count` working days after a date. Work that begins on a weekend begins on the Monday after,
 * so 0 is the first working day on or after the date. Public holidays are not known here.
 */
export function addWorkingDays(date: string, count: number): string {
  let day = dayNumber(date);
  if (weekday(day) > 4) day += 7 - weekday(day);
  const behind = weekday(day) + count;
  return dateOf(day - weekday(day) + Math.floor(behind / 5) * 7 + (behind % 5));
}
