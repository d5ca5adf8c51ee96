import { firstDay, nextDay } from './obligation.rules.js';

const planned = { key: 'accounts', title: 'File the accounts', party: 'FIRM' as const, afterDays: 30, everyMonths: 12, clauseId: null };

it('is due so many days after the agreement comes into force', () => {
  expect(firstDay(planned, '2026-11-18')).toBe('2026-12-18');
  expect(firstDay({ ...planned, afterDays: 0 }, '2026-11-18')).toBe('2026-11-18');
});

it('comes again on the day of its first time, until the agreement ends', () => {
  expect(nextDay({ firstOn: '2026-01-31', dueOn: '2026-01-31', everyMonths: 1 }, null)).toBe('2026-02-28');
  expect(nextDay({ firstOn: '2026-01-31', dueOn: '2026-02-28', everyMonths: 1 }, null)).toBe('2026-03-31');
  expect(nextDay({ firstOn: '2026-01-31', dueOn: '2026-02-28', everyMonths: 1 }, '2026-03-30')).toBeNull();
  expect(nextDay({ firstOn: '2026-01-31', dueOn: '2026-01-31', everyMonths: null }, null)).toBeNull();
});
