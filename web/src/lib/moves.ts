import { now } from './clock';
import { dayOf, daysBetween, instant, timeWords } from './format';

interface Waiting {
  dueAt?: string | null;
  dueOn?: string | null;
  late?: boolean | null;
}

/** The plain day on which a move is due, in the reader's zone. */
export function dueDay({ dueAt, dueOn }: Waiting): string | null {
  return dueOn ?? (dueAt ? dayOf(instant(dueAt)) : null);
}

/** A move that is due at a time today says the time, or how late it is; other days are said by the day. */
export function dueTimeWords(move: Waiting): string | null {
  if (!move.dueAt || dueDay(move) !== dayOf(now())) return null;
  if (!move.late) return timeWords(instant(move.dueAt));
  const hours = Math.floor((now().getTime() - instant(move.dueAt).getTime()) / 3_600_000);
  return hours < 1 ? 'late' : `${hours} h late`;
}

/** How long somebody has had it: «9 d», «today». */
export function waitedWords(since: string): string {
  const days = daysBetween(dayOf(instant(since)), dayOf(now()));
  return days <= 0 ? 'today' : `${days} d`;
}
