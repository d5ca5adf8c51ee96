import { endOfDay, isDay, lastDayOf, monthsLater, plusDays } from './day.rules.js';

it('lets a day last until it is over everywhere', () => { expect(endOfDay('2026-11-19').toISOString()).toBe('2026-11-20T12:00:00.000Z'); });
it('knows the last day of a term', () => {
  expect(lastDayOf('2026-05-01', 12)).toBe('2027-04-30');
  expect(lastDayOf('2026-11-15', 1)).toBe('2026-12-14');
  expect(lastDayOf('2026-01-31', 1)).toBe('2026-02-28');
  expect(lastDayOf('2024-02-29', 12)).toBe('2025-02-28');
});
it('counts over months and knows days that do not exist', () => {
  expect(plusDays('2026-02-28', 1)).toBe('2026-03-01');
  expect([isDay('2026-02-30'), isDay('2026-13-01'), isDay('soon'), isDay('2028-02-29')]).toEqual([false, false, false, true]);
});

it('counts months by the day of the month, and never beyond the end of one', () => {
  expect([1, 2, 12, 13].map((months) => monthsLater('2026-01-31', months))).toEqual(['2026-02-28', '2026-03-31', '2027-01-31', '2027-02-28']);
  expect(monthsLater('2026-11-15', 3)).toBe('2027-02-15');
});
