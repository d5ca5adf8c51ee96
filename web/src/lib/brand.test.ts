import { describe, expect, it } from '@jest/globals';
import { brandColours, contrastOf } from './brand';

const papers = { light: { paper: '#fbf9f5', panel: '#ffffff' }, dark: { paper: '#15181a', panel: '#1c2023' } } as const;
const schemes = ['light', 'dark'] as const;

function worn(hex: string, scheme: 'light' | 'dark') {
  const colours = brandColours(hex, scheme);
  if (!colours) throw new Error(`${hex} is no colour`);
  return { fill: colours['--fm-brand']!, onFill: colours['--fm-on-brand']!, words: colours['--fm-brand-ink']!, tint: colours['--fm-brand-tint']! };
}

/** Every sixth part of each channel, and what sits awkwardly between. */
const steps = ['00', '33', '66', '99', 'cc', 'ff'];
const many = [...steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `#${r}${g}${b}`))), '#0e5a5a', '#ffd400', '#fff3b0', '#757575', '#7f7f7f', '#e4572e', '#0a84ff', '#000000', '#ffffff'];

describe('the portal’s colours from a firm’s one colour', () => {
  it('can be read wherever they carry words, whatever the colour', () => {
    for (const scheme of schemes) {
      for (const hex of many) {
        const { fill, onFill, words, tint } = worn(hex, scheme);
        const measured = [contrastOf(onFill, fill), contrastOf(words, papers[scheme].paper), contrastOf(words, papers[scheme].panel), contrastOf(words, tint)];
        expect({ hex, scheme, enough: measured.every((ratio) => ratio >= 4.5) }).toEqual({ hex, scheme, enough: true });
      }
    }
  });

  it('leave a colour that is legible as it is', () => {
    expect(worn('#0E5A5A', 'light')).toMatchObject({ fill: '#0e5a5a', onFill: '#ffffff', words: '#0e5a5a' });
    expect(contrastOf('#ffffff', '#0e5a5a')).toBeCloseTo(7.99, 1);
    expect(contrastOf('#0e5a5a', '#fbf9f5')).toBeCloseTo(7.6, 1);
  });

  it('give a yellow firm dark words on its buttons and brown links', () => {
    const { fill, onFill, words } = worn('#ffd400', 'light');
    expect([fill, onFill]).toEqual(['#ffd400', '#1b1d22']);
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(words.slice(at, at + 2), 16));
    expect(red! > green! && green! > blue! && red! < 0xa0).toBe(true);
  });

  it('keep a button apart from the panel it lies on', () => {
    for (const scheme of schemes) for (const hex of many) expect(contrastOf(worn(hex, scheme).fill, papers[scheme].panel)).toBeGreaterThan(1.15);
  });

  it('lighten words in the dark and keep their hue', () => {
    const { words } = worn('#0e5a5a', 'dark');
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(words.slice(at, at + 2), 16));
    expect(red! < green! && Math.abs(green! - blue!) < 24).toBe(true);
  });

  it('are none when the firm’s colour is no colour', () => {
    expect(brandColours('teal', 'light')).toBeNull();
    expect(contrastOf('teal', '#ffffff')).toBe(0);
  });
});
