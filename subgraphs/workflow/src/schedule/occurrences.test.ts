import { describe, expect, it } from '@jest/globals';
import { nextOccurrence, occurrencesAfter, scheduleFault, settle, type SettledSchedule } from './occurrences.js';

const daily = (change: Partial<SettledSchedule> = {}): SettledSchedule => ({ rule: 'FREQ=DAILY', at: '06:30', from: '2026-01-01', zone: 'Europe/London', ...change });
const shown = (schedule: SettledSchedule, after: string, limit: number) => occurrencesAfter(schedule, new Date(after), limit).map(({ at, local }) => `${local} = ${at.toISOString()}`);

describe('a schedule', () => {
  it('keeps its time on the clock of its zone, summer and winter', () => {
    expect(shown(daily(), '2026-03-27T12:00:00Z', 3)).toEqual([
      '2026-03-28T06:30 = 2026-03-28T06:30:00.000Z', '2026-03-29T06:30 = 2026-03-29T05:30:00.000Z', '2026-03-30T06:30 = 2026-03-30T05:30:00.000Z',
    ]);
  });

  it('skips no day in the night that leaves its hour out, and comes once in the night that has it twice', () => {
    expect(shown(daily({ at: '01:30' }), '2026-03-28T12:00:00Z', 2)).toEqual(['2026-03-29T01:30 = 2026-03-29T01:30:00.000Z', '2026-03-30T01:30 = 2026-03-30T00:30:00.000Z']);
    expect(shown(daily({ at: '01:30' }), '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25T01:30 = 2026-10-25T00:30:00.000Z', '2026-10-26T01:30 = 2026-10-26T01:30:00.000Z']);
  });

  it('goes by the zone, not by the machine: both sides of the date line', () => {
    expect(shown(daily({ zone: 'Pacific/Auckland' }), '2026-06-10T00:00:00Z', 1)).toEqual(['2026-06-11T06:30 = 2026-06-10T18:30:00.000Z']);
    expect(shown(daily({ zone: 'Pacific/Pago_Pago' }), '2026-06-10T00:00:00Z', 1)).toEqual(['2026-06-10T06:30 = 2026-06-10T17:30:00.000Z']);
  });

  it('knows the ends of months and leap days', () => {
    expect(shown(daily({ rule: 'FREQ=MONTHLY;BYMONTHDAY=-1', zone: 'UTC' }), '2028-01-31T12:00:00Z', 2)).toEqual(['2028-02-29T06:30 = 2028-02-29T06:30:00.000Z', '2028-03-31T06:30 = 2028-03-31T06:30:00.000Z']);
    expect(shown(daily({ rule: 'FREQ=MONTHLY;BYMONTHDAY=31', zone: 'UTC' }), '2026-03-31T12:00:00Z', 1)).toEqual(['2026-05-31T06:30 = 2026-05-31T06:30:00.000Z']);
    expect(shown(daily({ rule: 'FREQ=YEARLY', from: '2024-02-29', zone: 'UTC' }), '2024-03-01T00:00:00Z', 1)).toEqual(['2028-02-29T06:30 = 2028-02-29T06:30:00.000Z']);
  });

  it('counts intervals from its first day, and is over when its rule is', () => {
    expect(shown(daily({ rule: 'FREQ=WEEKLY;INTERVAL=2', from: '2026-01-05', zone: 'UTC' }), '2026-01-06T00:00:00Z', 2)).toEqual(['2026-01-19T06:30 = 2026-01-19T06:30:00.000Z', '2026-02-02T06:30 = 2026-02-02T06:30:00.000Z']);
    expect(nextOccurrence(daily({ rule: 'FREQ=DAILY;COUNT=2' }), new Date('2026-01-02T07:00:00Z'))).toBeNull();
  });

  it('takes the day of publishing in its own zone for its first', () => {
    expect(settle({ rule: 'RRULE:FREQ=DAILY', at: '06:30' }, 'Pacific/Auckland', new Date('2026-06-10T20:00:00Z'))).toEqual({ rule: 'FREQ=DAILY', at: '06:30', from: '2026-06-11', zone: 'Pacific/Auckland' });
  });

  it.each([
    [{ rule: 'FREQ=HOURLY', at: '06:00' }, 'SCHEDULE_INVALID'], [{ rule: 'FREQ=NEVER', at: '06:00' }, 'SCHEDULE_INVALID'], [{ rule: 'FREQ=DAILY;BYDAY=XX', at: '06:00' }, 'SCHEDULE_INVALID'],
    [{ rule: 'FREQ=DAILY\nDTSTART:20200101T000000Z', at: '06:00' }, 'SCHEDULE_INVALID'], [{ rule: 'FREQ=DAILY;UNTIL=20200101T000000Z', at: '06:00', from: '2026-01-01' }, 'SCHEDULE_INVALID'],
    [{ rule: 'FREQ=DAILY', at: '06:00', zone: 'Mars/Olympus' }, 'SCHEDULE_ZONE_UNKNOWN'],
  ])('is refused at publishing: %j', (schedule, reason) => expect(scheduleFault(schedule)).toMatchObject({ reason }));

  it('is accepted when it comes due at all', () => expect(scheduleFault({ rule: 'FREQ=DAILY;BYHOUR=6,18', at: '06:00', zone: 'America/New_York' })).toBeNull());
});
