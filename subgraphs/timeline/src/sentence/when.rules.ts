function parts(iso: string, zone: string): Record<string, string> {
  const format = (timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  let formatter: Intl.DateTimeFormat;
  try {
    formatter = format(zone);
  } catch {
    formatter = format('UTC');
  }
  return Object.fromEntries(formatter.formatToParts(Date.parse(iso)).map((part) => [part.type, part.value]));
}

function dayOf(found: Record<string, string>, year: string): string {
  const day = `${found['weekday']} ${found['day']} ${(found['month'] ?? '').slice(0, 3)}`;
  return found['year'] === year ? day : `${day} ${found['year']}`;
}

/** «Tue 24 Nov, 14:30» in the given zone; the year only when it differs from the year of `told`. */
export function whenInWords(iso: string, zone: string, told: string): string {
  if (Number.isNaN(Date.parse(iso))) return '';
  const found = parts(iso, zone === '' ? 'UTC' : zone);
  return `${dayOf(found, told.slice(0, 4))}, ${found['hour']}:${found['minute']}`;
}

/** «Fri 27 Nov» for a plain date `2026-11-27`. */
export function dayInWords(date: string, told: string): string {
  const iso = `${date}T12:00:00Z`;
  return Number.isNaN(Date.parse(iso)) ? '' : dayOf(parts(iso, 'UTC'), told.slice(0, 4));
}
