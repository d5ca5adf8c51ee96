import { describe, expect, it } from '@jest/globals';
import { exceptionsFault, hoursOn, weeklyFault, withoutBreaks } from './hours.rules.js';
import { freeStarts, judgeStart, type HostTime } from './slots.rules.js';

const hour = 3_600_000;
const terms = { length: hour / 2, step: hour / 2, bufferBefore: 0, bufferAfter: 0, earliest: 0, latest: 100 * hour };
const hostOpen = (from: number, to: number, taken: HostTime['taken'] = []): HostTime => ({ hostUserId: `usr_${from}`, openings: [{ from: from * hour, to: to * hour }], taken });
const never = () => false;
const all = { from: 0, to: 100 * hour };

describe('judging a start', () => {
  it('refuses a start before the notice has passed', () => {
    expect(judgeStart(9 * hour, [hostOpen(9, 17)], { ...terms, earliest: 10 * hour }, never)).toBe('TOO_SOON');
  });
  it('refuses a start beyond the horizon', () => {
    expect(judgeStart(9 * hour, [hostOpen(9, 17)], { ...terms, latest: 8 * hour }, never)).toBe('TOO_FAR');
  });
  it('refuses a start between two steps, whatever a caller asks for', () => {
    expect(judgeStart(9 * hour + 60_000, [hostOpen(9, 17)], terms, never)).toBe('CLOSED');
  });
  it('refuses a meeting that would run past closing time', () => {
    expect(judgeStart(16.75 * hour, [hostOpen(9, 17)], { ...terms, step: hour / 4 }, never)).toBe('CLOSED');
  });
  it('refuses a start that another meeting has', () => {
    expect(judgeStart(9 * hour, [hostOpen(9, 17, [{ from: 9 * hour, to: 9.5 * hour }])], terms, never)).toBe('TAKEN');
  });
  it('lets one meeting begin when the other ends', () => {
    expect(judgeStart(9.5 * hour, [hostOpen(9, 17, [{ from: 9 * hour, to: 9.5 * hour }])], terms, never)).toBe('FREE');
  });
  it('keeps the buffer free on both sides', () => {
    const buffered = { ...terms, bufferBefore: hour / 4, bufferAfter: hour / 4 };
    const busy = [{ from: 10 * hour, to: 10.5 * hour }];
    expect(judgeStart(9.5 * hour, [hostOpen(9, 17, busy)], buffered, never)).toBe('TAKEN');
    expect(judgeStart(10.5 * hour, [hostOpen(9, 17, busy)], buffered, never)).toBe('TAKEN');
    expect(judgeStart(11 * hour, [hostOpen(9, 17, busy)], buffered, never)).toBe('FREE');
  });
  it('refuses a day that has reached its cap', () => {
    expect(judgeStart(9 * hour, [hostOpen(9, 17)], terms, () => true)).toBe('FULL');
  });
  it('needs every host', () => {
    expect(freeStarts([hostOpen(9, 12), hostOpen(11, 17)], terms, all, never)).toEqual([11 * hour, 11.5 * hour]);
  });
  it('offers nothing without a host', () => {
    expect(freeStarts([], terms, all, never)).toEqual([]);
  });
});

describe('the hours of a day', () => {
  const weekly = [{ weekday: 1, from: '09:00', to: '17:00', breaks: [{ from: '12:00', to: '13:00' }] }];
  it('takes the breaks out', () => {
    expect(hoursOn('2026-11-23', 1, weekly, [])).toEqual([{ from: 540, to: 720 }, { from: 780, to: 1020 }]);
  });
  it('is off on a date without ranges', () => {
    expect(hoursOn('2026-11-23', 1, weekly, [{ date: '2026-11-23', ranges: [] }])).toEqual([]);
  });
  it('follows the exception and not the week', () => {
    expect(hoursOn('2026-11-23', 1, weekly, [{ date: '2026-11-23', ranges: [{ from: '14:00', to: '24:00' }] }])).toEqual([{ from: 840, to: 1440 }]);
  });
  it('is nothing when the break covers it', () => {
    expect(withoutBreaks({ from: 600, to: 660 }, [{ from: 540, to: 720 }])).toEqual([]);
  });
  it('refuses times that are none, ends before starts, and overlaps', () => {
    expect(weeklyFault([{ weekday: 8, from: '09:00', to: '10:00', breaks: [] }])?.field).toBe('weekly.0.weekday');
    expect(weeklyFault([{ weekday: 1, from: '9', to: '10:00', breaks: [] }])?.field).toBe('weekly.0');
    expect(weeklyFault([{ weekday: 1, from: '10:00', to: '10:00', breaks: [] }])?.sentence).toBe('The end must come after the start.');
    expect(weeklyFault([{ weekday: 1, from: '09:00', to: '12:00', breaks: [] }, { weekday: 1, from: '11:00', to: '14:00', breaks: [] }])?.sentence).toBe('These hours overlap each other.');
    expect(exceptionsFault([{ date: '2026-12-24', ranges: [] }, { date: '2026-12-24', ranges: [] }])?.field).toBe('exceptions.1.date');
    expect(weeklyFault(weekly)).toBeNull();
  });
});
