import { jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { SignInAttempts } from './attempts.js';

const url = process.env['FIRMAMENT_TEST_REDIS_URL'] ?? '';
const patient = { enableOfflineQueue: true, maxRetriesPerRequest: 1 };

async function fail(attempts: SignInAttempts, times: number, place: (i: number) => string = () => 'here'): Promise<void> {
  for (let i = 0; i < times; i++) await attempts.begin('ada', place(i));
}

describe('failed sign-ins', () => {
  afterEach(() => { jest.useRealTimers(); });

  it('let one place try ten times and then wait for the rest of the quarter', async () => {
    jest.useFakeTimers();
    const attempts = new SignInAttempts();
    await fail(attempts, 10);
    jest.advanceTimersByTime(60_000);
    await expect(attempts.begin('ada', 'here')).rejects.toMatchObject({ message: expect.stringMatching(/Too many/), extensions: { code: 'RATE_LIMITED', retryAfter: 14 * 60 } });
    await expect(attempts.begin('ada', 'there')).resolves.toBeDefined();
    await expect(attempts.begin('bob', 'here')).resolves.toBeDefined();
    jest.advanceTimersByTime(14 * 60_000);
    await expect(attempts.begin('ada', 'here')).resolves.toBeDefined();
  });

  it('count all places together, so that many machines gain little', async () => {
    const attempts = new SignInAttempts();
    await fail(attempts, 50, String);
    await expect(attempts.begin('ada', 'new')).rejects.toThrow(/Too many/);
  });

  it('of one place alone never close the door for the other places', async () => {
    const attempts = new SignInAttempts();
    await Promise.allSettled(Array.from({ length: 200 }, () => attempts.begin('ada', 'here')));
    await expect(attempts.begin('ada', 'there')).resolves.toBeDefined();
  });

  it('that are sent all at once are counted before they are tried', async () => {
    const attempts = new SignInAttempts();
    const sent = await Promise.allSettled(Array.from({ length: 30 }, () => attempts.begin('ada', 'here')));
    expect(sent.filter((one) => one.status === 'fulfilled')).toHaveLength(10);
  });

  it('are forgotten for the place that knew the password, and the right one counts for no failure', async () => {
    const attempts = new SignInAttempts();
    for (let i = 0; i < 60; i++) await (await attempts.begin('ada', 'here'))();
    await fail(attempts, 9);
    await (await attempts.begin('ada', 'here'))();
    await expect(fail(attempts, 10)).resolves.toBeUndefined();
  });
});

describe('with Redis', () => {
  const open: Redis[] = [];
  const aProcess = (at = url, options: object = patient): SignInAttempts => {
    const redis = new Redis(at, options);
    redis.on('error', () => undefined);
    open.push(redis);
    return new SignInAttempts(redis);
  };
  beforeEach(async () => {
    const redis = new Redis(url);
    const left = await redis.keys('firmament:sign-in:*');
    if (left.length > 0) await redis.del(left);
    redis.disconnect();
  });
  afterEach(() => { for (const redis of open.splice(0)) redis.disconnect(); });

  it('two processes count together', async () => {
    const [one, other] = [aProcess(), aProcess()];
    await fail(one, 5);
    await fail(other, 5);
    await expect(one.begin('ada', 'here')).rejects.toThrow(/Too many/);
    await expect(other.begin('ada', 'here')).rejects.toThrow(/Too many/);
  });

  it('the right password at one is known to the other', async () => {
    const [one, other] = [aProcess(), aProcess()];
    await fail(one, 9);
    await (await other.begin('ada', 'here'))();
    await expect(fail(one, 10)).resolves.toBeUndefined();
  });

  it('that does not answer, each process counts for itself and nobody is let in uncounted', async () => {
    const attempts = aProcess('redis://127.0.0.1:1', { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
    await fail(attempts, 10);
    await expect(attempts.begin('ada', 'here')).rejects.toThrow(/Too many/);
  });
});
