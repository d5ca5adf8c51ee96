import { eventually } from './patience.js';
import { sound } from './ledger.js';
import { Scene } from './scene.js';

let scene: Scene;
beforeAll(async () => { scene = await Scene.open(); });
afterAll(() => scene.close());

const pending = async (): Promise<number> => Number((await scene.bench.admin.query('select count(*) as n from ledger.outbox where published_at is null')).rows[0].n);

describe('a broker', () => {
  test('F07 that is away for a while stops no writer; what was committed meanwhile drains', async () => {
    await scene.begin('F07 no broker for a while');
    await Promise.all([scene.relay(), scene.consumer()]);
    await scene.load.commit(100);
    scene.toBroker.refuse();
    const begin = performance.now();
    await scene.load.commit(400, 20);
    const awayMs = Math.round(performance.now() - begin);
    const backlog = await pending();
    expect({ failed: scene.load.failed, waits: backlog > 300 }).toEqual({ failed: 0, waits: true });
    scene.toBroker.heal();
    expect(await scene.settled({ awayMs, backlog })).toMatchObject(sound(500));
  });

  test('F07 that is connected and silent stops no writer either', async () => {
    await scene.begin('F07 a half-open broker');
    await Promise.all([scene.relay(), scene.consumer()]);
    await scene.load.commit(50);
    scene.toBroker.swallow('up', 'down');
    await scene.load.commit(150);
    await eventually(async () => (await pending()) > 0, 'something waits');
    scene.toBroker.heal();
    expect(await scene.settled()).toMatchObject(sound(200));
  });

  test('F08 that is killed again and again keeps what it acknowledged', async () => {
    await scene.begin('F08 the broker dies five times');
    await Promise.all([scene.relay(), scene.consumer()]);
    const writing = scene.load.commit(500, 30);
    for (let death = 0; death < 5; death++) {
      const before = await scene.bench.messages();
      await eventually(async () => (await scene.bench.messages()) >= Math.min(500, before + 20), 'some more events are stored');
      await scene.bench.killBroker();
      await scene.bench.startBroker();
      await eventually(async () => scene.bench.messages().then(() => true, () => false), 'the broker answers again');
    }
    await writing;
    expect(await scene.settled({ deaths: 5 })).toMatchObject(sound(500));
  });
});

describe('a database', () => {
  test('F25 that ends one connection after the other leaves no half transaction and no context behind', async () => {
    await scene.begin('F25 connections are ended');
    await Promise.all([scene.relay(), scene.consumer()]);
    let writing = true;
    const load = scene.load.commit(400, 15).finally(() => { writing = false; });
    let ended = 0;
    while (writing && ended < 60) {
      const { rows } = await scene.bench.admin.query("select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' order by pid");
      const victim = (rows as { pid: number }[])[scene.dice.roll(Math.max(1, rows.length))];
      if (victim) ended += Number((await scene.bench.admin.query('select pg_terminate_backend($1) as ok', [victim.pid])).rows[0].ok);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    await load;
    const { acknowledged, failed } = scene.load;
    const ledger = await scene.settled({ ended, failed });
    expect(ledger).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0, stuck: 0 });
    // A connection may end after the commit and before its answer: more may be written than was acknowledged, never less.
    expect(ledger.outbox).toBeGreaterThanOrEqual(acknowledged.length);
    expect(ledger.effects).toBe(ledger.outbox);
    expect({ halves: await scene.load.halves(), strangers: await scene.load.strangers() }).toEqual({ halves: 0, strangers: 0 });
    expect(ended).toBeGreaterThan(20);
  });
});
