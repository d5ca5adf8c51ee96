import type { DutyFragment } from '../../../gql/staff/graphql';

/** Whose duty it is: «Ours», «The client’s». */
export const partyWords = (party: DutyFragment['party']): string => (party === 'FIRM' ? 'Ours' : 'The client’s');

/** How often it comes: «Once», «Every year», «Every 3 months». */
export function rhythmWords(everyMonths: number | null): string {
  if (everyMonths === null) return 'Once';
  if (everyMonths === 1) return 'Every month';
  if (everyMonths % 12 === 0) return everyMonths === 12 ? 'Every year' : `Every ${everyMonths / 12} years`;
  return `Every ${everyMonths} months`;
}

/** A number of months as it is typed; null when nothing is. */
export const typedMonths = (typed: string): number | null => (typed.trim() === '' ? null : Number.parseInt(typed, 10) || 0);
