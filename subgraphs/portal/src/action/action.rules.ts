/** What the order of a list is decided by. */
export interface Waiting { readonly dueOn: string | null; readonly createdAt: Date }

/** True when the day of `now` is past the due day. A day without a due date is never late. */
export function isLate(item: Pick<Waiting, 'dueOn'>, now: Date): boolean {
  return item.dueOn !== null && item.dueOn < now.toISOString().slice(0, 10);
}

/** Late and due things first, by date; what has no date stands last, the longest waiting first. */
export function inOrderOfUrgency<T extends Waiting>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') || a.createdAt.getTime() - b.createdAt.getTime());
}

/** What one person sees of the list: all that waits for the client as a whole, and what waits for this person. */
export function forPerson<T extends { readonly contactId: string | null }>(items: readonly T[], contactId: string): T[] {
  return items.filter((item) => item.contactId === null || item.contactId === contactId);
}
