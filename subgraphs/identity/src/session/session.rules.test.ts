import { absoluteEnd, deviceLabel, idleEnd, isTouchDue, sessionEnd } from './session.rules.js';

const start = new Date('2026-11-19T11:18:00Z');
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

describe('sessions', () => {
  it('end after a night without use, and after two weeks of use', () => {
    expect(idleEnd('staff', start)).toEqual(after(12 * 60));
    expect(absoluteEnd('staff', start)).toEqual(after(14 * 24 * 60));
    expect(sessionEnd(idleEnd('staff', start), absoluteEnd('staff', start))).toEqual(after(12 * 60));
    expect(sessionEnd(idleEnd('staff', after(14 * 24 * 60 - 1)), absoluteEnd('staff', start))).toEqual(after(14 * 24 * 60));
  });

  it('note their use now and then, not at each request', () => {
    expect(isTouchDue('staff', start, after(35))).toBe(false);
    expect(isTouchDue('staff', start, after(37))).toBe(true);
  });

  it('are named by what the browser tells', () => {
    expect(deviceLabel('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0')).toBe('Edge on Windows');
    expect(deviceLabel('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1')).toBe('Safari on iOS');
    expect(deviceLabel('')).toBe('A browser');
  });
});
