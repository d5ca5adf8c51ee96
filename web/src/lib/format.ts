import { now, readerZone } from './clock';

const locale = 'en-GB';
const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

function part(date: Date, zone: string, options: Intl.DateTimeFormatOptions, type: Intl.DateTimeFormatPartTypes): string {
  return formatFor({ ...options, timeZone: zone }).formatToParts(date).find((p) => p.type === type)?.value ?? '';
}

/** A plain date such as 2026-11-24 as the midnight that starts it, in UTC; format it with zone 'UTC'. */
export function plainDate(iso: string): Date {
  return new Date(`${iso.slice(0, 10)}T00:00:00Z`);
}

/** An instant from the wire. */
export function instant(iso: string): Date {
  return new Date(iso);
}

/** The calendar day of an instant in a zone, as yyyy-mm-dd. */
export function dayOf(date: Date, zone = readerZone()): string {
  const of = (type: 'year' | 'month' | 'day') => part(date, zone, { year: 'numeric', month: '2-digit', day: '2-digit' }, type);
  return `${of('year')}-${of('month')}-${of('day')}`;
}

/** Whole days from one plain day to another; negative when the second lies before the first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((plainDate(to).getTime() - plainDate(from).getTime()) / dayMs);
}

/** A plain day so many days later. */
export function addDays(day: string, count: number): string {
  return new Date(plainDate(day).getTime() + count * dayMs).toISOString().slice(0, 10);
}

/** «Thu 19 Nov», with the year when it is not this one («31 Jan 2027»). */
export function dayWords(date: Date, zone = readerZone()): string {
  const short = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const of = (type: Intl.DateTimeFormatPartTypes) => part(date, zone, short, type);
  const month = of('month').slice(0, 3);
  if (of('year') !== part(now(), zone, short, 'year')) return `${of('day')} ${month} ${of('year')}`;
  return `${of('weekday')} ${of('day')} ${month}`;
}

/** «Thursday 19 November». */
export function longDayWords(date: Date, zone = readerZone()): string {
  const long = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const of = (type: Intl.DateTimeFormatPartTypes) => part(date, zone, long, type);
  return `${of('weekday')} ${of('day')} ${of('month')}`;
}

/** «November 2026». */
export function monthWords(date: Date, zone = 'UTC'): string {
  return formatFor({ month: 'long', year: 'numeric', timeZone: zone }).format(date);
}

/** «Tue». */
export function weekdayWords(date: Date, zone = 'UTC'): string {
  return part(date, zone, { weekday: 'short' }, 'weekday');
}

/** «Nov». */
export function shortMonth(date: Date, zone = 'UTC'): string {
  return part(date, zone, { month: 'short' }, 'month').slice(0, 3);
}

/** «14:30» by the reader's clock, or in the zone given. */
export function timeWords(date: Date, zone = readerZone()): string {
  return formatFor({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(date);
}

/** «11:16:41». */
export function secondWords(date: Date, zone = readerZone()): string {
  return formatFor({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: zone }).format(date);
}

/** «today», «tomorrow», «yesterday» or «Thu 19 Nov». */
export function nearDayWords(date: Date, zone = readerZone()): string {
  const away = daysBetween(dayOf(now(), zone), dayOf(date, zone));
  if (away === 0) return 'today';
  if (away === 1) return 'tomorrow';
  if (away === -1) return 'yesterday';
  return dayWords(date, zone);
}

/** A moment in the past for a list: «2 h ago», «Yesterday», «Tue 17 Nov». */
export function agoWords(date: Date): string {
  const minutes = Math.floor((now().getTime() - date.getTime()) / 60_000);
  if (minutes < 0) return capital(momentWords(date));
  if (minutes < 1) return 'Now';
  if (minutes < 60) return `${minutes} min ago`;
  const away = daysBetween(dayOf(date), dayOf(now()));
  if (away === 0) return minutes < 240 ? `${Math.floor(minutes / 60)} h ago` : `Today ${timeWords(date)}`;
  return away === 1 ? 'Yesterday' : dayWords(date);
}

/** A moment with its time: «today 09:02», «Tue 17 Nov 14:30». */
export function momentWords(date: Date, zone = readerZone()): string {
  return `${nearDayWords(date, zone)} ${timeWords(date, zone)}`;
}

/** Full stamp with zone, for a tooltip. */
export function stampWords(date: Date, zone = readerZone()): string {
  const full = formatFor({ dateStyle: 'full', timeStyle: 'medium', timeZone: zone }).format(date);
  return `${full} (${zoneWords(zone, date)})`;
}

/** «12 days late», «today», «Fri 20 Nov» for a plain due date. */
export function dueWords(due: string, today = dayOf(now())): { words: string; late: boolean } {
  const away = daysBetween(today, due);
  if (away < 0) return { words: away === -1 ? '1 day late' : `${-away} days late`, late: true };
  if (away === 0) return { words: 'today', late: false };
  return { words: dayWords(plainDate(due), 'UTC'), late: false };
}

/** How long something took: «0.4 s», «2 h 14 m», «2 d 4 h». */
export function spanWords(ms: number): string {
  if (ms < 950) return `${(Math.max(ms, 0) / 1000).toFixed(ms < 100 ? 2 : 1)} s`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} m` : `${hours} h`;
  return hours % 24 ? `${Math.floor(hours / 24)} d ${hours % 24} h` : `${Math.floor(hours / 24)} d`;
}

/** Noted time: «1 h 30 min». */
export function minuteWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
}

/** «in 3 h 12 min». */
export function untilWords(date: Date): string {
  const minutes = Math.max(0, Math.round((date.getTime() - now().getTime()) / 60_000));
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return `on ${dayWords(date)}`;
  if (hours === 0) return `in ${minutes} min`;
  return minutes % 60 ? `in ${hours} h ${minutes % 60} min` : `in ${hours} h`;
}

/** «London, GMT» for an IANA zone. */
export function zoneWords(zone: string, at = now()): string {
  const city = zone.split('/').pop()?.replaceAll('_', ' ') ?? zone;
  const short = part(at, zone, { timeZoneName: 'short' }, 'timeZoneName');
  return city === short ? city : `${city}, ${short}`;
}

/** The initials in a person's disc. */
export function initials(name: string): string {
  const words = name.replace(/[^\p{L}\p{N}\s&]/gu, '').split(/\s+/).filter((w) => w && w !== '&');
  const first = words[0]?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

/** A count with its noun: «1 run», «3 runs». */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

const small = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];

/** A small count spelled out, for the first word of a sentence. */
export function spelled(count: number): string {
  return small[count] ?? String(count);
}

/** First letter large, the rest as it is. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Money always with its minor units and a true minus. */
export function moneyWords(minor: bigint | string | number, currency: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const amount = Number(BigInt(minor)) / 10 ** digits;
  return format.format(amount).replace('-', '−');
}

/** Money rounded for the axis of a chart: «£12K». */
export function roundMoneyWords(minor: number, currency: string): string {
  const digits = new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return new Intl.NumberFormat(locale, { style: 'currency', currency, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 }).format(minor / 10 ** digits).replace('-', '−');
}

/** FIRST_WORD and second-word codes as words for a state nobody has named yet. */
export function codeWords(code: string): string {
  return capital(code.toLowerCase().replaceAll(/[_.-]+/g, ' '));
}

/** The moment at which a plain day starts by the reader's own clock. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00`);
}

/** Units of size, the largest first: what one is, and its name. */
export const sizeUnits = [[1_000_000_000, 'GB'], [1_000_000, 'MB'], [1_000, 'KB']] as const;

/** The size of a file: «18.2 MB», «340 KB», «12 bytes». */
export function sizeWords(bytes: number): string {
  const [unit, name] = sizeUnits.find(([least]) => bytes >= least) ?? [1, bytes === 1 ? 'byte' : 'bytes'];
  return `${unit < 1_000_000 ? Math.round(bytes / unit) : (bytes / unit).toFixed(1).replace(/\.0$/, '')} ${name}`;
}
