/**
 * The port to whoever carries out signing. Four adapters stand behind it and pass one contract (`contract.fixture.ts`).
 * Calls fail with the kit's typed faults: `RetryLater`, `ProviderRefused`, `ReauthRequired`. None of them may be made inside a transaction.
 */
import type { SigningProviderName } from './provider-name.types.js';

export type { SigningProviderName };

/** What somebody is asked for: a signature, an approval, to look, or nothing but to get a copy. */
export type RecipientRole = 'SIGNER' | 'APPROVER' | 'VIEWER' | 'COPY';
/** How far an envelope is at the provider. */
export type EnvelopeState = 'SENT' | 'PARTIALLY_SIGNED' | 'COMPLETED' | 'DECLINED' | 'EXPIRED' | 'VOIDED';
/** How far one recipient is: not yet asked, asked, has looked, has done it, said no, ran out of time, or cannot be reached. */
export type RecipientState = 'WAITING' | 'NOTIFIED' | 'VIEWED' | 'DONE' | 'DECLINED' | 'EXPIRED' | 'UNREACHABLE';
/** What goes into a field. */
export type FieldKind = 'SIGNATURE' | 'INITIALS' | 'DATE' | 'NAME' | 'TEXT';

/** Somebody, as providers know people. */
export interface Person { readonly name: string; readonly email: string }
/** A rectangle on a page, in points from the page's upper left corner; the document counts from 0, the page from 1. */
export interface FieldPlace { readonly document: number; readonly page: number; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
/** A place that a recipient fills in. */
export interface SignatureField extends FieldPlace { readonly kind: FieldKind; readonly required: boolean }
/** Who is asked, for what, and when: equal orders are asked at the same time, a later one when all earlier ones are done. */
export interface EnvelopeRecipient extends Person { readonly key: string; readonly role: RecipientRole; readonly order: number; readonly fields: readonly SignatureField[] }
/** A document to be signed. */
export interface EnvelopeDocument { readonly name: string; readonly pdf: Uint8Array }

/** What is sent. `reference` is ours, unique in the house: by it a sending whose answer was lost is found again. */
export interface Envelope {
  readonly reference: string;
  readonly title: string;
  readonly message: string | null;
  /** BCP 47, such as `en` or `de-AT`; a provider that lacks it uses its own. */
  readonly language: string;
  readonly documents: readonly EnvelopeDocument[];
  readonly recipients: readonly EnvelopeRecipient[];
  readonly expiresAt: Date | null;
}

/** What became of a sending. `refs` maps each recipient's key to the provider's name for them; `repeated` tells that it lay there already. */
export interface SentEnvelope { readonly providerRef: string; readonly refs: Readonly<Record<string, string>>; readonly repeated: boolean }

/** One recipient as the provider sees them. */
export interface RecipientReading extends Person {
  readonly ref: string; readonly role: RecipientRole; readonly order: number; readonly state: RecipientState;
  readonly notifiedAt: Date | null; readonly viewedAt: Date | null; readonly doneAt: Date | null; readonly declinedAt: Date | null;
  /** Why they declined, or why they cannot be reached. */
  readonly reason: string | null;
}
/** The truth at the provider, at the moment of asking. */
export interface EnvelopeReading {
  readonly providerRef: string; readonly reference: string | null; readonly state: EnvelopeState;
  readonly sentAt: Date | null; readonly completedAt: Date | null;
  /** When it ended without being completed. */
  readonly endedAt: Date | null;
  /** Why it was declined or voided. */
  readonly reason: string | null;
  /** Empty where the provider forgets who was asked once an envelope is voided. */
  readonly recipients: readonly RecipientReading[];
}

/** What was signed. `certificate` is null where the provider appends it to the signed file itself. */
export interface SignedFiles { readonly pdf: Uint8Array; readonly certificate: Uint8Array | null }

/** A callback as it came in: the bytes untouched, header names in lower case, every secret that is in force. */
export interface Callback {
  readonly raw: Uint8Array;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly secrets: readonly string[];
  readonly now: Date;
}
/** Something happened to an envelope; what, is asked for with `read`. The natural key is the same for every repeat of the same news. */
export interface CallbackNews { readonly naturalKey: string; readonly providerRef: string }
/** What a callback was worth, and the answer that the provider expects. */
export type CallbackReading =
  | { readonly ok: true; readonly news: readonly CallbackNews[]; readonly answer: { readonly status: 200; readonly body: string } }
  | { readonly ok: false; readonly why: 'BAD_SIGNATURE' | 'STALE' | 'MALFORMED'; readonly answer: { readonly status: 400 | 401; readonly body: string } };
/** Reads the callbacks of one kind of provider; needs no connection but its secrets. */
export type CallbackReader = (callback: Callback) => Promise<CallbackReading>;

/** What a provider makes of a role, for screens that promise something. */
export interface SigningAbilities { readonly roles: Readonly<Record<RecipientRole, RecipientRole>>; readonly certificate: 'SEPARATE' | 'IN_THE_FILE' }

/** One firm's line to one provider. */
export interface SigningProvider {
  readonly name: SigningProviderName;
  readonly abilities: SigningAbilities;
  /**
   * Sends, or finds what was sent before under the same reference: a repeat after a lost answer makes no second envelope.
   * Two sendings of one reference must not run at the same time; whoever calls holds the packet's lease.
   */
  send(envelope: Envelope): Promise<SentEnvelope>;
  /** The provider's name for what was sent under our reference; null when there is none. */
  find(reference: string): Promise<string | null>;
  read(providerRef: string): Promise<EnvelopeReading>;
  /** Takes an envelope back. Said twice, or to one that ended otherwise, it succeeds; a completed one is refused. */
  cancel(providerRef: string, reason: string): Promise<void>;
  /** Puts somebody else in a recipient's place and asks them; answers the provider's name for them, which may be a new one. */
  replaceRecipient(providerRef: string, ref: string, by: Person): Promise<{ readonly ref: string }>;
  remind(providerRef: string, ref: string): Promise<void>;
  fetchSigned(providerRef: string): Promise<SignedFiles>;
  readonly readCallback: CallbackReader;
}
