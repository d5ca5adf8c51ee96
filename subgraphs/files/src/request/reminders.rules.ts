const day = 86_400_000;
const morning = (date: string): number => Date.parse(`${date}T09:00:00Z`);

/** When a client is reminded unless somebody says otherwise: three days before, on the day, and three days after. What is past is left out. */
export function usualReminders(dueOn: string | null, now: Date): string[] {
  if (dueOn === null) return [];
  return [-3, 0, 3].map((days) => morning(dueOn) + days * day).filter((at) => at > now.getTime()).map((at) => new Date(at).toISOString());
}

/** How long a request waits at most: a month beyond its day, two months when it has none. */
export function lastMoment(dueOn: string | null, now: Date): Date {
  const from = dueOn === null ? now.getTime() + 30 * day : Math.max(morning(dueOn), now.getTime());
  return new Date(from + 30 * day);
}
