import type { Ctx } from '@firmament/kit';
import { SignInAttempts } from './session/attempts.js';

/** What identity keeps beside its tables, one of each per process. */
export interface IdentityPorts {
  readonly attempts: SignInAttempts;
}

/** Makes identity's ports. */
export function identityPorts(): IdentityPorts {
  return { attempts: new SignInAttempts() };
}

/** The ports of this process. */
export function portsOf(ctx: Ctx): IdentityPorts {
  return ctx.ports as IdentityPorts;
}
