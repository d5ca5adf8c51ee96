/**
 * The port to a firm's ledger. Two adapters stand behind it and pass one contract (`contract.fixture.ts`).
 * Calls fail with the kit's typed faults: `RetryLater`, `ReauthRequired`, and {@link LedgerRefused} for a no that somebody has to mend. None of them
 * may be made inside a transaction.
 */
import { ProviderRefused } from '@firmament/kit';
import type { LedgerKind, LedgerName } from './ledger.types.js';

export type { LedgerKind, LedgerName };

/** Why a ledger said no: a closed period, a name that another customer has, an inactive party, a tax or account code it does not know, a document that changed meanwhile, or anything else it finds wrong. */
export type RefusalCode = 'PERIOD_CLOSED' | 'NAME_TAKEN' | 'PARTY_INACTIVE' | 'TAX_CODE' | 'ACCOUNT_CODE' | 'STALE' | 'NOT_FOUND' | 'INVALID';

/** A ledger's no, as a bookkeeper would say it. `fixUrl` leads to the place in the ledger where it is mended. */
export class LedgerRefused extends ProviderRefused {
  constructor(provider: string, sentence: string, readonly code: RefusalCode, readonly fixUrl: string | null = null) { super(provider, sentence); }
}

/** Null where a ledger does not know what was asked for: it refused with `codes`. Every other fault stays one. */
export async function nullWhenRefused<T>(codes: readonly RefusalCode[], asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof LedgerRefused && codes.includes(error.code)) return null;
    throw error;
  }
}

/** The books that a connection leads to. `closedUntil` is the last day of the closed period (ISO day). */
export interface Organisation { readonly name: string; readonly currency: string; readonly country: string | null; readonly closedUntil: string | null }
/** Somebody on the other side of a paper. */
export interface Party { readonly externalId: string; readonly name: string; readonly email: string | null; readonly active: boolean }
export interface NewParty { readonly name: string; readonly email: string | null }
/** A code that lines can carry: an account (in QuickBooks what is sold, for its sales are booked that way) or a tax. `id` is the ledger's, `code` what people call it; `rateBasisPoints` is the tax in hundredths of a percent. */
export interface LedgerCode { readonly id: string; readonly code: string; readonly name: string; readonly kind: 'INCOME' | 'EXPENSE' | 'TAX'; readonly rateBasisPoints: number | null }

/** A line as we wrote it: whole minor units, thousandths of a piece. `key` is ours, the same for every try. */
export interface PaperLine { readonly key: string; readonly text: string; readonly quantityMilli: bigint; readonly unitMinor: bigint; readonly netMinor: bigint; readonly taxMinor: bigint; readonly accountCode: string | null; readonly taxCode: string | null }
/** An invoice, a credit note or a bill on its way to the ledger. `number` is ours (a vendor's own for bills): by it a paper whose answer was lost is found again. Days are ISO days. */
export interface Paper {
  readonly kind: Exclude<LedgerKind, 'PAYMENT'>; readonly number: string; readonly partyId: string; readonly currency: string; readonly day: string; readonly dueOn: string | null; readonly memo: string | null;
  readonly lines: readonly PaperLine[]; readonly netMinor: bigint; readonly taxMinor: bigint; readonly totalMinor: bigint;
  /** The ledger's id of the invoice or bill that a credit note corrects. */
  readonly corrects: string | null;
}
/** Money that came or went, as we know it. `appliesTo` are the ledger's ids of papers. `reference` is ours: by it a payment whose answer was lost is found again. */
export interface LedgerPayment { readonly reference: string; readonly partyId: string; readonly currency: string; readonly day: string; readonly totalMinor: bigint; readonly appliesTo: readonly { readonly externalId: string; readonly minor: bigint }[] }

/** A paper as it stands in the ledger. `status` is what matters to us of the ledger's own words. */
export interface PaperReading {
  readonly kind: LedgerKind; readonly externalId: string; readonly syncToken: string | null; readonly number: string | null; readonly partyId: string; readonly partyName: string; readonly status: 'DRAFT' | 'OPEN' | 'PAID' | 'VOID'; readonly currency: string; readonly day: string; readonly dueOn: string | null;
  readonly netMinor: bigint; readonly taxMinor: bigint; readonly totalMinor: bigint; readonly balanceMinor: bigint; readonly lines: readonly { readonly externalId: string; readonly text: string; readonly netMinor: bigint; readonly accountCode: string | null; readonly taxCode: string | null }[]; readonly url: string | null;
}
/** A payment as it stands in the ledger; `feeMinor` is what a processor kept of it, where the ledger knows. */
export interface PaymentReading { readonly externalId: string; readonly syncToken: string | null; readonly reference: string | null; readonly side: 'RECEIVED' | 'PAID_OUT'; readonly partyId: string; readonly currency: string; readonly day: string; readonly totalMinor: bigint; readonly feeMinor: bigint | null; readonly status: 'DONE' | 'DELETED'; readonly appliesTo: readonly { readonly externalId: string; readonly minor: bigint }[] }
/** What changed in the ledger since a moment; `until` is where the next look begins. */
export interface LedgerChanges { readonly papers: readonly { readonly kind: LedgerKind; readonly externalId: string }[]; readonly until: Date }

/** A callback as it came in: the bytes untouched, header names in lower case, every secret that is in force. */
export interface LedgerCallback { readonly raw: Uint8Array; readonly headers: Readonly<Record<string, string | undefined>>; readonly secrets: readonly string[]; readonly now: Date }
/** Something changed there; what, is asked for. The natural key is the same for every repeat of the same news. */
export interface LedgerNews { readonly naturalKey: string; readonly kind: LedgerKind | null; readonly externalId: string | null }
export type LedgerCallbackReading =
  | { readonly ok: true; readonly news: readonly LedgerNews[]; readonly answer: { readonly status: 200; readonly body: string } }
  | { readonly ok: false; readonly why: 'BAD_SIGNATURE' | 'MALFORMED'; readonly answer: { readonly status: 400 | 401; readonly body: string } };
/** Reads the callbacks of one kind of ledger; needs no connection but its secrets. */
export type LedgerCallbackReader = (callback: LedgerCallback) => Promise<LedgerCallbackReading>;

/** One firm's line to one ledger. Every writing call takes the key that makes a repeat of it the same call to the vendor; whoever calls has looked by number before. */
export interface Ledger {
  readonly name: LedgerName;
  organisation(): Promise<Organisation>;
  codes(): Promise<LedgerCode[]>;
  /** Customers or vendors of this name, whatever their case. Matching is never ours to guess: more than one, or one of another address, asks a human. */
  findParties(side: 'CUSTOMER' | 'VENDOR', name: string): Promise<Party[]>;
  createParty(side: 'CUSTOMER' | 'VENDOR', party: NewParty, key: string): Promise<Party>;
  /** What stands there under this number; null when nothing does. A bill's number counts for its vendor alone. */
  find(kind: Paper['kind'], number: string, partyId: string): Promise<PaperReading | null>;
  create(paper: Paper, key: string): Promise<PaperReading>;
  /** Null when the ledger has forgotten it, or it was deleted there. */
  read(kind: Paper['kind'], externalId: string): Promise<PaperReading | null>;
  /** Takes a paper back. Said twice it succeeds; one that is paid is refused. */
  cancel(kind: Paper['kind'], externalId: string, key: string): Promise<PaperReading>;
  /** Writes our words and sums over what somebody made of a paper there. One that was taken back there is refused. */
  rewrite(externalId: string, paper: Paper, key: string): Promise<PaperReading>;
  /** Lays a file beside a paper, such as a report of who approved it. */
  attach(kind: Paper['kind'], externalId: string, file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array }, key: string): Promise<void>;
  findPayment(reference: string, partyId: string): Promise<PaymentReading | null>;
  createPayment(payment: LedgerPayment, key: string): Promise<PaymentReading>;
  readPayment(externalId: string): Promise<PaymentReading | null>;
  /** Takes back all that was booked for a payment of ours; without its id it is looked for by our reference. Said twice, or of what is gone there, it succeeds. */
  cancelPayment(externalId: string | null, reference: string, key: string): Promise<void>;
  /** All that changed since then, deletions included. */
  changesSince(since: Date): Promise<LedgerChanges>;
  readonly readCallback: LedgerCallbackReader;
}
