import { inOrderOfUrgency, isLate } from './action.rules.js';

describe('a list of what waits', () => {
  const at = (day: string) => new Date(`${day}T10:00:00Z`);
  it('has late and due things first, undated ones last', () => {
    const items = [{ dueOn: null, createdAt: at('2026-11-01') }, { dueOn: '2026-11-30', createdAt: at('2026-11-02') }, { dueOn: '2026-11-07', createdAt: at('2026-11-03') }];
    expect(inOrderOfUrgency(items).map((item) => item.dueOn)).toEqual(['2026-11-07', '2026-11-30', null]);
  });
  it('calls nothing late on its own day, and nothing without a day', () => {
    expect(isLate({ dueOn: '2026-11-19' }, at('2026-11-19'))).toBe(false);
    expect(isLate({ dueOn: '2026-11-18' }, at('2026-11-19'))).toBe(true);
    expect(isLate({ dueOn: null }, at('2026-11-19'))).toBe(false);
  });
});
