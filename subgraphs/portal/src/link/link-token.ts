import { createHash } from 'node:crypto';
import type { Ctx } from '@firmament/kit';

/** A fresh secret for a link or a browser: 256 bits, safe in an address. */
export function newSecret(ctx: Ctx): string {
  return ctx.randomBytes(32).toString('base64url');
}

/** What is kept of a secret. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** True for something that could be one of our secrets; anything else is not even looked up. */
export function isSecret(value: string): boolean {
  return /^[\w-]{43}$/.test(value);
}
