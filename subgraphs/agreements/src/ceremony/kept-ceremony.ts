import type { CeremonyAct, CeremonyRecipient } from '../signing/built-in/ceremony.js';
import type { StoredDocument } from '../storage/document.types.js';

/** How somebody put their name, as it is kept: the picture itself lies in the store. */
export type KeptMark = { readonly kind: 'TYPED'; readonly text: string } | { readonly kind: 'DRAWN'; readonly picture: StoredDocument };
/** A document of a ceremony, as it is kept. */
export interface KeptPaper extends StoredDocument { readonly name: string; readonly pages: number }
/** What came of a ceremony, as it is kept. */
export interface KeptResult { readonly pdf: StoredDocument; readonly certificate: StoredDocument }

/** JSON knows no dates. */
type Written<T> = { [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] };
/** A recipient as the row holds them. */
export type KeptRecipient = Omit<Written<CeremonyRecipient<KeptMark>>, 'act'> & { readonly act: Written<CeremonyAct<KeptMark>> | null };

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
