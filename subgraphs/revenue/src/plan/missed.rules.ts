import { nextPeriod } from '../invoice/terms.rules.js';
import type { PlanPeriod } from './plan.types.js';

/** A series of periods as it stands. */
export interface Series { readonly effectiveOn: string; readonly period: PlanPeriod; readonly nextOn: string; readonly endsOn: string | null }

/** The first days of the periods that began before a day and are left out, and the first one that is billed after them; null where the series ended meanwhile. */
export function missedPeriods(series: Series, resumedOn: string): { readonly skipped: string[]; readonly nextOn: string | null } {
  const skipped: string[] = [];
  let nextOn = series.nextOn;
  const over = (): boolean => series.endsOn !== null && nextOn >= series.endsOn;
  while (nextOn < resumedOn && !over()) {
    skipped.push(nextOn);
    nextOn = nextPeriod(series.effectiveOn, series.period, nextOn);
  }
  return { skipped, nextOn: over() ? null : nextOn };
}
