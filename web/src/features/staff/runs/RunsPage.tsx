/** Placeholder. */
export function RunsPage() { return null; }
