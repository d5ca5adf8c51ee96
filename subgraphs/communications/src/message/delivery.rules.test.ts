import { describe, expect, it } from '@jest/globals';
import { judgeFailure, mostAttempts, waitBefore } from './delivery.rules.js';

describe('a failed try', () => {
  it('is final and a bounce when the address refuses', () => {
    expect(judgeFailure({ code: 'EENVELOPE', responseCode: 550, message: "Can't send mail\n - 550 no such user" })).toEqual({ again: false, bounced: true, unreachable: false, reason: "Can't send mail - 550 no such user" });
  });
  it('is final but no bounce when the text is refused', () => {
    expect(judgeFailure({ code: 'EMESSAGE', responseCode: 554, message: '554 spam' })).toMatchObject({ again: false, bounced: false });
  });
  it('may pass when the server is busy, away, or does not like our password', () => {
    expect(judgeFailure({ code: 'EENVELOPE', responseCode: 451, message: 'later' })).toMatchObject({ again: true, unreachable: false });
    expect(judgeFailure({ code: 'ESOCKET', message: 'connect ECONNREFUSED' })).toMatchObject({ again: true, unreachable: true });
    expect(judgeFailure({ code: 'EAUTH', responseCode: 535, message: 'no' })).toMatchObject({ again: true, bounced: false });
  });
  it('is followed by longer and longer waits, and one day by none', () => {
    expect([1, 2, 3, 4, 9].map(waitBefore)).toEqual([2, 6, 18, 54, 600]);
    expect(mostAttempts).toBeGreaterThan(10);
  });
});
