import { RateLimited } from '@firmament/kit';
import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** Failures after which one address from one place, or one address from anywhere, has to wait. */
const limits = { place: 10, anywhere: 50 };
const quarterOfAnHour = 15 * 60;

/**
 * Failed sign-ins of the last quarter of an hour, shared by all processes through Redis where there is one, and kept in this
 * process's memory while there is none: a refused sign-in leaves no row behind. The gateway limits requests besides; this
 * counts attempts, however many one request holds.
 */
export class SignInAttempts {
  readonly #place: RateLimiterAbstract;
  readonly #anywhere: RateLimiterAbstract;

  constructor(redis?: Redis) {
    this.#place = limiter('place', redis);
    this.#anywhere = limiter('anywhere', redis);
  }

  /**
   * Counts an attempt before it is made, so that many at once gain nothing; refuses when there were too many failures for this
   * address. The answer takes the attempt back, with all failures from this place: for a person who has shown the right password.
   */
  async begin(address: string, place: string | undefined): Promise<() => Promise<void>> {
    const here = `${address} ${place ?? ''}`;
    await count(this.#place, here);
    await count(this.#anywhere, address);
    return async () => { await Promise.all([this.#place.delete(here), this.#anywhere.reward(address, 1)]); };
  }
}

async function count(limits: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limits.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new RateLimited('Too many attempts. Wait a little, then try again.', Math.max(1, Math.ceil(error.msBeforeNext / 1000)));
  }
}

function limiter(name: keyof typeof limits, redis: Redis | undefined): RateLimiterAbstract {
  const rule = { keyPrefix: `firmament:sign-in:${name}`, points: limits[name], duration: quarterOfAnHour };
  const memory = new RateLimiterMemory(rule);
  return redis ? new RateLimiterRedis({ ...rule, storeClient: redis, insuranceLimiter: memory }) : memory;
}
