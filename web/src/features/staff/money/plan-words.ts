import type { PlanItemPeriod, PlanItemTiming } from '../../../gql/staff/graphql';
import { dayWords, plainDate } from '../../../lib/format';

interface PlannedItem { timing: PlanItemTiming; period?: PlanItemPeriod | null; nextOn?: string | null; endsOn?: string | null; invoice?: { id: string } | null }

/** When an item of a plan is billed: «Each month, next on Tue 1 Dec». */
export function planWhen({ timing, period, nextOn, endsOn, invoice }: PlannedItem): string {
  const day = (words: string): string => dayWords(plainDate(words), 'UTC');
  switch (timing) {
    case 'ON_ACCEPTANCE': return invoice ? 'On acceptance' : 'On acceptance, at once';
    case 'DEPOSIT': return 'Deposit, in advance';
    case 'ON_COMPLETION': return 'On completion';
    case 'TO_BE_CONFIRMED': return 'To be confirmed';
    case 'RECURRING': return [`Each ${(period ?? 'MONTH').toLowerCase()}`, nextOn && `the period from ${day(nextOn)} is next`, endsOn && `not from ${day(endsOn)} on`].filter(Boolean).join(', ');
  }
}

/** How far a plan has come, in a few words. */
export function planStanding(items: readonly PlannedItem[]): string {
  const once = items.filter((one) => one.timing !== 'RECURRING');
  const recurring = items.length - once.length;
  const billed = once.filter((one) => one.invoice).length;
  return [once.length > 0 && `${billed} of ${once.length} billed`, recurring > 0 && `${recurring} ${recurring === 1 ? 'recurs' : 'recur'}`].filter(Boolean).join(', ') || 'Nothing in it';
}
