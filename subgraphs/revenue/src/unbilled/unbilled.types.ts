/** What can wait to be billed. */
export type UnbilledKind = 'PLAN' | 'MILESTONE' | 'TIME' | 'COST';
/** Why something that waits has no amount. */
export type UnbilledProblem = 'NO_RATE' | 'NO_RULE' | 'NOTHING_LEFT' | 'BY_HOURS';
/** Something that waits to be billed. */
export interface UnbilledRow {
  readonly kind: UnbilledKind;
  /** The id of the milestone, the noted time, the cost, or the item of the plan. */
  readonly id: string;
  readonly clientId: string;
  readonly projectId: string | null;
  readonly planId: string | null;
  readonly title: string | null;
  /** The day on which it was worked, reached, spent, or came due. */
  readonly on: string;
  readonly minutes: number | null;
  readonly rateMinor: bigint | null;
  readonly currency: string;
  /** Null where no rule gives an amount; `problem` says why. */
  readonly minor: bigint | null;
  readonly problem: UnbilledProblem | null;
}
