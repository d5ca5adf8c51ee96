/** Placeholder. */
export function CalendarPage() { return null; }
