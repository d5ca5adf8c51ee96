import { describe, expect, it } from '@jest/globals';
import { fill, UnresolvedToken, write } from './letter.rules.js';
import { bookedLetter, codeLetter, hostLetter, portalLetter, type AppointmentWords } from './letters.rules.js';
import { shortWhen, whenText } from './when.rules.js';

const words: AppointmentWords = {
  typeName: 'A first conversation', start: '2026-11-24T15:30:00Z', end: '2026-11-24T16:00:00Z', zone: 'Europe/London', hostNames: ['Ines Calloway'], place: 'Video call', attendeeName: 'Marion Marlowe', firmName: 'Harbour & Vale',
  manageUrl: 'http://127.0.0.1:4000/book/harbour-vale/first?booking=a&b',
};

describe('letters', () => {
  it('never leave with an unresolved token', () => {
    expect(() => fill('Hello {{name}}', {})).toThrow(UnresolvedToken);
    expect(() => fill('Hello {{name}}', { name: '' })).toThrow('«name»');
    expect(() => fill('Hello {{name', { name: 'x' })).toThrow(UnresolvedToken);
    expect(() => bookedLetter({ ...words, firmName: '' }, false)).toThrow('«firm»');
    expect(() => portalLetter({ name: 'M', firmName: 'F', url: '', purpose: 'SIGN_IN', expiresAt: words.start })).toThrow('«url»');
  });
  it('take values as they are, even when they look like tokens', () => {
    expect(fill('Hello {{name}}', { name: '{{firm}}', firm: 'X' })).toBe('Hello {{firm}}');
  });
  it('say what, when, with whom, where, and how to change it, in both forms', () => {
    const letter = bookedLetter(words, false);
    expect(letter.subject).toBe('Booked: A first conversation, Tue 24 Nov, 15:30');
    for (const form of [letter.text, letter.html]) for (const part of ['A first conversation', 'Tuesday 24 November 2026, 15:30 to 16:00 (Europe/London, GMT)', 'Ines Calloway', 'Video call']) expect(form).toContain(part);
    expect(letter.text).toContain(words.manageUrl);
    expect(letter.html).toContain('booking=a&amp;b');
  });
  it('speak in the reader\'s zone', () => {
    expect(whenText('2027-07-01T15:30:00Z', '2027-07-01T16:00:00Z', 'America/New_York')).toBe('Thursday 1 July 2027, 11:30 to 12:00 (America/New York, GMT-4)');
    expect(shortWhen('2027-07-01T15:30:00Z', 'Asia/Kolkata')).toBe('Thu 1 Jul, 21:00');
  });
  it('let nobody\'s name become markup or a header', () => {
    const letter = hostLetter({ ...words, attendeeName: '<img src=x>\r\nBcc: all@x.test' }, 'New booking', [{ question: 'Why?', answer: '<script>' }], null);
    expect(letter.html).not.toContain('<img');
    expect(letter.html).not.toContain('<script>');
    expect(letter.subject).not.toMatch(/[\r\n]/);
    expect(write({ subject: 'a\nb', lines: [], signature: '' }).subject).toBe('a b');
  });
  it('carry the code on a line of its own', () => {
    expect(codeLetter(words, '042137').text).toContain('\n    042137\n');
  });
});
