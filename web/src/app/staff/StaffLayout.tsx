/** Placeholder. */
export function StaffLayout() { return null; }
