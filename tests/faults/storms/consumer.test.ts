import { eventually } from './patience.js';
import { streamName } from '../../../events/src/runtime.js';
import { manager } from '../../../events/src/runtime/stream.js';
import { atBroker, sound, waiting } from './ledger.js';
import { Scene } from './scene.js';

let scene: Scene;
beforeAll(async () => { scene = await Scene.open(); });
afterAll(() => scene.close());

const rows = async <R>(sql: string, params: unknown[] = []): Promise<R[]> => (await scene.bench.admin.query(sql, params)).rows as R[];
const effects = async (): Promise<number> => Number((await rows<{ n: string }>('select count(*) as n from reader.effects'))[0]?.n);
/** Times that the broker handed a message out beyond the first one. */
const redelivered = async (): Promise<number> => {
  const { delivered } = await (await manager(scene.bench.infra)).consumers.info(streamName, 'reader');
  return delivered.consumer_seq - delivered.stream_seq;
};

describe('a consumer', () => {
  test('F14 killed after its commit and before the acknowledgement gets the message again and knows it', async () => {
    await scene.begin('F14 consumer dies before the ack');
    await scene.patience(1_000);
    await scene.relay();
    await scene.load.commit(120);
    const first = await scene.consumer({ crash: { at: 'after-commit-before-ack', nth: 1 + scene.dice.roll(100) } });
    await first.ended();
    await scene.consumer();
    const ledger = await scene.settled();
    const again = await redelivered();
    expect(ledger).toMatchObject(sound(120));
    expect(again).toBeGreaterThan(0);
  });

  test('F15 killed after the effect and before its commit: rolled back, done again', async () => {
    await scene.begin('F15 consumer dies before the commit');
    await scene.relay();
    await scene.load.commit(120);
    const nth = 1 + scene.dice.roll(100);
    const first = await scene.consumer({ crash: { at: 'after-effect-before-commit', nth } });
    await first.ended();
    const before = await effects();
    expect(before).toBeLessThan(nth);
    await scene.consumer();
    expect(await scene.settled({ before })).toMatchObject(sound(120));
  });

  test('F16 slower than the broker\'s patience causes no storm of redeliveries', async () => {
    await scene.begin('F16 effects slower than ack_wait', 4);
    await scene.patience(2_000);
    await Promise.all([scene.relay(), scene.consumer({ slowMs: 3_000 })]);
    await scene.load.commit(6);
    const ledger = await scene.settled();
    expect(ledger).toMatchObject(sound(6));
    expect(await redelivered()).toBe(0);
  });

  test('F17 with hundreds of events that fail goes on with the healthy things at once', async () => {
    await scene.begin('F17 a storm of failures', 60);
    const sick = scene.load.things.slice(0, 30).map((thing) => thing.id);
    await Promise.all([scene.relay(), scene.consumer({ sick, backoffMs: [300], maxAttempts: 20 })]);
    await scene.load.commit(500);
    const healthy = async (): Promise<number> => Number((await rows<{ n: string }>("select count(*) as n from reader.inbox i where status = 'pending' and attempts = 0 and not exists (select from unnest($1::text[]) s(id) where i.envelope ->> 'aggregateid' = s.id)", [sick]))[0]?.n);
    const unpublished = async (): Promise<number> => Number((await rows<{ n: string }>('select count(*) as n from ledger.outbox where published_at is null'))[0]?.n);
    await eventually(async () => (await unpublished()) === 0 && (await atBroker(scene.bench)) === 0 && (await healthy()) === 0 && (await effects()) > 0, 'all healthy events have their effect');
    const [lag] = await rows<{ p95: number }>("select percentile_cont(0.95) within group (order by extract(epoch from processed_at - received_at) * 1000)::int as p95 from reader.inbox where status = 'done'");
    const [tries] = await rows<{ n: number }>("select coalesce(sum(attempts), 0)::int as n from reader.inbox where status <> 'done'");
    const ledger = await scene.books({ p95LagMs: lag?.p95 ?? -1, failures: tries?.n ?? -1 });
    expect(ledger).toMatchObject({ committed: 500, duplicated: 0, outOfOrder: 0 });
    expect(tries?.n).toBeGreaterThan(0);
    expect(lag?.p95).toBeLessThan(5_000);
    await scene.parts.end();
    await scene.consumer();
    await scene.bench.admin.query("update reader.inbox_due set due_at = clock_timestamp()");
    expect(await scene.settled({ healed: 1 })).toMatchObject(sound(500));
  });

  test('F22 that misses one event applies none after it, asks, and goes on in order', async () => {
    await scene.begin('F22 a hole', 1);
    await scene.relay();
    await scene.load.commit(12);
    await eventually(async () => (await scene.bench.messages()) === 12, 'all are on the stream');
    await (await manager(scene.bench.infra)).streams.deleteMessage(streamName, 7);
    await scene.consumer({ gapMs: 1_500 });
    await eventually(async () => (await rows("select 1 from reader.inbox_due where state = 'gap'")).length === 1, 'the hole was seen');
    const before = await effects();
    const begin = performance.now();
    await eventually(async () => (await effects()) === 12, 'the hole was filled');
    const parkedMs = Math.round(performance.now() - begin);
    expect(before).toBe(6);
    expect(await scene.settled({ parkedMs })).toMatchObject(sound(12));
  });

  test('F23 that meets a version it does not know parks it, and the next release goes on from there', async () => {
    await scene.begin('F23 a version nobody knows', 3);
    await Promise.all([scene.relay(), scene.consumer({ version: 2 })]);
    await scene.load.commit(30);
    // The dice may leave a thing out.
    const things = (await rows('select aggregate_id from ledger.outbox union select aggregate_id from ledger.outbox_archive')).length;
    await eventually(async () => (await rows("select 1 from reader.inbox_due where state = 'blocked'")).length === things, 'each thing is parked behind its first event');
    await eventually(async () => (await rows('select 1 from reader.inbox')).length === 30 && (await waiting(scene.bench)) === 30, 'nothing but the inbox waits');
    const parked = await scene.books();
    expect(parked).toMatchObject({ effects: 0, duplicated: 0, stuck: 30 });
    await scene.parts.end();
    await scene.consumer();
    const resumed = scene.bench.consumer();
    for (const { id } of await rows<{ id: string }>("select envelope ->> 'id' as id from reader.inbox where status = 'dead'")) expect(await resumed.retryDead(id)).toBe(true);
    expect(await scene.settled({ resumed: things })).toMatchObject(sound(30));
  });
});
