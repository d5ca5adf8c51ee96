/** What people agree to. */
export type PaperKind = 'INVOICE' | 'BILL';

/** Whether all who are named must agree, or one of them. */
export type StepNeed = 'ALL' | 'ANY';

/** One step of a route, as a rule says it. Nobody named means anybody with the right. */
export interface RuleStep { readonly approverIds: readonly string[]; readonly need: StepNeed; readonly deadlineHours: number | null; readonly escalateToId: string | null }

/** One step as it was laid down for a paper: later changes of rules do not touch it. */
export interface RouteStep extends RuleStep { readonly escalated: boolean }

/** What somebody decided in a step, on which words. `asksChanges` marks a no that asks for another coding. */
export interface Decision { readonly stepNo: number; readonly forId: string; readonly byId: string; readonly byName: string; readonly approved: boolean; readonly asksChanges?: boolean; readonly comment: string | null; readonly at: string; readonly contentHash: string }

/** When a rule applies: all that it names must hold. */
export interface RuleConditions {
  readonly forClientId: string | null; readonly authorId: string | null; readonly minTotalMinor: bigint | null; readonly currency: string | null; readonly minDiscount: number | null;
  /** Bills alone have a vendor; of the accounts one line is enough. */
  readonly forVendorId: string | null; readonly accountCode: string | null;
}

/** What a rule looks at. A bill may be for several clients, and its total counts without its sign. */
export interface ToApprove { readonly clientIds: readonly string[]; readonly authorIds: readonly string[]; readonly totalMinor: bigint; readonly currency: string; readonly discountShare: number; readonly vendorId: string | null; readonly accountCodes: readonly string[] }

/** Where an approval stands. */
export type ApprovalStanding = 'OPEN' | 'APPROVED' | 'REJECTED' | 'CHANGES_REQUESTED' | 'VOIDED';

/** One thing that stood on a paper when somebody was asked, as people read it. */
export interface Said { readonly field: string; readonly value: string }

/** What is another since the words before. */
export interface Change { readonly field: string; readonly before: string | null; readonly after: string | null }
