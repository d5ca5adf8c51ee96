import { firstNameOf, isEmail, linkState, linkUrl, maskedEmail, normalEmail } from './link.rules.js';

const now = new Date('2026-11-19T10:00:00Z');
const link = { consumedAt: null, revokedAt: null, expiresAt: new Date('2026-11-19T10:15:00Z') };

describe('a link', () => {
  it('is open until it is used, taken back or run out', () => {
    expect(linkState(link, now)).toBe('OPEN');
    expect(linkState({ ...link, expiresAt: now }, now)).toBe('EXPIRED');
    expect(linkState({ ...link, revokedAt: now, expiresAt: now }, now)).toBe('REVOKED');
    expect(linkState({ ...link, consumedAt: now, revokedAt: now }, now)).toBe('USED');
  });
  it('names the firm in the clear, on the configured address alone', () => {
    expect(linkUrl('https://portal.test/', 'firm_1', 'secret')).toBe('https://portal.test/portal/link/firm_1/secret');
  });
  it('shows so much of an address that only its owner knows it', () => {
    expect(maskedEmail('marion@marlowe.test')).toBe('m•••@marlowe.test');
    expect(maskedEmail('broken')).toBe('•••');
  });
  it('compares addresses as people mean them', () => {
    expect(normalEmail('  Marion@Marlowe.TEST ')).toBe('marion@marlowe.test');
    expect(['a@b', 'a b@c.test', 'a@b.test\0', '@b.test', `${'x'.repeat(320)}@b.test`].some(isEmail)).toBe(false);
    expect(firstNameOf('Marion Marlowe')).toBe('Marion');
  });
});
