import { capital, dayOf, dayWords, daysBetween, dueWords, plainDate, spelled } from '../../lib/format';
import { now } from '../../lib/clock';

/** A greeting for the hour on the reader's clock. */
export function greeting(hour = now().getHours()): string {
  if (hour < 5 || hour >= 18) return 'Good evening';
  return hour < 12 ? 'Good morning' : 'Good afternoon';
}

/** What the first page says under the greeting. */
export function needWords(count: number, inReview = 0): string {
  if (count === 0 && inReview > 0) return 'We are checking what you sent, and write when we are done.';
  if (count === 0) return 'Nothing needs you now. We write when something does.';
  return count === 1 ? 'One thing needs you.' : `${spelled(count)} things need you.`;
}

/** «By tomorrow, Fri 20 Nov», «Today, Thu 19 Nov», «12 days late». */
export function whenDue(dueOn: string, today = dayOf(now())): { words: string; late: boolean } {
  const { words, late } = dueWords(dueOn, today);
  if (late) return { words, late };
  const day = dayWords(plainDate(dueOn), 'UTC');
  const away = daysBetween(today, dueOn);
  if (away === 0) return { words: `Today, ${day}`, late };
  return { words: away === 1 ? `By tomorrow, ${day}` : `By ${day}`, late };
}

/** A project as far as its sentence needs it. */
export interface WorkFacts {
  status: 'SKELETON' | 'ACTIVE' | 'ON_HOLD' | 'COMPLETED' | 'CANCELLED';
  kickOffOn?: string | null;
  dueOn?: string | null;
}

const quiet = { SKELETON: 'Being set up.', ON_HOLD: 'Paused.', COMPLETED: 'Finished.', CANCELLED: 'Cancelled.' } as const;

/** Where a project stands, in the client's words. It promises no day that nobody gave: `dueOn` is the last step that the client sees. */
export function workWords({ status, kickOffOn, dueOn }: WorkFacts, today = dayOf(now())): string {
  const day = (iso: string) => dayWords(plainDate(iso), 'UTC');
  if (status === 'SKELETON') return kickOffOn && kickOffOn >= today ? `${quiet.SKELETON} Work begins ${kickOffOn === today ? 'today' : `on ${day(kickOffOn)}`}.` : quiet.SKELETON;
  if (status !== 'ACTIVE') return quiet[status];
  if (!dueOn) return 'We are working on it.';
  return dueOn < today ? `We are working on it. The last step was due on ${day(dueOn)}.` : `We are working on it. The last step is due ${dueOn === today ? 'today' : `by ${day(dueOn)}`}.`;
}

/** The state of a task, in the client's words; null while nothing is to be said. */
export function taskWords({ state, dueOn }: { state: 'OPEN' | 'DONE' | 'CANCELLED'; dueOn?: string | null }, today = dayOf(now())): { words: string; late: boolean } | null {
  if (state === 'DONE') return { words: 'Done', late: false };
  if (state === 'CANCELLED') return { words: 'No longer needed', late: false };
  if (!dueOn) return null;
  const due = whenDue(dueOn, today);
  return { words: capital(due.words), late: due.late };
}
