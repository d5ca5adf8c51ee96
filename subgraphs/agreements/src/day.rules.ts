const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const aDay = 86_400_000;

/** When a calendar day is over everywhere on earth: a client far in the west still has their evening. */
export const endOfDay = (day: string): Date => new Date(noon(day) + aDay);

/** The calendar day of a moment, in UTC. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** True for a day that exists. */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(noon(text)) && dayOf(new Date(noon(text))) === text;

/** So many days later, or earlier. */
export const plusDays = (day: string, days: number): string => dayOf(new Date(noon(day) + days * aDay));

const partsOf = (day: string): [number, number, number] => day.split('-').map(Number) as [number, number, number];

/** The same day of the month so many months later, or the last day of that month where it has none such. */
export function monthsLater(from: string, months: number): string {
  const [year, month, day] = partsOf(from);
  const at = year * 12 + (month - 1) + months;
  const length = new Date(Date.UTC(Math.floor(at / 12), (at % 12) + 1, 0)).getUTCDate();
  return dayOf(new Date(Date.UTC(Math.floor(at / 12), at % 12, Math.min(day, length), 12)));
}

/** The last day of so many months that begin on a day: a year from the first of May ends on the thirtieth of April. */
export function lastDayOf(from: string, months: number): string {
  const turn = monthsLater(from, months);
  return partsOf(turn)[2] < partsOf(from)[2] ? turn : plusDays(turn, -1);
}
