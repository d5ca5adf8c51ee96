import { createHash } from 'node:crypto';

/** What is stored in place of a token or an e-mail address outside the tenants: sha-256 in hex. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** True for a text that could be a fingerprint; anything else is not worth asking the database. */
export function isFingerprint(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
