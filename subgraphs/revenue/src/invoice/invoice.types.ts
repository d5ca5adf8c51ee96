/** Where an invoice stands. Overdue is derived from its due day and never stored. */
export type InvoiceStanding = 'DRAFT' | 'AWAITING_APPROVAL' | 'REJECTED' | 'APPROVED' | 'ISSUING' | 'ISSUED' | 'PARTIALLY_PAID' | 'PAID' | 'REOPENED' | 'VOID';

/** What is taken off: a share in hundredths of a percent or an amount in minor units, not both. Kept as JSON, which has no whole numbers of any size. */
export interface Discount { readonly basisPoints: number | null; readonly amountMinor: string | null }

/** What a line bills. Ids of other domains are noted and never opened. */
export interface LineSource {
  readonly milestoneId: string | null;
  readonly timeEntryIds: readonly string[];
  readonly agreementId: string | null;
  readonly agreementLineKey: string | null;
  readonly planItemId: string | null;
  /** The first day of the period, where the item recurs. */
  readonly periodKey: string | null;
  /** What a bill cost for the client; not named where there is none, so that older words keep their hash. */
  readonly rebillId?: string;
}

/** What somebody wrote on a line. */
export interface LineWords {
  readonly title: string;
  readonly description: string | null;
  /** In thousandths: an hour and a half is 1500. */
  readonly quantityMilli: bigint;
  readonly unitMinor: bigint;
  readonly discount: Discount | null;
  readonly taxName: string | null;
  readonly taxBasisPoints: number;
  readonly taxCode: string | null;
  readonly accountCode: string | null;
  /** True where the price holds its tax already. */
  readonly taxIncluded: boolean;
  readonly source: LineSource;
}

/** What follows from the words of a line. */
export interface LineAmounts { readonly discountMinor: bigint; readonly netMinor: bigint; readonly taxMinor: bigint; readonly grossMinor: bigint }

/** What somebody wrote on an invoice: all that an approval is bound to. */
export interface InvoiceWords {
  readonly title: string | null;
  readonly currency: string;
  readonly discount: Discount | null;
  readonly termsDays: number;
  readonly note: string | null;
  readonly purchaseOrder: string | null;
  readonly lines: readonly LineWords[];
}

/** The amounts of a whole invoice. Its total is the sum of its lines, to the minor unit. */
export interface InvoiceAmounts { readonly lines: readonly LineAmounts[]; readonly discountMinor: bigint; readonly netMinor: bigint; readonly taxMinor: bigint; readonly totalMinor: bigint }
