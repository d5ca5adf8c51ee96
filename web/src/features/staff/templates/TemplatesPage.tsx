/** Placeholder. */
export function TemplatesPage() { return null; }
