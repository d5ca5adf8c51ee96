import { dayIn, daysPast, dueDay, isOverdue, lastDayOfPeriod, nextPeriod, periodStart } from './terms.rules.js';

it('knows the day where the firm keeps its books', () => {
  const at = new Date('2026-12-31T23:30:00Z');
  expect([dayIn('UTC', at), dayIn('Australia/Sydney', at), dayIn('America/New_York', at)]).toEqual(['2026-12-31', '2027-01-01', '2026-12-31']);
});

it('counts terms in days, over the end of a month and a leap day', () => {
  expect([dueDay('2026-11-19', 30), dueDay('2028-02-28', 1), dueDay('2026-11-19', 0)]).toEqual(['2026-12-19', '2028-02-29', '2026-11-19']);
  expect([daysPast('2026-11-19', '2026-11-20'), daysPast('2026-11-20', '2026-11-19')]).toEqual([1, -1]);
});

it.each([['ISSUED', '2026-12-20', true], ['ISSUED', '2026-12-19', false], ['PARTIALLY_PAID', '2026-12-20', true], ['REOPENED', '2026-12-20', true], ['PAID', '2027-12-20', false], ['VOID', '2027-12-20', false], ['APPROVED', '2027-12-20', false]] as const)('calls an invoice that is %s on %s overdue: %s', (status, today, late) => {
  expect(isOverdue({ status, dueOn: '2026-12-19' }, today)).toBe(late);
});

it('lays periods end to end, and comes back to the thirty-first after a short month', () => {
  const starts = [0, 1, 2, 3].map((count) => periodStart('2027-01-31', 'MONTH', count));
  expect(starts).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
  expect(starts.map((start) => nextPeriod('2027-01-31', 'MONTH', start))).toEqual(['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']);
  expect([nextPeriod('2026-12-01', 'WEEK', '2026-12-01'), nextPeriod('2026-12-01', 'QUARTER', '2026-12-01'), nextPeriod('2028-02-29', 'YEAR', '2028-02-29')]).toEqual(['2026-12-08', '2027-03-01', '2029-02-28']);
  expect([lastDayOfPeriod('2026-12-01', 'MONTH', '2026-12-01'), lastDayOfPeriod('2026-12-01', 'MONTH', '2027-02-01')]).toEqual(['2026-12-31', '2027-02-28']);
});
