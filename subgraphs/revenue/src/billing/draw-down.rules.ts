import { currencyOf, lesser, shareOf } from '../invoice/amount.rules.js';
import type { MilestoneBilling } from './milestone.types.js';

/** What a milestone asks for of a plan: its own amount, or its share of all that is fixed; null where the plan does not say. */
export function wantedOf(milestone: { readonly billing: MilestoneBilling; readonly amountMinor: bigint | null; readonly currency: string | null; readonly percent: number | null }, plan: { readonly fixedMinor: bigint; readonly currency: string }): bigint | null {
  const currency = currencyOf(plan.currency);
  if (milestone.billing === 'PERCENT' && milestone.percent !== null && currency) return shareOf(BigInt(plan.fixedMinor), milestone.percent * 100, currency);
  if (milestone.billing === 'FIXED' && milestone.amountMinor !== null && milestone.currency === plan.currency) return BigInt(milestone.amountMinor);
  return null;
}

/** Takes an amount out of what is left of several items, the first ones first, and never more than is left. */
export function drawDown<T>(wanted: bigint, items: readonly { readonly item: T; readonly left: bigint }[]): { readonly item: T; readonly minor: bigint }[] {
  const taken: { item: T; minor: bigint }[] = [];
  let open = wanted;
  for (const { item, left } of items) {
    const minor = lesser(open, left);
    if (minor > 0n) taken.push({ item, minor });
    open -= minor > 0n ? minor : 0n;
  }
  return taken;
}
