import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { greeting, needWords, taskWords, whenDue, workWords } from './words';

const today = '2026-11-19';

describe('the portal’s words', () => {
  beforeAll(() => { jest.useFakeTimers({ now: new Date('2026-11-19T11:18:00Z') }); });
  afterAll(() => { jest.useRealTimers(); });

  it('greet by the reader’s clock', () => {
    expect([4, 5, 11, 12, 17, 18, 23].map(greeting)).toEqual(['Good evening', 'Good morning', 'Good morning', 'Good afternoon', 'Good afternoon', 'Good evening', 'Good evening']);
  });

  it('count what needs the client, and say so when nothing does', () => {
    expect([0, 1, 3].map(needWords)).toEqual(['Nothing needs you now. We write when something does.', 'One thing needs you.', 'Three things need you.']);
    expect(needWords(0, 2)).toBe('We are checking what you sent, and write when we are done.');
    expect(needWords(1, 2)).toBe('One thing needs you.');
  });

  it('say by when, and how late', () => {
    expect(['2026-11-07', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-30'].map((day) => whenDue(day, today).words)).toEqual(['12 days late', '1 day late', 'Today, Thu 19 Nov', 'By tomorrow, Fri 20 Nov', 'By Mon 30 Nov']);
    expect(whenDue('2026-11-18', today).late).toBe(true);
  });

  it('promise no day that nobody gave', () => {
    expect(workWords({ status: 'ACTIVE' }, today)).toBe('We are working on it.');
    expect(workWords({ status: 'ACTIVE', dueOn: '2026-11-27' }, today)).toBe('We are working on it. The last step is due by Fri 27 Nov.');
    expect(workWords({ status: 'ACTIVE', dueOn: '2026-11-17' }, today)).toBe('We are working on it. The last step was due on Tue 17 Nov.');
    expect(workWords({ status: 'SKELETON', kickOffOn: '2026-11-24' }, today)).toBe('Being set up. Work begins on Tue 24 Nov.');
    expect(workWords({ status: 'SKELETON', kickOffOn: '2026-11-02' }, today)).toBe('Being set up.');
    expect((['ON_HOLD', 'COMPLETED', 'CANCELLED'] as const).map((status) => workWords({ status }, today))).toEqual(['Paused.', 'Finished.', 'Cancelled.']);
  });

  it('say where a task stands', () => {
    expect(taskWords({ state: 'DONE', dueOn: '2026-11-01' }, today)).toEqual({ words: 'Done', late: false });
    expect(taskWords({ state: 'OPEN' }, today)).toBeNull();
    expect(taskWords({ state: 'OPEN', dueOn: '2026-11-17' }, today)).toEqual({ words: '2 days late', late: true });
    expect(taskWords({ state: 'CANCELLED' }, today)?.words).toBe('No longer needed');
  });
});
