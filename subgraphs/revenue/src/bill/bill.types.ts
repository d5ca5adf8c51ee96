/** Where a bill stands. */
export type BillStanding = 'RECEIVED' | 'DUPLICATE_SUSPECTED' | 'DUPLICATE' | 'NEEDS_CODING' | 'HELD' | 'ROUTED' | 'REJECTED' | 'APPROVED' | 'PUSHED' | 'PAID' | 'PAYMENT_REVERSED' | 'BYPASSED';

/** How a bill came in. */
export type BillChannel = 'UPLOAD' | 'MAIL' | 'PORTAL' | 'LEDGER';

/** Why two bills look like one. */
export type Likeness = 'SAME_FILE' | 'VENDOR_AND_NUMBER' | 'VENDOR_AMOUNT_AND_DAY';

/** The file of a bill, sealed: nobody has an address under which it could be written again. */
export interface BillFile { readonly key: string; readonly sha256: string; readonly size: number; readonly type: string; readonly name: string }

/** What a bill looked like when it was compared with the others. */
export interface DuplicateCheck {
  readonly at: string;
  readonly why: readonly Likeness[];
  readonly otherBillIds: readonly string[];
  /** Bills of which somebody said that this is another one. */
  readonly clearedBillIds: readonly string[];
}

/** What somebody said a line of a bill is for. */
export interface BillLineWords {
  readonly title: string;
  readonly description: string | null;
  readonly quantityMilli: bigint;
  readonly unitMinor: bigint;
  readonly taxName: string | null;
  readonly taxBasisPoints: number;
  readonly taxCode: string | null;
  readonly taxIncluded: boolean;
  readonly accountCode: string | null;
  readonly clientId: string | null;
  readonly projectId: string | null;
  /** Whether it is billed to that client again; null leaves it to the firm's rule. */
  readonly rebill: boolean | null;
}

/** What a bill says, and what it is for: all that an approval is bound to. */
export interface BillWords {
  readonly vendorId: string;
  readonly number: string;
  readonly billedOn: string;
  readonly dueOn: string | null;
  readonly currency: string;
  /** True for what a vendor gives back. */
  readonly credit: boolean;
  readonly note: string | null;
  readonly lines: readonly BillLineWords[];
}
