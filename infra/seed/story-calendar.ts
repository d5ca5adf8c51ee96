const dayMs = 86_400_000;

/** The story's days, counted from the day on which it is told. Wall-clock times are London's, where the firm sits. */
export class StoryCalendar {
  readonly today: string;
  constructor(now: Date, private readonly zone: string) {
    this.today = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now);
  }

  /** The date so many days from today, `YYYY-MM-DD`. */
  date(offset: number): string {
    return new Date(Date.parse(`${this.today}T12:00:00Z`) + offset * dayMs).toISOString().slice(0, 10);
  }

  /** The same, moved on to Monday when it falls on a weekend: a firm meets its clients on working days. */
  workingDate(offset: number): string {
    const weekday = new Date(`${this.date(offset)}T12:00:00Z`).getUTCDay();
    return this.date(offset + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0));
  }

  /** The instant of a wall-clock time on a date in the firm's zone. */
  instant(date: string, time: string): Date {
    const asUtc = new Date(`${date}T${time}:00Z`);
    const shown = new Intl.DateTimeFormat('en-GB', { timeZone: this.zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', day: '2-digit' }).formatToParts(asUtc);
    const part = (type: string): number => Number(shown.find((p) => p.type === type)?.value);
    const aheadMinutes = ((part('day') - asUtc.getUTCDate()) * 1440) + (part('hour') - asUtc.getUTCHours()) * 60 + (part('minute') - asUtc.getUTCMinutes());
    return new Date(asUtc.getTime() - aheadMinutes * 60_000);
  }
}
