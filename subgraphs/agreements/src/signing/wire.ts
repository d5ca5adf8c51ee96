import type { CallbackReading } from './signing-provider.js';

/** A vendor's time as a date; null where there is none. */
export const dateOf = (text: string | number | null | undefined): Date | null => (text === null || text === undefined || text === '' ? null : new Date(typeof text === 'number' ? text * 1000 : text));

const refusals = { BAD_SIGNATURE: [401, 'The signature is wrong.'], STALE: [401, 'This is too old.'], MALFORMED: [400, 'This cannot be read.'] } as const;

/** A callback that is worth nothing. */
export function refused(why: 'BAD_SIGNATURE' | 'STALE' | 'MALFORMED'): CallbackReading {
  const [status, body] = refusals[why];
  return { ok: false, why, answer: { status, body } };
}

const futureMs = 5 * 60_000;

/** True when a callback's own time lies further back than the vendor repeats it for, or ahead of us. */
export const isStale = (at: Date, now: Date, horizonMs: number): boolean => Number.isNaN(at.getTime()) || now.getTime() - at.getTime() > horizonMs || at.getTime() - now.getTime() > futureMs;
