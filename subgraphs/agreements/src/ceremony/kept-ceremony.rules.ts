import type { CeremonyRecipient } from '../signing/built-in/ceremony.types.js';
import type { KeptMark, KeptRecipient } from './kept-ceremony.types.js';

const moment = (text: string | null): Date | null => (text === null ? null : new Date(text));
const text = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A recipient of a row, in the words of ceremonies. */
export function revived(kept: KeptRecipient): CeremonyRecipient<KeptMark> {
  const { notifiedAt, viewedAt, doneAt, declinedAt, act } = kept;
  return { ...kept, notifiedAt: moment(notifiedAt), viewedAt: moment(viewedAt), doneAt: moment(doneAt), declinedAt: moment(declinedAt), act: act && { ...act, at: new Date(act.at) } };
}

/** A recipient of a ceremony, as a row holds them. */
export function written(one: CeremonyRecipient<KeptMark>): KeptRecipient {
  const { notifiedAt, viewedAt, doneAt, declinedAt, act } = one;
  return { ...one, notifiedAt: text(notifiedAt), viewedAt: text(viewedAt), doneAt: text(doneAt), declinedAt: text(declinedAt), act: act && { ...act, at: act.at.toISOString() } };
}
