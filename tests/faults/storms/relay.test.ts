import { eventually } from './patience.js';
import { manager, streamName } from '../../../events/src/runtime/stream.js';
import { sound } from './ledger.js';
import { onStream } from './load.js';
import { metricsText } from '../../../subgraphs/kit/src/metrics.js';
import { Scene } from './scene.js';

let scene: Scene;
beforeAll(async () => { scene = await Scene.open(); });
afterAll(() => scene.close());

const count = async (sql: string): Promise<number> => Number((await scene.bench.admin.query(`select count(*) as n ${sql}`)).rows[0].n);
const pending = (): Promise<number> => count('from ledger.outbox where published_at is null');
const holder = async (): Promise<number | undefined> => (await scene.bench.admin.query("select pid from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())")).rows[0]?.pid as number | undefined;

describe('a relay', () => {
  test('F01 killed after the broker answered and before it marked publishes again, and nothing doubles', async () => {
    await scene.begin('F01 relay dies before its mark');
    await scene.load.commit(120);
    const first = await scene.relay({ crash: { at: 'after-publish-before-mark', nth: 2 } });
    await first.ended();
    const unmarked = (await scene.bench.messages()) - (await count('from (select from ledger.outbox where published_at is not null union all select from ledger.outbox_archive) o'));
    expect(unmarked).toBeGreaterThan(0);
    await Promise.all([scene.relay(), scene.consumer()]);
    expect(await scene.settled({ unmarked })).toMatchObject({ ...sound(120), stream: 120 });
  });

  test('F02 killed while the answer to its mark is on the way: the mark stands, nothing doubles', async () => {
    await scene.begin('F02 relay dies during its mark');
    await scene.load.commit(120);
    const first = await scene.relay({ hold: 'after-publish-before-mark' });
    await first.reached('after-publish-before-mark');
    scene.toDatabase.swallow('down');
    first.go();
    await eventually(async () => (await pending()) < 120, 'the mark was committed');
    await first.kill();
    scene.toDatabase.heal();
    await Promise.all([scene.relay(), scene.consumer()]);
    expect(await scene.settled()).toMatchObject({ ...sound(120), stream: 120 });
  });

  test('F03 killed in the middle of a batch, chains half published: each thing keeps its order', async () => {
    await scene.begin('F03 relay dies in mid-batch', 6);
    await scene.load.commit(150);
    scene.toBroker.latencyMs = 30;
    const first = await scene.relay({ batch: 200 });
    const reached = 20 + scene.dice.roll(60);
    await onStream(scene.bench, reached);
    await first.kill();
    const half = await scene.bench.messages();
    expect(half).toBeLessThan(150);
    scene.toBroker.heal();
    await Promise.all([scene.relay(), scene.consumer()]);
    expect(await scene.settled({ half })).toMatchObject({ ...sound(150), stream: 150 });
  });

  test('F04 started twice, five times over: one leads, and the other one takes over', async () => {
    await scene.begin('F04 two relays, five times');
    await scene.consumer();
    let lead = await scene.relay();
    const takeovers: number[] = [];
    for (let round = 0; round < 5; round++) {
      await eventually(async () => (await holder()) !== undefined, 'somebody leads');
      const before = await holder();
      const next = await scene.relay();
      await scene.load.commit(40);
      expect(await holder()).toBe(before);
      await lead.kill();
      const begin = performance.now();
      await eventually(async () => ![undefined, before].includes(await holder()), 'the other one leads');
      takeovers.push(Math.round(performance.now() - begin));
      lead = next;
    }
    expect(await scene.settled({ takeoverMs: Math.max(...takeovers) })).toMatchObject({ ...sound(200), stream: 200 });
    expect(Math.max(...takeovers)).toBeLessThan(3_000);
  });

  test('F05 frozen in mid-batch while another one takes over, and thawed: no event has its effect twice, none out of turn', async () => {
    await scene.begin('F05 a frozen leader comes back', 6);
    await scene.consumer();
    const zombie = await scene.relay({ batch: 200 });
    await eventually(async () => (await holder()) !== undefined, 'somebody leads');
    const pid = await holder();
    scene.toBroker.latencyMs = 30;
    await scene.load.commit(150);
    await onStream(scene.bench, 20);
    zombie.freeze();
    const half = await scene.bench.messages();
    scene.toBroker.latencyMs = 0;
    // A host that hangs answers no probe; after 11 s the database ends its session. Here it is told to at once.
    await scene.bench.admin.query('select pg_terminate_backend($1)', [pid]);
    await scene.relay();
    await onStream(scene.bench, 150);
    await scene.load.commit(30);
    zombie.thaw();
    await scene.load.commit(30);
    const ledger = await scene.settled({ half });
    expect(ledger).toMatchObject(sound(210));
    expect(ledger.stream).toBe(210);
  });

  test('F13 refused by a full stream backs off and drops nothing; with room again all goes out', async () => {
    await scene.begin('F13 the stream is full');
    const jsm = await manager(scene.bench.infra);
    await jsm.streams.update(streamName, { max_bytes: 30_000 });
    const relay = scene.bench.relay({ backoffMs: [200] });
    await scene.consumer();
    await scene.load.commit(150);
    await eventually(async () => (await relay.status()).refused > 0, 'refusals were noted');
    const figures = metricsText([{ name: 'ledger', health: { ok: true, detail: 'ready', messaging: { relay: await relay.status(), consumer: null } } }]);
    expect(figures).toMatch(/firmament_outbox_refused_total\{domain="ledger"\} [1-9]/);
    expect(figures).toMatch(/firmament_outbox_pending\{domain="ledger"\} [1-9]/);
    const backlog = await pending();
    const [{ reason }] = (await scene.bench.admin.query('select max(last_error) as reason from ledger.outbox where attempts > 0')).rows as [{ reason: string }];
    expect(reason).toMatch(/maximum bytes exceeded/);
    await jsm.streams.update(streamName, { max_bytes: -1 });
    expect(await scene.settled({ backlog })).toMatchObject({ ...sound(150), stream: 150 });
    expect(backlog).toBeGreaterThan(0);
  });
});
