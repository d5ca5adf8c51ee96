/** A time as its reader's wall clock shows it: «Tuesday 24 November 2026, 15:30 to 16:00 (Europe/London, GMT)». */
export function whenText(start: string, end: string, zone: string): string {
  const from = new Date(start);
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(from).replace(',', '');
  return `${day}, ${clock(from, zone)} to ${clock(new Date(end), zone)} (${zone.replaceAll('_', ' ')}, ${zoneName(from, zone)})`;
}

/** A time for a subject or a notice: «Tue 24 Nov, 15:30». */
export function shortWhen(start: string, zone: string): string {
  const from = new Date(start);
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' }).format(from).replace(',', '');
  return `${day}, ${clock(from, zone)}`;
}

/** A plain day for a list of facts: «Tuesday 24 November 2026». */
export function dayText(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day.slice(0, 10)}T12:00:00Z`)).replace(',', '');
}

function clock(moment: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hour12: false }).format(moment);
}

function zoneName(moment: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' }).formatToParts(moment).find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
}

/** Names as a sentence lists them: «Ines, Ruth and Tom». */
export function listNames(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
