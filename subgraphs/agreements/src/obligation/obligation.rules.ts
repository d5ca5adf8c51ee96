import { monthsLater, plusDays } from '../day.rules.js';

/** Whose duty it is. */
export type ObligedParty = 'FIRM' | 'CLIENT';
/** A duty as a template says it: due so many days after the agreement comes into force, once or again every so many months. */
export interface PlannedObligation { readonly key: string; readonly title: string; readonly party: ObligedParty; readonly afterDays: number; readonly everyMonths: number | null; readonly clauseId: string | null }

/** How many days before its day a duty is told. */
export const noticeDays = 7;

/** The first day on which a planned duty is due. */
export const firstDay = (planned: PlannedObligation, effectiveOn: string): string => plusDays(effectiveOn, planned.afterDays);

/** The day after this one on which a duty that comes again is due; null when it does not come again before the agreement ends. */
export function nextDay(duty: { readonly firstOn: string; readonly dueOn: string; readonly everyMonths: number | null }, endsOn: string | null): string | null {
  if (duty.everyMonths === null) return null;
  let turn = 1;
  // Counted from the first day, so that a duty of the 31st is one of the 31st again after February.
  while (monthsLater(duty.firstOn, turn * duty.everyMonths) <= duty.dueOn) turn += 1;
  const next = monthsLater(duty.firstOn, turn * duty.everyMonths);
  return endsOn !== null && next > endsOn ? null : next;
}
