import { canonicalPassword, isHashable, refusePassword } from './password.rules.js';

describe('passwords', () => {
  it('takes two ways to type a letter as one', () => {
    expect(canonicalPassword('caf\u0065\u0301 terrace 12')).toBe(canonicalPassword('caf\u00e9 terrace 12'));
  });

  it('hashes nothing that is empty, endless or holds NUL', () => {
    expect(['', 'a'.repeat(257), 'a\0b', 'a'.repeat(10_000)].some(isHashable)).toBe(false);
    expect(isHashable('a'.repeat(256))).toBe(true);
  });

  it('accepts twelve different enough characters and refuses fewer', () => {
    expect(refusePassword('correct horse', 'a@b.test', false)).toBeNull();
    expect(refusePassword('elevenchars', 'a@b.test', false)).toMatch(/at least 12/);
    expect(refusePassword('aaaaaaaaaaaaaa', 'a@b.test', false)).toMatch(/different/);
    expect(refusePassword('marion@example.test', 'marion@example.test', false)).toMatch(/not your e-mail/);
  });

  it('knows the demo’s password only where the demo is switched on', () => {
    expect(refusePassword('demo', 'a@b.test', true)).toBeNull();
    expect(refusePassword('demo', 'a@b.test', false)).toMatch(/at least 12/);
  });
});
