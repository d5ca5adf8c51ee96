import { isFixed } from './plan.rules.js';
import type { FixedTiming, PlanPeriod, PlanTiming } from './plan.types.js';

/** An item as it stands before a change. */
export interface StandingItem {
  readonly id: string; readonly lineKey: string; readonly title: string; readonly timing: PlanTiming; readonly period: PlanPeriod | null; readonly minor: bigint | null; readonly nextOn: string | null;
  /** From this day on it is not billed any more; null while it stands. */
  readonly endsOn: string | null;
  readonly invoiced: boolean;
  /** What it settles, where it bills a difference. */
  readonly settles: FixedTiming | null;
}
/** An item as the agreement wants it now. */
export interface WantedItem { readonly lineKey: string; readonly title: string; readonly timing: PlanTiming; readonly period: PlanPeriod | null; readonly minor: bigint | null }
/** A difference between what was billed and what is agreed now. */
export interface Difference { readonly lineKey: string; readonly title: string; readonly settles: FixedTiming; readonly minor: bigint; readonly before: bigint; readonly after: bigint }
/** What a change does to a plan. */
export interface PlanChange {
  readonly changed: readonly { readonly id: string; readonly item: WantedItem }[];
  readonly ended: readonly string[];
  /** New items. One that follows a recurring item, which still owes earlier periods, keeps its days: `follows` is that item. */
  readonly added: readonly { readonly item: WantedItem; readonly follows: string | null }[];
  readonly differences: readonly Difference[];
}

const placeOf = (item: { readonly lineKey: string; readonly timing: PlanTiming; readonly period: PlanPeriod | null }): string => `${item.timing}/${item.period ?? ''}/${item.lineKey}`;
const sum = (amounts: readonly (bigint | null)[]): bigint => amounts.reduce<bigint>((total, one) => total + (one ?? 0n), 0n);

/** True when earlier periods of a recurring item are still to be billed as they were agreed then. */
const owesEarlier = (item: StandingItem, effectiveOn: string): boolean => item.timing === 'RECURRING' && item.nextOn !== null && item.nextOn < effectiveOn;
const isSame = (item: StandingItem, wanted: WantedItem): boolean => item.minor === wanted.minor && item.title === wanted.title;

/** What was billed for a fixed item of a line, with the differences that were billed since. */
function billedFor(standing: readonly StandingItem[], lineKey: string, timing: PlanTiming): StandingItem[] {
  return standing.filter((one) => one.invoiced && one.lineKey === lineKey && (one.settles ?? one.timing) === timing);
}

/** Fixed items that stand on an invoice stay there; what is agreed otherwise now is a difference. */
function differencesOf(standing: readonly StandingItem[], wanted: readonly WantedItem[]): Difference[] {
  const billed = standing.filter((one) => one.invoiced && isFixed(one));
  const places = new Map(billed.map((one) => [`${one.settles ?? one.timing}/${one.lineKey}`, one]));
  return [...places.values()].flatMap((one) => {
    const settles = (one.settles ?? one.timing) as FixedTiming;
    const before = sum(billedFor(standing, one.lineKey, settles).map(({ minor }) => minor));
    const now = wanted.filter((item) => item.lineKey === one.lineKey && item.timing === settles);
    const after = sum(now.map(({ minor }) => minor));
    return after === before ? [] : [{ lineKey: one.lineKey, title: now[0]?.title ?? one.title, settles, minor: after - before, before, after }];
  });
}

/**
 * What a signed change does to a plan. What stands on an invoice is untouched; a fixed item that was billed otherwise gets a difference; what was not billed
 * yet becomes what is agreed now; a recurring item goes on as it was for the periods before the day, and as it is now from that day on.
 */
export function amend(standing: readonly StandingItem[], wanted: readonly WantedItem[], effectiveOn: string): PlanChange {
  const settled = new Set(standing.filter((one) => one.invoiced && isFixed(one)).map((one) => `${one.settles ?? one.timing}/${one.lineKey}`));
  const isSettled = (one: WantedItem): boolean => settled.has(`${one.timing}/${one.lineKey}`);
  const open = standing.filter((one) => one.endsOn === null && !(one.invoiced && isFixed(one)));
  const free = new Map(open.filter((one) => one.settles === null && !owesEarlier(one, effectiveOn)).map((one) => [placeOf(one), one]));
  const unchanged = new Map(open.filter((one) => one.settles === null && owesEarlier(one, effectiveOn)).map((one) => [placeOf(one), one]));
  const changed: { id: string; item: WantedItem }[] = [];
  const added: { item: WantedItem; follows: string | null }[] = [];
  const kept = new Set<string>();
  for (const item of wanted.filter((one) => !isSettled(one))) {
    const place = placeOf(item);
    const same = unchanged.get(place);
    const found = same && isSame(same, item) ? same : free.get(place);
    if (!found || kept.has(found.id)) { added.push({ item, follows: same?.id ?? null }); continue; }
    kept.add(found.id);
    if (!isSame(found, item)) changed.push({ id: found.id, item });
  }
  return { changed, added, ended: open.filter((one) => !kept.has(one.id)).map(({ id }) => id), differences: differencesOf(standing, wanted) };
}
