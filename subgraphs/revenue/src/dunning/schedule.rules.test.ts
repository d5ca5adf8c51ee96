import { isSchedule, morningOf, nextOf } from './schedule.rules.js';

const days = [3, 10];
const since = (overdueTold: boolean, sent: number) => nextOf({ lateFrom: '2026-02-27', overdueTold, sent }, days);

it('tells first that it is late, then each reminder in turn, and then nothing', () => {
  expect([since(false, 0), since(true, 0), since(true, 1), since(true, 2)]).toEqual([
    { what: 'OVERDUE', on: '2026-02-28' }, { what: 'REMINDER', on: '2026-03-02' }, { what: 'REMINDER', on: '2026-03-09' }, null]);
  expect(nextOf({ lateFrom: '2026-02-27', overdueTold: true, sent: 0 }, [])).toBeNull();
});

it.each<[readonly number[], boolean]>([[[], true], [[3, 10, 24], true], [[3, 3], false], [[10, 3], false], [[0], false], [[1.5], false], [[181], false], [[1, 2, 3, 4, 5, 6], true], [[1, 2, 3, 4, 5, 6, 7], false]])('%j is a schedule: %s', (one, yes) => {
  expect(isSchedule(one)).toBe(yes);
});

it('writes in the morning of the firm, in summer and in winter', () => {
  expect([morningOf('2026-07-01', 'Europe/London'), morningOf('2026-12-01', 'Europe/London'), morningOf('2026-12-01', 'America/New_York')].map((at) => at.toISOString())).toEqual(['2026-07-01T08:00:00.000Z', '2026-12-01T09:00:00.000Z', '2026-12-01T14:00:00.000Z']);
});
