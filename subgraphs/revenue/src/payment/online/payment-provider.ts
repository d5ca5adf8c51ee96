import type { ChargeStanding, OnlineWay, PaymentServiceName } from './online-payment.types.js';
import type { DisputeStanding } from '../payment.types.js';

export type { PaymentServiceName } from './online-payment.types.js';

/** What is to be paid at a service. `key` is ours: the same key is the same charge, however often it is said. */
export interface NewCharge { readonly key: string; readonly amountMinor: bigint; readonly currency: string; readonly words: string; readonly returnUrl: string }

/** A charge as it stands at its service now. A higher revision is the newer word. */
export interface Charge {
  readonly ref: string; readonly key: string; readonly state: ChargeStanding; readonly amountMinor: bigint; readonly currency: string; readonly method: OnlineWay | null;
  /** The service's own page, at which it is paid. */
  readonly checkoutUrl: string;
  readonly failure: string | null; readonly paidOn: string | null; readonly revision: number;
  /** What its payer asked their bank for, after it was paid; null where they did not. */
  readonly dispute: ChargeDispute | null;
}

/** A payer's wish to have a charge taken back, as it stands at its service. */
export interface ChargeDispute { readonly state: DisputeStanding; readonly reason: string; readonly amountMinor: bigint }

/** A page of what changed, and from where to go on. */
export interface ChangedCharges { readonly charges: readonly Charge[]; readonly cursor: string; readonly more: boolean }

/** A service that takes payments for a firm at a page of its own. Every method throws the kit's faults and nothing else. */
export interface PaymentProvider {
  readonly name: PaymentServiceName;
  /** Whose account it is. */
  account(): Promise<{ readonly name: string }>;
  begin(charge: NewCharge): Promise<Charge>;
  /** The charge under a key of ours; null where there is none. Asked before a call is repeated whose answer was lost. */
  find(key: string): Promise<Charge | null>;
  read(ref: string): Promise<Charge | null>;
  /** Closes the page of a charge that nobody has paid. One that was paid meanwhile comes back as it stands. */
  end(ref: string): Promise<Charge | null>;
  /** What changed after a place, the oldest change first; null is the beginning. */
  changedAfter(cursor: string | null): Promise<ChangedCharges>;
}

/** A callback whose signature is right: which news it is, so that it counts once. What became of the charge is asked for. */
export type CallbackReading = { readonly ok: true; readonly naturalKey: string } | { readonly ok: false; readonly why: string; readonly status: 400 | 401 };
/** Reads what a service calls back with. */
export type PaymentCallbackReader = (callback: { readonly raw: Uint8Array; readonly headers: Readonly<Record<string, string | undefined>>; readonly keys: readonly string[] }) => CallbackReading;
