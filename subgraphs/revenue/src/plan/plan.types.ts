/** When an item is billed. */
export type PlanTiming = 'ON_ACCEPTANCE' | 'DEPOSIT' | 'ON_COMPLETION' | 'RECURRING' | 'TO_BE_CONFIRMED';
/** How often a recurring item is billed. */
export type PlanPeriod = 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';
/** An item as rules see it. */
export interface PlannedAmount { readonly timing: PlanTiming; readonly period: PlanPeriod | null; readonly minor: bigint | null; readonly currency: string | null }
/** When a fixed item is billed. */
export type FixedTiming = Exclude<PlanTiming, 'RECURRING' | 'TO_BE_CONFIRMED'>;
