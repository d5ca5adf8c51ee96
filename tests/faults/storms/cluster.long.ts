import type { NatsConnection } from '@nats-io/transport-node';
import { ensureConsumer, ensureStream, streamName, type Consumer } from '../../../events/src/runtime.js';
import { manager } from '../../../events/src/runtime/stream.js';
import { Cluster } from './cluster.js';
import { Load } from './load.js';
import { Bench, eventually as soon } from '../../../events/test/bench.js';
import { patienceMs } from './patience.js';
import { diceFor } from './seed.js';

// Three copies of each message and of each acknowledgement, and an election at every turn: what is far more than enough elsewhere is not here.
const eventually: typeof soon = (condition, sentence) => soon(condition, sentence, 5 * patienceMs);

let bench: Bench;
let cluster: Cluster;
let nc: NatsConnection;
let load: Load;
let reading: Consumer;
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
  reading = bench.consumer({ nc });
}, 300_000);

const info = async () => (await manager(nc)).streams.info(streamName);
const leader = async (): Promise<string> => (await info().catch(() => null))?.cluster?.leader ?? '';
const n = async (sql: string): Promise<number> => Number((await bench.admin.query(`select count(*) as n from ${sql}`)).rows[0].n);
const published = () => n('ledger.outbox where published_at is not null');
const longestGapMs = async (): Promise<number> => Number((await bench.admin.query(
  'select coalesce(max(gap), 0)::int as ms from (select extract(epoch from published_at - lag(published_at) over (order by published_at)) * 1000 as gap from ledger.outbox) t')).rows[0].ms);

/** Everybody agrees, and nothing is missing. */
async function sound(scenario: string, events: number, more: Record<string, number | string> = {}): Promise<void> {
  await eventually(async () => (await n('reader.effects')) >= events, 'every committed event has its effect').catch(async (error: Error) => {
    const info = await (await manager(nc)).consumers.info(streamName, 'reader').catch(String);
    throw new Error(`${error.message}: ${JSON.stringify({ published: await published(), inbox: await n("reader.inbox"), effects: await n('reader.effects'), broker: info, consumer: await reading.status().catch(String) })}`);
  });
  await eventually(async () => {
    const held = await cluster.held(streamName).catch(() => [-1]);
    return held.every((messages) => messages >= events && messages === held[0]);
  }, 'all three hold the same');
  const books = {
    committed: load.acknowledged.length, outbox: await n('ledger.outbox'), published: await published(), effects: await n('reader.effects'),
    duplicated: (await n('reader.effects')) - await n('(select distinct event_id from reader.effects) t'),
    outOfOrder: await n('(select seq, max(seq) over (partition by tenant_id, aggregate_id order by n rows between unbounded preceding and 1 preceding) as before from reader.effects) t where seq < before'),
  };
  const [stream = 0] = await cluster.held(streamName);
  process.stderr.write(`  ${scenario.padEnd(34)} ${Object.entries({ ...books, stream, longestGapMs: await longestGapMs(), ...more }).map(([name, value]) => `${name} ${value}`).join(' · ')}\n`);
  expect(books).toEqual({ committed: events, outbox: events, published: events, effects: events, duplicated: 0, outOfOrder: 0 });
}

describe('three brokers', () => {
  test('F09 whose leader is killed ten times keep what was acknowledged, and the pause is bounded', async () => {
    const writing = load.commit(1_500, 40);
    let kills = 0;
    for (; kills < 10; kills++) {
      const before = await published();
      await eventually(async () => (await published()) > before + 50 || (await n('ledger.outbox')) === 1_500, 'facts go out');
      let first = '';
      await eventually(async () => (first = await leader()) !== '', 'somebody leads');
      await cluster.kill(first);
      await cluster.start();
    }
    await writing;
    await sound('F09 the leader dies ten times', 1_500, { kills });
    expect(await longestGapMs()).toBeLessThan(patienceMs);
  }, 900_000);

  test('F10 of which one is frozen go on without it; thawed, it shows no second truth and catches up', async () => {
    await load.commit(200);
    await eventually(async () => (await published()) === 200, 'a beginning is on the stream');
    const lonely = await cluster.connect('three');
    cluster.freeze('three');
    await load.commit(600, 10);
    await eventually(async () => (await published()) === 800, 'two of three are enough');
    const behind = (await cluster.held(streamName, ['one', 'two'])).every((messages) => messages === 800);
    const seen: number[] = [];
    // What the thawed one says, if it says anything: it may know less than all, and nothing that the others do not.
    const look = () => manager(lonely).then((jsm) => jsm.streams.info(streamName)).then(({ state }) => { seen.push(state.messages); }, () => undefined);
    cluster.thaw('three');
    await eventually(async () => { await look(); return seen.at(-1) === 800; }, 'the thawed one tells what the others tell');
    await sound('F10 one of three frozen', 800, { answersOfTheThawedOne: seen.length });
    expect({ behind, beyond: seen.filter((messages) => messages > 800) }).toEqual({ behind: true, beyond: [] });
  }, 600_000);

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
    reading = bench.consumer({ nc });
    await writing;
    await sound('F11 all three die at once', 600, { acknowledged, stored });
  }, 600_000);
});
