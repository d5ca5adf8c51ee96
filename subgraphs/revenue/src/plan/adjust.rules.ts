import { Temporal } from 'temporal-polyfill';
import { nextPeriod } from '../invoice/terms.rules.js';
import type { PlanPeriod, PlanTiming } from './plan.types.js';

/** An item as it stands. */
export interface Adjustable { readonly title: string; readonly timing: PlanTiming; readonly period: PlanPeriod | null; readonly nextOn: string | null; readonly endsOn: string | null; readonly effectiveOn: string; readonly billed: boolean }
/** What somebody wants of it. */
export interface Adjustment { readonly title?: string | null; readonly nextOn?: string | null; readonly endsOn?: string | null }

const isFirstDay = (item: Adjustable, period: PlanPeriod, day: string): boolean => nextPeriod(item.effectiveOn, period, Temporal.PlainDate.from(day).subtract({ days: 1 }).toString()) === day;

function nextFault(item: Adjustable, nextOn: string): string | null {
  if (item.period === null || item.nextOn === null) return 'only what recurs has a next period';
  if (nextOn < item.nextOn) return 'what was billed or left out is not billed again';
  return isFirstDay(item, item.period, nextOn) ? null : `no period begins on ${nextOn}`;
}

function endFault(item: Adjustable, endsOn: string, today: string): string | null {
  if (item.period === null) return 'only what recurs ends; what is fixed is changed by the agreement';
  if (item.endsOn !== null && endsOn > item.endsOn) return 'it ended already, and only a signed change lets it go on';
  return endsOn < today ? 'it cannot end in the past' : null;
}

/** What becomes of an item that is adjusted by hand, or why it cannot be. Amounts are never touched: they are the agreement's. */
export function adjust(item: Adjustable, wish: Adjustment, today: string): { title: string; nextOn: string | null; endsOn: string | null } | string {
  const title = wish.title?.trim() ?? item.title;
  if (title !== item.title && item.billed && item.period === null) return 'what stands on an invoice keeps its name';
  const fault = (wish.nextOn ? nextFault(item, wish.nextOn) : null) ?? (wish.endsOn ? endFault(item, wish.endsOn, today) : null);
  if (fault !== null) return fault;
  const [nextOn, endsOn] = [wish.nextOn ?? item.nextOn, wish.endsOn ?? item.endsOn];
  return { title, nextOn: endsOn !== null && nextOn !== null && nextOn >= endsOn && item.period !== null ? null : nextOn, endsOn };
}
