/** The one place in the web that asks what time it is. */
export function now(): Date {
  return new Date();
}

/** The reader's own time zone, as the browser knows it. */
export function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
