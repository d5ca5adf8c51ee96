import type { Ctx } from '@firmament/kit';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { IdentityConfig } from './demo.js';
import { SignInAttempts } from './session/attempts.js';

/** What identity keeps beside its tables, one of each per process. */
export interface IdentityPorts {
  readonly attempts: SignInAttempts;
  stop(): void;
}

/** Makes identity's ports. */
export function identityPorts({ REDIS_URL }: IdentityConfig, log: Logger): IdentityPorts {
  const redis = REDIS_URL ? connected(REDIS_URL, log) : undefined;
  return { attempts: new SignInAttempts(redis), stop: () => redis?.disconnect() };
}

function connected(url: string, log: Logger): Redis {
  // Nobody waits at the door for Redis: what it does not answer at once is counted in memory.
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 1_000 });
  redis.on('error', (error) => { log.warn({ err: error }, 'redis does not answer; sign-ins are counted in memory'); });
  return redis;
}

/** The ports of this process. */
export function portsOf(ctx: Ctx): IdentityPorts {
  return ctx.ports as IdentityPorts;
}
