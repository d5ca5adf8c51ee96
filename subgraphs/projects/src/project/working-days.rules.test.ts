import fc from 'fast-check';
import { addWorkingDays, isWorkingDay } from './working-days.rules.js';

const dates = fc.integer({ min: 0, max: 40_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

it.each([
  ['2026-11-19', 0, '2026-11-19'], ['2026-11-19', 1, '2026-11-20'], ['2026-11-19', 2, '2026-11-23'], ['2026-11-21', 0, '2026-11-23'], ['2026-11-22', 1, '2026-11-24'],
  ['2026-12-31', 1, '2027-01-01'], ['2028-02-28', 1, '2028-02-29'], ['2026-11-23', 5, '2026-11-30'], ['2026-11-23', 750, '2029-10-08'],
])('counts from %s %i working days to %s', (from, count, to) => { expect(addWorkingDays(from, count)).toBe(to); });

it('always lands on a working day, never before the first one, and counts exactly the working days between', () => {
  fc.assert(fc.property(dates, fc.integer({ min: 0, max: 60 }), (from, count) => {
    const due = addWorkingDays(from, count);
    expect(isWorkingDay(due)).toBe(true);
    let passed = 0;
    for (let day = Date.parse(addWorkingDays(from, 0)); day < Date.parse(due); day += 86_400_000) if (isWorkingDay(new Date(day).toISOString().slice(0, 10))) passed++;
    expect(passed).toBe(count);
  }));
});

it('counts in one go as it does in two', () => {
  fc.assert(fc.property(dates, fc.nat(200), fc.nat(200), (from, a, b) => { expect(addWorkingDays(addWorkingDays(from, a), b)).toBe(addWorkingDays(from, a + b)); }));
});
