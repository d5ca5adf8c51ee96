/** The rhythms that a form offers; any other rule of RFC 5545 may come by the API and is shown by its own text. */
export const rhythms: readonly { rrule: string; words: string }[] = [
  { rrule: 'FREQ=MONTHLY;BYMONTHDAY=1', words: 'Monthly, on the 1st' },
  { rrule: 'FREQ=MONTHLY;BYMONTHDAY=15', words: 'Monthly, on the 15th' },
  { rrule: 'FREQ=MONTHLY;BYMONTHDAY=-1', words: 'Monthly, on the last day' },
  { rrule: 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1', words: 'Quarterly, on the 1st' },
  { rrule: 'FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1', words: 'Twice a year, on the 1st' },
  { rrule: 'FREQ=YEARLY', words: 'Yearly, on the first day' },
  { rrule: 'FREQ=WEEKLY;BYDAY=MO', words: 'Weekly, on Mondays' },
];

/** How often, in words. */
export function rhythmWords(rrule: string): string {
  return rhythms.find((one) => one.rrule === rrule.replace(/^RRULE:/, ''))?.words ?? rrule.replace(/^RRULE:/, '');
}
