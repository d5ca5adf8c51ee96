/** True when one of the names or patterns (`*`, `crm.*`, `crm.client.view`) that somebody holds covers the permission. */
export function holds(permissions: readonly string[] | undefined, wanted: string): boolean {
  return permissions?.some((held) => held === '*' || held === wanted || (held.endsWith('.*') && wanted.startsWith(held.slice(0, -1)))) ?? false;
}
