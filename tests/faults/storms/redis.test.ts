import { rm } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import type { Envelope } from '../../../events/src/events.js';
import { startRedis } from '../../../infra/servers/redis.js';
import { serverCache, throwAwayFolder } from '../../../infra/servers/servers.js';
import type { Server } from '../../../infra/servers/plan.js';
import { aBooking } from '../../../workflow-engine/test/flow.js';
import { TestHouse } from '../../../workflow-engine/test/house.js';
import { eventually } from './patience.js';
import { Proxy } from './proxy.js';
import { runBooks, soundRuns } from './run-ledger.js';

/** A Redis of these tests alone, which keeps what it appended; behind a door, so that it may come back at another port. */
class OwnRedis {
  readonly dir = throwAwayFolder();
  readonly #door = new Proxy();
  #server: Server | undefined;
  url = '';

  async start(): Promise<void> {
    this.#server = await startRedis({ dir: this.dir, cache: serverCache, throwAway: false, secret: () => '', say: () => undefined });
    this.url = `redis://${await this.#door.leadTo(new URL(this.#server.url).host)}`;
  }

  async kill(): Promise<void> {
    const running = this.#server?.running;
    if (!running) throw new Error('this Redis is not ours to kill');
    process.kill(running.pid, 'SIGKILL');
    await running.ended;
  }

  /** The cable is pulled: what is asked gets no answer, and nobody is told of an end. */
  unplug(): void { this.#door.swallow('up', 'down'); }

  plugIn(): void { this.#door.heal(); }

  /** Speaks to it as its operator would. */
  async set(name: string, value: string): Promise<void> {
    const redis = new Redis(this.url);
    await redis.config('SET', name, value);
    redis.disconnect();
  }

  async close(): Promise<void> {
    await this.#server?.stop();
    await this.#door.close();
    await rm(this.dir, { recursive: true, force: true });
  }
}

let house: TestHouse;
let redis: OwnRedis;
beforeAll(async () => {
  house = await TestHouse.open();
  redis = new OwnRedis();
  await redis.start();
});
afterAll(async () => {
  await house.stop();
  await redis.close();
});
afterEach(() => house.stopEngines());

/** No sweep but the one that the test asks for: what moves without it was rung for. */
const unswept = () => ({ REDIS_URL: redis.url, FIRMAMENT_SWEEP_MS: '600000' });
const keysOf = (events: readonly Envelope[]): string[] => events.map((event) => String(event.data['appointmentId']));
const inState = async (events: readonly Envelope[], state: string): Promise<number> => (await house.h.sql('select 1 from workflow.runs where business_key = any($1) and state = $2', [keysOf(events), state])).length;
const all = (events: readonly Envelope[], state: string) => eventually(async () => (await inState(events, state)) === events.length, `all ${events.length} runs are ${state}`);

async function booked(n: number): Promise<Envelope[]> {
  const events = Array.from({ length: n }, () => aBooking(house.h.firm.id));
  await Promise.all(events.map((event) => house.publish(event)));
  return events;
}

describe('a Redis', () => {
  test('F32 that is killed and started takes wake-ups with it: the sweep repairs them, and the next bell rings again', async () => {
    const engine = await house.engine(unswept());
    const rung = async (awake: boolean) => eventually(async () => (await engine.ready()).detail['redis'] === awake, awake ? 'the bell is back' : 'the bell is gone');
    await rung(true);
    const before = await booked(3);
    await all(before, 'COMPLETED');
    await redis.kill();
    await rung(false);
    const meanwhile = await booked(6);
    await all(meanwhile, 'QUEUED');
    await redis.start();
    await rung(true);
    expect(await inState(meanwhile, 'QUEUED')).toBe(6);
    expect(await engine.sweepNow()).toBe(6);
    await all(meanwhile, 'COMPLETED');
    const after = await booked(3);
    await all(after, 'COMPLETED');
    expect(await runBooks(house, 'F32 Redis killed and started', keysOf([...before, ...meanwhile, ...after]))).toMatchObject(soundRuns(12));
  });

  test('F33 that falls silent is told as gone, also to who had just asked it, and is back with its cable', async () => {
    const engine = await house.engine(unswept());
    const rung = async (awake: boolean) => eventually(async () => (await engine.ready()).detail['redis'] === awake, awake ? 'the bell is back' : 'the bell is gone');
    await rung(true);
    redis.unplug();
    await rung(false);
    redis.plugIn();
    await rung(true);
    // The question is on its way while the one who is asked dies.
    redis.unplug();
    const asked = engine.ready();
    await redis.kill();
    expect((await asked).detail['redis']).toBe(false);
    redis.plugIn();
    await redis.start();
    await rung(true);
  });

  test('F34 that is full drops no key unseen: the engine says so, and the sweep goes on without it', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, new Writable({ write: (chunk, _encoding, done) => { lines.push(String(chunk)); done(); } }));
    const engine = await house.engine(unswept(), { log });
    await eventually(async () => (await engine.ready()).detail['redis'] === true, 'the bell is there');
    await redis.set('maxmemory', '1');
    const events = await booked(4);
    await all(events, 'QUEUED');
    await eventually(() => lines.filter((line) => line.includes('OOM')).length >= 4, 'the engine says that Redis is full');
    await engine.sweepNow();
    await all(events, 'COMPLETED');
    await redis.set('maxmemory', '0');
    expect(await runBooks(house, 'F34 Redis is full', keysOf(events))).toMatchObject(soundRuns(4));
  });

  test.each(['allkeys-lru', 'volatile-ttl'])('F34 that is set to %s is refused at the start, in words', async (policy) => {
    await redis.set('maxmemory-policy', policy);
    const start = house.engine(unswept());
    await expect(start).rejects.toThrow(`The engine cannot start:\n  - REDIS_URL names a Redis that throws keys away when it is full (maxmemory-policy is ${policy}); set it to noeviction`);
    await redis.set('maxmemory-policy', 'noeviction');
    await expect(house.engine(unswept())).resolves.toBeDefined();
  });
});
