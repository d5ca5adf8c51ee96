import { monthInWords, resolveName, unknownToken } from './project-name.rules.js';

it.each([
  ['{client}: {period}', { client: 'Marlowe Boatyard', period: 'November 2026' }, 'Marlowe Boatyard: November 2026'],
  ['Onboarding {client}', { client: null, period: null }, 'Onboarding'],
  ['Onboarding for {client}', { client: null, period: null }, 'Onboarding'],
  ['{client}: Year-end accounts, {period}', { client: null, period: 'November 2026' }, 'Year-end accounts, November 2026'],
  ['Year-end accounts – {client} – {period}', { client: null, period: '2026' }, 'Year-end accounts – 2026'],
  ['{client}', { client: null, period: null }, 'Project'],
  ['{client}', { client: 'a $& b', period: null }, 'a $& b'],
])('reads «%s»', (pattern, words, name) => { expect(resolveName(pattern, words)).toBe(name); });

it('knows its tokens and the months', () => {
  expect(unknownToken('{client} {month}')).toBe('{month}');
  expect(unknownToken('{client} {period}')).toBeNull();
  expect(monthInWords('2026-02-28')).toBe('February 2026');
});
