/** A reminder as it was told: the day, which one of its count it was, and what was owed then in minor units. */
export interface ToldReminder { readonly on: string; readonly no: number; readonly balanceMinor: string; readonly byHand: boolean }

/** How far the reminders of an invoice have come since it became late the last time. */
export interface DunningCount {
  /** The day after which it is late: its last day to pay, or the day on which it was owed again. */
  readonly lateFrom: string;
  readonly overdueTold: boolean;
  /** How many of the schedule are told. */
  readonly sent: number;
}
