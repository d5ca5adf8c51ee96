/** Placeholder. */
export function TodayPage() { return null; }
