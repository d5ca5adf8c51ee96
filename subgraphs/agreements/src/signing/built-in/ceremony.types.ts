import type { EnvelopeRecipient, RecipientState } from '../signing-provider.js';
import type { HeldBytes } from './held-bytes.js';

/** How somebody put their name: typed, or drawn as a PNG. */
export type SignatureMark = { readonly kind: 'TYPED'; readonly text: string } | { readonly kind: 'DRAWN'; readonly png: HeldBytes };

/** What is kept of the moment in which somebody signed or approved. */
export interface CeremonyAct<M = SignatureMark> {
  readonly at: Date;
  /** How we know who it was, in words: «signed in to the portal with a code sent to …». */
  readonly identity: string;
  /** The sentence that they agreed to, as it stood on the screen. */
  readonly consent: string;
  readonly ipHash: string;
  readonly mark: M;
  /** What they wrote into text fields, by the field's place in their list. */
  readonly values: Readonly<Record<number, string>>;
}

/** One recipient of a ceremony. */
export interface CeremonyRecipient<M = SignatureMark> extends EnvelopeRecipient {
  ref: string; state: Exclude<RecipientState, 'EXPIRED'>; notifiedAt: Date | null; viewedAt: Date | null; doneAt: Date | null; declinedAt: Date | null; reason: string | null; act: CeremonyAct<M> | null;
}

/** How far a ceremony is, without its documents. */
export interface CeremonyStanding<M = SignatureMark> {
  readonly expiresAt: Date | null; state: 'OPEN' | 'COMPLETED' | 'DECLINED' | 'VOIDED'; recipients: CeremonyRecipient<M>[]; endedAt: Date | null; reason: string | null;
}

/** An envelope that is signed in our own house. `version` rises with each change, so that two at once are noticed. */
export interface Ceremony extends CeremonyStanding {
  readonly providerRef: string; readonly reference: string; readonly title: string; readonly sentAt: Date;
  readonly documents: readonly { readonly name: string; readonly pdf: HeldBytes; readonly sha256: string; readonly pages: number }[];
  version: number; completedAt: Date | null;
  signed: { readonly pdf: HeldBytes; readonly certificate: HeldBytes; readonly sha256: string } | null;
}
