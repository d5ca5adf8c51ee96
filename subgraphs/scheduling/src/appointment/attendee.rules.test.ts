import { describe, expect, it } from '@jest/globals';
import { asAttendee, attendeeFault } from './attendee.rules.js';
import { asAnswers, intakeFault, type Question } from './intake.rules.js';

const marion = { name: 'Marion Marlowe', email: 'marion@marlowe.test' };
const reason = (change: object) => attendeeFault({ ...marion, ...change }, 'input.attendee')?.reason;

describe('who comes', () => {
  it('accepts names from everywhere', () => {
    for (const name of ['O’Brien', 'Zoë', '李小龍', 'Ада Лавлейс', 'Ng', '👩‍🌾 Farm']) expect(attendeeFault({ ...marion, name }, 'a')).toBeNull();
  });
  it('refuses what cannot be kept, and says where', () => {
    expect(reason({ name: 'x'.repeat(10_240) })).toBe('TEXT_TOO_LONG');
    expect(reason({ name: 'a\u0000b' })).toBe('TEXT_UNREADABLE');
    expect(reason({ name: 'a\uD800b' })).toBe('TEXT_UNREADABLE');
    expect(reason({ name: 'a\u202Eb' })).toBe('TEXT_UNREADABLE');
    expect(reason({ name: 'a\r\nBcc: x' })).toBe('TEXT_UNREADABLE');
    expect(reason({ name: '   ' })).toBe('TEXT_MISSING');
    expect(attendeeFault({ ...marion, email: 'marion' }, 'input.attendee')?.field).toBe('input.attendee.email');
  });
  it('refuses addresses that are none', () => {
    for (const email of ['', 'a@b', 'a b@c.test', 'a@b..test', '<a@b.test>', 'a@b.test,c@d.test', `${'x'.repeat(250)}@b.test`]) expect(attendeeFault({ ...marion, email }, 'a')).not.toBeNull();
  });
  it('refuses phones that are none', () => {
    expect(reason({ phone: 'call me' })).toBe('PHONE_MALFORMED');
  });
  it('keeps one spelling of an address and of a phone', () => {
    expect(asAttendee({ name: ' Marion ', email: ' Marion@Marlowe.TEST ', phone: '+44 (1326) 555-0142', organisation: ' ' })).toEqual({ name: 'Marion', email: 'marion@marlowe.test', phone: '+4413265550142', organisation: null });
  });
});

describe('intake answers', () => {
  const questions: Question[] = [
    { key: 'worry', question: 'What worries you?', kind: 'LONG_TEXT', required: true, options: [] },
    { key: 'size', question: 'How many people?', kind: 'CHOICE', required: false, options: ['1', '2 to 9'] },
  ];
  it('needs the required answer', () => {
    expect(intakeFault(questions, [], 'answers')?.reason).toBe('ANSWER_MISSING');
  });
  it('refuses an answer that is not among the choices, one that was not asked, and one given twice', () => {
    const worry = { key: 'worry', answer: 'VAT' };
    expect(intakeFault(questions, [worry, { key: 'size', answer: '900' }], 'answers')?.field).toBe('answers.1.answer');
    expect(intakeFault(questions, [worry, { key: 'iban', answer: 'x' }], 'answers')?.reason).toBe('ANSWER_UNASKED');
    expect(intakeFault(questions, [worry, worry], 'answers')?.reason).toBe('ANSWER_UNASKED');
  });
  it('keeps the words of the question beside the answer', () => {
    expect(asAnswers(questions, [{ key: 'worry', answer: ' VAT\nand payroll ' }])).toEqual([{ key: 'worry', question: 'What worries you?', answer: 'VAT\nand payroll' }]);
  });
});
