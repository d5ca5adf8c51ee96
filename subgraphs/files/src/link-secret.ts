import { createHash } from 'node:crypto';
import { isId } from '@firmament/events';
import { NotFound, type Ctx } from '@firmament/kit';
import { hash, verify } from '@node-rs/argon2';
import { PasscodeNeeded } from './errors.js';
import { settingsOf } from './ports.js';

/** argon2id with the cost that OWASP names for servers. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A fresh secret with its firm in the clear: whoever opens it is not signed in, and the firm must be known before anything is looked up. */
export function newToken(ctx: Ctx): { readonly token: string; readonly tokenHash: string } {
  const secret = ctx.randomBytes(32).toString('base64url');
  return { token: `${ctx.actor.tenantId ?? ''}.${secret}`, tokenHash: hashOf(secret) };
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** The firm and the hash behind a token; refuses what could never be one of ours. */
export function readToken(token: string): { readonly firm: string; readonly tokenHash: string } {
  const [firm = '', secret = ''] = token.split('.');
  if (!isId('firm', firm) || !/^[\w-]{43}$/.test(secret)) throw new NotFound('This link is not known here.');
  return { firm, tokenHash: hashOf(secret) };
}

/** What is kept of a passcode. */
export const passcodeHash = (passcode: string | null | undefined): Promise<string | null> => (passcode ? hash(passcode.normalize('NFKC'), cost) : Promise.resolve(null));

/** Refuses unless the passcode fits, where one is asked for. */
export async function demandPasscode(kept: string | null, given: string | null | undefined): Promise<void> {
  if (kept === null) return;
  if (!given) throw new PasscodeNeeded(false);
  if (!(await verify(kept, given.normalize('NFKC')))) throw new PasscodeNeeded(true);
}

/** An address of the public pages. */
export const publicUrl = (ctx: Ctx, path: string): string => new URL(path, settingsOf(ctx).FIRMAMENT_PUBLIC_URL).toString();
