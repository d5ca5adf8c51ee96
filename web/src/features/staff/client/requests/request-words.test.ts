import { describe, expect, it } from '@jest/globals';
import { reminderWords, requestStanding } from './request-words';

const today = '2026-11-19';
const lines = (...states: ('WAITING' | 'RECEIVED' | 'ACCEPTED' | 'REJECTED' | 'NOT_APPLICABLE')[]) => states.map((state) => ({ state }));

describe('how a request reads', () => {
  it('counts what is in, and what was sent back comes first', () => {
    expect(requestStanding({ state: 'IN_PROGRESS', items: lines('RECEIVED', 'NOT_APPLICABLE', 'WAITING') }, today)).toEqual({ state: 'IN_PROGRESS', words: '2 of 3 in' });
    expect(requestStanding({ state: 'IN_PROGRESS', items: lines('ACCEPTED', 'REJECTED', 'WAITING') }, today)).toEqual({ state: 'REOPENED', words: '1 to send again' });
  });

  it('says how much there is to check, and nothing of it when every line was looked at', () => {
    expect(requestStanding({ state: 'SUBMITTED', items: lines('RECEIVED', 'RECEIVED', 'ACCEPTED') }, today)).toEqual({ state: 'SUBMITTED', words: '2 to check' });
    expect(requestStanding({ state: 'SUBMITTED', items: lines('ACCEPTED') }, today)).toEqual({ state: 'SUBMITTED' });
  });

  it('is news for a week after it was complete', () => {
    expect(requestStanding({ state: 'COMPLETED', submittedAt: '2026-11-12T10:00:00Z' }, today)).toEqual({ state: 'COMPLETED' });
    expect(requestStanding({ state: 'COMPLETED', submittedAt: '2026-11-11T10:00:00Z' }, today)).toEqual({ state: 'COMPLETED', tone: 'quiet' });
  });

  it('names the reminders that are left', () => {
    const days = ['2026-11-27T09:00:00Z', '2026-11-30T09:00:00Z', '2026-12-03T09:00:00Z'];
    expect(reminderWords(days, 0)).toMatch(/^Fri 27 Nov, Mon 30 Nov and /);
    expect(reminderWords(days, 2)).not.toContain('Nov');
    expect(reminderWords(days, 3)).toBeNull();
  });
});
