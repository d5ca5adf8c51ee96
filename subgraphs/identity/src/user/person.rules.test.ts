import { initialsOf, normaliseEmail, tidyName } from './person.rules.js';

describe('people', () => {
  it('gives every way to type an address one form', () => {
    expect(normaliseEmail('  Marion.Marlowe@Example.TEST ')).toBe('marion.marlowe@example.test');
    expect(normaliseEmail('jose\u0301@example.test')).toBe(normaliseEmail('jos\u00e9@example.test'));
  });

  it('keeps apart addresses that may be two people', () => {
    expect(normaliseEmail('a.b+c@example.test')).toBe('a.b+c@example.test');
  });

  it('refuses what is no address', () => {
    const wrong = ['', 'a', '@b.test', 'a@b', 'a b@c.test', 'a@b..test', 'a\0@b.test', `${'a'.repeat(10_000)}@b.test`, 'a@b@c.test', 'a\u202e@b.test', 'a@b.test\n'.repeat(2)];
    expect(wrong.filter((text) => normaliseEmail(text) !== null)).toEqual([]);
  });

  it('tidies names and refuses endless, empty and broken ones', () => {
    expect(tidyName('  Ada   Lovelace ')).toBe('Ada Lovelace');
    expect(['', '   ', 'a'.repeat(201), 'a'.repeat(10_000), 'A\0da', 'Ada\nL'].map(tidyName)).toEqual([null, null, null, null, null, null]);
    expect(tidyName("Robert'); DROP TABLE users;--")).toBe("Robert'); DROP TABLE users;--");
  });

  it('takes initials from the first and the last word', () => {
    expect(['Ada Lovelace', 'Ada King Lovelace', 'ada', 'Élodie O’Hara', '🙂'].map(initialsOf)).toEqual(['AL', 'AL', 'A', 'ÉO', '•']);
  });
});
