/** Placeholder. */
export function ClientsPage() { return null; }
