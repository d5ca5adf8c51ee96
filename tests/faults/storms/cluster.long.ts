import type { NatsConnection } from '@nats-io/transport-node';
import { ensureConsumer, ensureStream, streamName } from '../../../events/src/runtime.js';
import { manager } from '../../../events/src/runtime/stream.js';
import { Bench } from '../../../events/test/bench.js';
import { Cluster } from './cluster.js';
import { Load } from './load.js';
import { eventually } from './patience.js';
import { diceFor } from './seed.js';

let bench: Bench;
let cluster: Cluster;
let nc: NatsConnection;
let load: Load;
beforeAll(async () => {
  bench = await Bench.open();
  cluster = await Cluster.open();
  nc = await cluster.connect();
});
afterAll(async () => {
  await bench?.halt();
  await load?.close();
  await cluster?.close();
  await bench?.close();
});

beforeEach(async () => {
  await bench.fresh();
  await load?.close();
  load = new Load(bench, diceFor(expect.getState().currentTestName ?? ''));
  await eventually(() => (async () => (await manager(nc)).streams.delete(streamName))().then(() => true, (error: { code?: number }) => error.code === 10059), 'the brokers have a leader');
  await eventually(() => ensureStream(nc, { replicas: 3 }).then(() => true, () => false), 'the stream is kept three times');
  await eventually(() => ensureConsumer(nc, { durable: 'reader', filterSubjects: ['evt.ledger.entry.>'], startPolicy: 'beginning' }).then(() => true, () => false), 'the reader has its place');
  bench.relay({ nc, backoffMs: [100, 200] });
  bench.consumer({ nc });
});

const info = async () => (await manager(nc)).streams.info(streamName);
const leader = async (): Promise<string> => (await info().catch(() => null))?.cluster?.leader ?? '';
const n = async (sql: string): Promise<number> => Number((await bench.admin.query(`select count(*) as n from ${sql}`)).rows[0].n);
const published = () => n('ledger.outbox where published_at is not null');
const longestGapMs = async (): Promise<number> => Number((await bench.admin.query(
  'select coalesce(max(gap), 0)::int as ms from (select extract(epoch from published_at - lag(published_at) over (order by published_at)) * 1000 as gap from ledger.outbox) t')).rows[0].ms);

/** Everybody agrees, and nothing is missing. */
async function sound(scenario: string, events: number, more: Record<string, number | string> = {}): Promise<void> {
  await eventually(async () => (await n('reader.effects')) >= events, 'every committed event has its effect');
  await eventually(async () => { const { cluster: group } = await info(); return group?.replicas?.length === 2 && group.replicas.every((replica) => replica.current && !replica.offline && !replica.lag); }, 'all three hold the same');
  const books = {
    committed: load.acknowledged.length, outbox: await n('ledger.outbox'), published: await published(), effects: await n('reader.effects'),
    duplicated: (await n('reader.effects')) - await n('(select distinct event_id from reader.effects) t'),
    outOfOrder: await n('(select seq, max(seq) over (partition by tenant_id, aggregate_id order by n rows between unbounded preceding and 1 preceding) as before from reader.effects) t where seq < before'),
  };
  const { state } = await info();
  process.stderr.write(`  ${scenario.padEnd(34)} ${Object.entries({ ...books, stream: state.messages, longestGapMs: await longestGapMs(), ...more }).map(([name, value]) => `${name} ${value}`).join(' · ')}\n`);
  expect(books).toEqual({ committed: events, outbox: events, published: events, effects: events, duplicated: 0, outOfOrder: 0 });
  expect(state.messages).toBeGreaterThanOrEqual(events);
}

describe('three brokers', () => {
  test('F09 whose leader is killed ten times keep what was acknowledged, and the pause is bounded', async () => {
    const writing = load.commit(3_000, 60);
    let kills = 0;
    for (; kills < 10; kills++) {
      const before = await published();
      await eventually(async () => (await published()) > before + 50 || (await n('ledger.outbox')) === 3_000, 'facts go out');
      await eventually(async () => (await leader()) !== '', 'somebody leads');
      await cluster.kill(await leader());
      await cluster.start();
    }
    await writing;
    await sound('F09 the leader dies ten times', 3_000, { kills });
    expect(await longestGapMs()).toBeLessThan(45_000);
  }, 600_000);

  test('F10 of which one is cut off show no second truth, and it catches up', async () => {
    await load.commit(200);
    await eventually(async () => (await published()) === 200, 'a beginning is on the stream');
    const lonely = await cluster.connect('three');
    cluster.cutOff('three');
    const writing = load.commit(600, 10);
    const seen: number[] = [];
    // What the lonely one says, if it says anything: it may know less than all, and nothing that the others do not.
    const look = () => manager(lonely).then((jsm) => jsm.streams.info(streamName)).then(({ state }) => { seen.push(state.messages); }, () => undefined);
    await eventually(async () => { await look(); return (await published()) === 800; }, 'two of three are enough');
    await writing;
    await look();
    const others = (await info()).state.messages;
    cluster.heal('three');
    await sound('F10 one of three cut off', 800, { answersOfTheLonelyOne: seen.length });
    expect(seen.filter((messages) => messages > others)).toEqual([]);
    await eventually(async () => (await manager(lonely).then((jsm) => jsm.streams.info(streamName)).catch(() => null))?.state.messages === (await info()).state.messages, 'the lonely one tells what the others tell');
  }, 300_000);

  test('F11 that all die at once hold every message that they acknowledged', async () => {
    const writing = load.commit(600, 20);
    await eventually(async () => (await published()) > 200, 'facts go out');
    await cluster.kill('one', 'two', 'three');
    await bench.halt();
    const acknowledged = await n('ledger.outbox where published_at is not null');
    await cluster.start();
    await eventually(async () => (await leader()) !== '', 'somebody leads again');
    const stored = (await info()).state.messages;
    expect(stored).toBeGreaterThanOrEqual(acknowledged);
    bench.relay({ nc, backoffMs: [100, 200] });
    bench.consumer({ nc });
    await writing;
    await sound('F11 all three die at once', 600, { acknowledged, stored });
  }, 300_000);
});
