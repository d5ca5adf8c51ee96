/** What an invoice line leads back to. */
export type LineageKind = 'PLAN_ITEM' | 'AGREEMENT' | 'MILESTONE' | 'TIME' | 'COST' | 'BILL';
/** One step back from an invoice line. */
export interface LineageStep {
  readonly kind: LineageKind;
  /** The id of the item of the plan, the agreement, the milestone, the noted time, the cost or the bill. */
  readonly id: string;
  /** What it is called, where it is known here. */
  readonly title: string | null;
  readonly on: string | null;
  readonly projectId: string | null;
  readonly taskId: string | null;
  readonly agreementLineKey: string | null;
  readonly minutes: number | null;
}
