import { dayOf, dayWords, daysBetween, dueWords, plainDate, sizeUnits, sizeWords, spelled } from './format';
import { now } from './clock';
import type { Progress } from './upload';

/** The largest file that is taken in. */
export const largestFile = 5 * 1024 ** 3;

/** A line of a request as far as its sentence needs it. */
export interface AskedFor {
  required: boolean;
  state: string;
}

/** True when nothing more is wanted for a line. */
export function isIn(state: string): boolean {
  return state === 'RECEIVED' || state === 'ACCEPTED' || state === 'NOT_APPLICABLE';
}

/** The serif line: what is left. */
export function leftWords(lines: readonly AskedFor[], state: string): string {
  if (state === 'CANCELLED') return 'No longer needed.';
  if (state === 'EXPIRED') return 'This request has run out.';
  const needed = lines.filter((line) => line.required);
  const left = needed.filter((line) => !isIn(line.state)).length;
  if (state === 'SUBMITTED' || state === 'COMPLETED' || left === 0) return 'Thank you, all is in.';
  if (left === needed.length) return `${spelled(left)} ${left === 1 ? 'thing' : 'things'} to send`;
  return `${spelled(left)} more to go`;
}

/** By when it is wanted, in two parts: the second is what the eye looks for. */
export function wantedWords(dueOn: string, lines: number, today = dayOf(now())): { lead: string; when: string; late: boolean } {
  const { words, late } = dueWords(dueOn, today);
  const day = dayWords(plainDate(dueOn), 'UTC');
  const these = lines === 1 ? 'this' : 'these';
  if (late) return { lead: `We needed ${these} by ${day}:`, when: words, late };
  const away = daysBetween(today, dueOn);
  return { lead: away === 0 ? `We need ${these}` : `We need ${these} by`, when: away === 0 ? `today, ${day}` : away === 1 ? `tomorrow, ${day}` : day, late };
}

/** Why a file is not even begun with; null when it may go. */
export function tooLarge(file: { name: string; size: number }, limit = largestFile): string | null {
  if (file.size > 0 && file.size <= limit) return null;
  if (file.size === 0) return `«${file.name}» is empty. Choose the file once more, or another one.`;
  const kind = /\.[a-z0-9]{1,8}$/i.exec(file.name)?.[0].toLowerCase();
  return `This is a ${kind ? `${kind} of ` : 'file of '}${sizeWords(file.size)}. The limit is ${sizeWords(limit)}.`;
}

/** How far a file is: «11.3 of 18.2 MB, 20 s left». */
export function progressWords({ step, done, of }: Progress, secondsLeft: number | null): string {
  if (step === 'waiting') return 'Paused, no connection. Goes on by itself.';
  if (step === 'reading') return 'Reading the file';
  const whole = sizeWords(of);
  const [unit] = sizeUnits.find(([least]) => of >= least) ?? [1];
  const part = unit < 1_000_000 ? String(Math.round(done / unit)) : (done / unit).toFixed(1);
  if (step === 'held') return `Paused at ${part} of ${whole}`;
  return `${part} of ${whole}${secondsLeft === null ? '' : `, ${leftOver(secondsLeft)} left`}`;
}

const leftOver = (seconds: number): string => (seconds < 60 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`);

const failures: Record<string, string> = {
  CHECKSUM_MISMATCH: 'The file arrived damaged. Send it once more.',
  SIZE_MISMATCH: 'The file did not arrive whole. Send it once more.',
  PARTS_MISSING: 'The file did not arrive whole. Send it once more.',
  PLACE_GONE: 'The place for this file is gone. Ask us where it belongs.',
  INFECTED: 'This file did not pass our safety check. Please send another copy of it.',
};

/** Why a file that arrived was not taken in. */
export function failedWords(reason: string | null | undefined): string {
  return failures[reason ?? ''] ?? 'The file was not taken in. Send it once more.';
}
