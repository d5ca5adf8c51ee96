/** Whether all who are named must agree, or one of them. */
export type StepNeed = 'ALL' | 'ANY';

/** One step of a route, as a rule says it. Nobody named means anybody with the right. */
export interface RuleStep { readonly approverIds: readonly string[]; readonly need: StepNeed; readonly deadlineHours: number | null; readonly escalateToId: string | null }

/** One step as it was laid down for an invoice: later changes of rules do not touch it. */
export interface RouteStep extends RuleStep { readonly escalated: boolean }

/** What somebody decided in a step, on which words. */
export interface Decision { readonly stepNo: number; readonly forId: string; readonly byId: string; readonly byName: string; readonly approved: boolean; readonly comment: string | null; readonly at: string; readonly contentHash: string }

/** When a rule applies: all that it names must hold. */
export interface RuleConditions { readonly forClientId: string | null; readonly authorId: string | null; readonly minTotalMinor: bigint | null; readonly currency: string | null; readonly minDiscount: number | null }

/** What a rule looks at. */
export interface ToApprove { readonly clientId: string; readonly authorIds: readonly string[]; readonly totalMinor: bigint; readonly currency: string; readonly discountShare: number }

/** Where an approval stands. */
export type ApprovalStanding = 'OPEN' | 'APPROVED' | 'REJECTED' | 'VOIDED';
