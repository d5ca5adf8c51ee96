import type { FileRequestItemState, FileRequestState } from '../../../../gql/staff/graphql';
import { countWords, dayOf, dayWords, daysBetween, instant } from '../../../../lib/format';

interface Line {
  state: FileRequestItemState;
}

interface Standing {
  state: FileRequestState;
  submittedAt?: string | null;
  items?: readonly Line[] | null;
}

const came = (line: Line): boolean => line.state === 'RECEIVED' || line.state === 'ACCEPTED' || line.state === 'NOT_APPLICABLE';

/** How a request reads in a list: the state the table of states knows, and words that count. */
export function requestStanding({ state, submittedAt, items }: Standing, today: string): { state: string; words?: string; tone?: 'quiet' } {
  const lines = items ?? [];
  const back = lines.filter((line) => line.state === 'REJECTED').length;
  if (state === 'IN_PROGRESS' && back > 0) return { state: 'REOPENED', words: `${back} to send again` };
  if (state === 'IN_PROGRESS' && lines.length > 0) return { state, words: `${lines.filter(came).length} of ${lines.length} in` };
  if (state === 'SUBMITTED') {
    const toCheck = lines.filter((line) => line.state === 'RECEIVED').length;
    return toCheck > 0 ? { state, words: `${toCheck} to check` } : { state };
  }
  // What ended a week ago is no news any more.
  if (state === 'COMPLETED' && submittedAt && daysBetween(dayOf(instant(submittedAt)), today) > 7) return { state, tone: 'quiet' };
  return { state };
}

/** Whether the client still has something to do with it. */
export const isAsked = (state: FileRequestState): boolean => state === 'SENT' || state === 'IN_PROGRESS';

/** The days on which the client is still reminded, in words; null when none is left. */
export function reminderWords(remindAt: readonly string[], sent: number): string | null {
  const left = remindAt.slice(sent).map((at) => dayWords(instant(at)));
  if (left.length === 0) return null;
  return left.length === 1 ? (left[0] ?? null) : `${left.slice(0, -1).join(', ')} and ${left.at(-1)}`;
}

/** «3 things», as an order counts them. */
export const thingWords = (count: number): string => countWords(count, 'thing');
