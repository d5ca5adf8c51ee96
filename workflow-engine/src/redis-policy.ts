import { Redis } from 'ioredis';

/**
 * Refuses a Redis that throws keys away when it is full: a ring, or the count of somebody's attempts, would vanish and nobody would be told.
 * A Redis that is away is no reason not to start; its policy is asked through INFO, which hosted ones answer too.
 */
export async function requireKeeping(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl, { lazyConnect: true, connectTimeout: 2_000, commandTimeout: 2_000, retryStrategy: () => null });
  redis.on('error', () => undefined);
  const memory = await redis.connect().then(() => redis.info('memory')).catch(() => '');
  redis.disconnect();
  const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1] ?? 'noeviction';
  if (policy !== 'noeviction') throw new Error(`The engine cannot start:\n  - REDIS_URL names a Redis that throws keys away when it is full (maxmemory-policy is ${policy}); set it to noeviction`);
}
