/** When something presses. */
export type Bucket = 'OVERDUE' | 'TODAY' | 'THIS_WEEK' | 'LATER' | 'NO_DATE';

/** The drawer in which a due day lies, seen from today. The week goes on for seven days, whatever weekday it is. */
export function bucketOf(dueOn: string | null, today: string): Bucket {
  if (dueOn === null) return 'NO_DATE';
  if (dueOn < today) return 'OVERDUE';
  if (dueOn === today) return 'TODAY';
  return Date.parse(dueOn) - Date.parse(today) <= 7 * 86_400_000 ? 'THIS_WEEK' : 'LATER';
}
