import type { PlannedAmount, PlanTiming } from './plan.types.js';

/** Counts towards the fixed total. */
export const isFixed = (item: { readonly timing: PlanTiming }): boolean => item.timing !== 'RECURRING' && item.timing !== 'TO_BE_CONFIRMED';
/** Billed as soon as the client is bound. */
export const isDueNow = (item: { readonly timing: PlanTiming }): boolean => item.timing === 'ON_ACCEPTANCE' || item.timing === 'DEPOSIT';
/** The sum of what is priced. */
export const sumOf = (items: readonly { readonly minor: bigint | null }[]): bigint => items.reduce((sum, one) => sum + (one.minor ?? 0n), 0n);

function itemFault(item: PlannedAmount, currency: string): string | null {
  if ((item.timing === 'RECURRING') !== (item.period !== null)) return 'a recurring item has a period, and no other has';
  if ((item.timing === 'TO_BE_CONFIRMED') !== (item.minor === null)) return 'an item has an amount unless it is to be confirmed';
  if (item.minor !== null && item.minor < 0n) return 'an item asks for nothing or more';
  return item.currency !== null && item.currency !== currency ? 'all items are in one currency' : null;
}

/** Why a plan cannot stand; null when it can. Its fixed items are the agreement's fixed total, to the minor unit. */
export function planFault(items: readonly PlannedAmount[], fixedMinor: bigint, currency: string): string | null {
  if (items.length === 0) return 'it holds nothing';
  const fault = items.map((one) => itemFault(one, currency)).find((one) => one !== null);
  if (fault) return fault;
  const sum = sumOf(items.filter(isFixed));
  return sum === fixedMinor ? null : `its fixed items sum to ${sum} and not to ${fixedMinor} minor units`;
}
