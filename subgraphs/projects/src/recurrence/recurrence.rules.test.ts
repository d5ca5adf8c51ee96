import fc from 'fast-check';
import { daysBefore, daysOf, ruleFault } from './occurrences.rules.js';
import { occurrenceOn } from './occurrence.js';
import { periodKindOf, periodOf } from './period.rules.js';

it.each<[string, string]>([['FREQ=MONTHLY;BYMONTHDAY=1', 'MONTH'], ['RRULE:FREQ=MONTHLY;INTERVAL=3', 'QUARTER'], ['FREQ=MONTHLY;INTERVAL=12', 'YEAR'], ['FREQ=YEARLY', 'YEAR'], ['FREQ=WEEKLY', 'DAY'],
  ['FREQ=MONTHLY;BYMONTHDAY=1,15', 'DAY'], ['FREQ=MONTHLY;BYDAY=-1FR', 'MONTH'], ['FREQ=MONTHLY;BYDAY=FR', 'DAY'], ['FREQ=YEARLY;BYMONTH=1,7', 'DAY']])('%s stands for a %s', (rrule, kind) => { expect(periodKindOf(rrule)).toBe(kind); });

it.each<[string, Parameters<typeof periodOf>, string, string]>([
  ['a month', ['2026-11-01', 'MONTH', { startMonth: 1, offset: 0 }], '2026-11', 'November 2026'], ['the month before', ['2026-01-15', 'MONTH', { startMonth: 1, offset: -1 }], '2025-12', 'December 2025'],
  ['a fiscal quarter from April', ['2026-05-01', 'QUARTER', { startMonth: 4, offset: 0 }], '2027-Q1', 'Q1 FY 2027'], ['the quarter before', ['2026-04-10', 'QUARTER', { startMonth: 4, offset: -1 }], '2026-Q4', 'Q4 FY 2026'],
  ['a calendar year', ['2026-12-31', 'YEAR', { startMonth: 1, offset: 0 }], '2026', '2026'], ['a fiscal year', ['2026-03-31', 'YEAR', { startMonth: 4, offset: 0 }], '2026', 'FY 2026'], ['a day', ['2026-03-31', 'DAY', { startMonth: 4, offset: -2 }], '2026-03-31', '2026-03-31'],
])('names %s', (_, args, key, words) => { expect(periodOf(...args)).toMatchObject({ key, words }); });

it('gives each month of a monthly rule one key', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: -12, max: 12 }), (day, startMonth, offset) => {
    const days = daysOf({ rrule: `FREQ=MONTHLY;BYMONTHDAY=${day}`, startsOn: '2026-01-01', endsOn: null }, { from: '2026-01-01', to: '2027-12-31', most: 24 });
    const keys = days.map((one) => periodOf(one, 'MONTH', { startMonth, offset }).key);
    expect(new Set(keys).size).toBe(24);
    expect([...keys].sort()).toEqual(keys);
  }), { numRuns: 50 });
});

it('lists the last day of each month, through a leap year, up to the end', () => {
  const rule = { rrule: 'FREQ=MONTHLY;BYMONTHDAY=-1', startsOn: '2028-01-10', endsOn: '2028-03-31' };
  expect(daysOf(rule, { from: rule.startsOn, most: 24 })).toEqual(['2028-01-31', '2028-02-29', '2028-03-31']);
  expect(daysOf(rule, { from: '2028-04-01', most: 24 })).toEqual([]);
  expect(daysOf({ rrule: 'FREQ=DAILY', startsOn: '2026-01-01', endsOn: null }, { from: '2026-02-27', most: 3 })).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28');
});

it.each<[string, string]>([['FREQ=HOURLY', 'A rule reads'], ['nonsense', 'A rule reads'], ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'no day at all'], ['FREQ=DAILY;BYHOUR=3', 'on a day, not at an hour'], ['FREQ=WEEKLY;BYDAY=XX', 'cannot be read']])('refuses %s', (rrule, words) => {
  expect(ruleFault({ rrule, startsOn: '2026-01-01', endsOn: null })).toContain(words);
});
it('refuses an end before the beginning, and takes what is right', () => {
  expect(ruleFault({ rrule: 'FREQ=DAILY', startsOn: '2026-01-02', endsOn: '2026-01-01' })).toContain('before the first');
  expect(ruleFault({ rrule: 'FREQ=MONTHLY;BYDAY=-1FR', startsOn: '2026-01-01', endsOn: null })).toBeNull();
});
it('names a project by its tokens', () => {
  const rule = { rrule: 'FREQ=MONTHLY;INTERVAL=3', startsOn: '2026-04-01', endsOn: null, name: '{client}: VAT {fiscalQuarter} {fiscalYear}', daysAhead: 10, fiscalYearStartMonth: 4, periodOffset: -1 };
  expect(occurrenceOn(rule, '2026-04-01', 'Marlowe')).toEqual({ on: '2026-04-01', periodKey: '2026-Q4', period: 'Q4 FY 2026', name: 'Marlowe: VAT Q4 FY 2026', createdOn: '2026-03-22' });
});
