import { firmMark, isColour, isCurrency, isSlug } from './firm.rules.js';

describe('a firm’s particulars', () => {
  it('accepts addresses of small letters, digits and single hyphens', () => {
    expect(['harbour-vale', 'fen', 'a1b', 'x'.repeat(40)].every(isSlug)).toBe(true);
  });

  it('refuses addresses that would not read or would collide with the house', () => {
    const wrong = ['', 'ab', 'Fen', '1st', '-fen', 'fen-', 'fen--co', 'fen co', 'portal', 'x'.repeat(41), 'fen\0co', '../fen', 'fén'];
    expect(wrong.filter(isSlug)).toEqual([]);
  });

  it('marks a firm by the first letters of its telling words', () => {
    expect(firmMark('Harbour & Vale Advisory')).toBe('HV');
    expect(firmMark('Fen & Co')).toBe('F');
    expect(firmMark('The Co')).toBe('TC');
    expect(firmMark('ångström labs')).toBe('ÅL');
    expect(firmMark('&&&')).toBe('•');
  });

  it('knows currencies and colours', () => {
    expect([isCurrency('GBP'), isCurrency('gbp'), isCurrency('ZZZ')]).toEqual([true, false, false]);
    expect([isColour('#1a2B3c'), isColour('1a2b3c'), isColour('#1a2b3'), isColour('#1a2b3g')]).toEqual([true, false, false, false]);
  });
});
