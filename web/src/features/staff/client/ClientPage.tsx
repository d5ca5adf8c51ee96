/** Placeholder. */
export function ClientPage() { return null; }
