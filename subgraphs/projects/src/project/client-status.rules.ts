/** What a client may know of a project. */
export interface Seen {
  readonly status: 'SKELETON' | 'ACTIVE' | 'ON_HOLD' | 'COMPLETED' | 'CANCELLED'; readonly kickOffOn: string | null;
  readonly done: number; readonly total: number; readonly waitsForClient: readonly string[];
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const dayInWords = (date: string): string => `${Number(date.slice(8, 10))} ${months[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`;

/** One sentence for the client. It names what we wait for, never our own tasks or reasons. */
export function clientStatus(seen: Seen): string {
  if (seen.status === 'COMPLETED') return 'Done. Thank you.';
  if (seen.status === 'CANCELLED') return 'This work was called off.';
  if (seen.status === 'ON_HOLD') return 'Paused for now. We will tell you when it goes on.';
  if (seen.status === 'SKELETON') return seen.kickOffOn ? `We are getting ready. Work begins on ${dayInWords(seen.kickOffOn)}.` : 'We are getting ready.';
  const [first, ...more] = seen.waitsForClient;
  if (first) return `We are waiting for you: ${first}${more.length > 0 ? `, and ${more.length} more` : ''}.`;
  return seen.total > 0 && seen.done > 0 ? `We are working on it: ${seen.done} of ${seen.total} steps done.` : 'We are working on it.';
}
