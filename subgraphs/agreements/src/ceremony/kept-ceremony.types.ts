import type { CeremonyAct, CeremonyRecipient } from '../signing/built-in/ceremony.types.js';
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
