import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { failedWords, leftWords, progressWords, tooLarge, wantedWords } from './upload-words';
import { sizeWords } from './format';

const lines = (...states: string[]) => states.map((state) => ({ state, required: true }));

describe('the words of a request', () => {
  beforeAll(() => { jest.useFakeTimers({ now: new Date('2026-11-19T11:18:00Z') }); });
  afterAll(() => { jest.useRealTimers(); });

  it('say what is left, and count only what is needed', () => {
    expect(leftWords(lines('WAITING', 'WAITING'), 'SENT')).toBe('Two things to send');
    expect(leftWords(lines('WAITING'), 'SENT')).toBe('One thing to send');
    expect(leftWords(lines('RECEIVED', 'REJECTED', 'NOT_APPLICABLE'), 'IN_PROGRESS')).toBe('One more to go');
    expect(leftWords([{ state: 'ACCEPTED', required: true }, { state: 'WAITING', required: false }], 'IN_PROGRESS')).toBe('Thank you, all is in.');
    expect([leftWords(lines('WAITING'), 'CANCELLED'), leftWords(lines('WAITING'), 'EXPIRED')]).toEqual(['No longer needed.', 'This request has run out.']);
  });

  it('say by when, and how late', () => {
    expect(wantedWords('2026-11-20', 6, '2026-11-19')).toEqual({ lead: 'We need these by', when: 'tomorrow, Fri 20 Nov', late: false });
    expect(wantedWords('2026-11-19', 1, '2026-11-19')).toEqual({ lead: 'We need this', when: 'today, Thu 19 Nov', late: false });
    expect(wantedWords('2026-11-07', 1, '2026-11-19')).toEqual({ lead: 'We needed this by Sat 7 Nov:', when: '12 days late', late: true });
  });
});

describe('the words of a file', () => {
  it('tell sizes as people do', () => {
    expect([1, 12, 340_200, 18_200_000, 60_000_000, 5 * 1024 ** 3].map(sizeWords)).toEqual(['1 byte', '12 bytes', '340 KB', '18.2 MB', '60 MB', '5.4 GB']);
  });

  it('refuse before a byte is sent what is too large, or empty', () => {
    expect(tooLarge({ name: 'IMG_1.HEIC', size: 60_000_000 }, 25_000_000)).toBe('This is a .heic of 60 MB. The limit is 25 MB.');
    expect(tooLarge({ name: 'film', size: 9 * 1024 ** 3 })).toBe('This is a file of 9.7 GB. The limit is 5.4 GB.');
    expect(tooLarge({ name: 'a.pdf', size: 0 })).toContain('is empty');
    expect(tooLarge({ name: 'a.pdf', size: 5 * 1024 ** 3 })).toBeNull();
  });

  it('tell how far it is, and never promise a time that nobody knows', () => {
    const of = 18_200_000;
    expect(progressWords({ step: 'sending', done: 11_300_000, of }, 20)).toBe('11.3 of 18.2 MB, 20 s left');
    expect(progressWords({ step: 'sending', done: 0, of }, null)).toBe('0.0 of 18.2 MB');
    expect(progressWords({ step: 'sending', done: 100_000_000, of: 5_000_000_000 }, 600)).toBe('0.1 of 5 GB, 10 min left');
    expect(progressWords({ step: 'held', done: 9_100_000, of }, null)).toBe('Paused at 9.1 of 18.2 MB');
    expect(progressWords({ step: 'waiting', done: 1, of }, null)).toBe('Paused, no connection. Goes on by itself.');
  });

  it('say why it was not taken in, for a reason nobody has named too', () => {
    expect(failedWords('CHECKSUM_MISMATCH')).toBe('The file arrived damaged. Send it once more.');
    expect(failedWords(null)).toBe('The file was not taken in. Send it once more.');
  });
});
