import { jest } from '@jest/globals';
import pg from 'pg';
import { Bench, eventually } from '../test/bench.js';
import { newId } from './events.js';
import { manager, streamIdentity, streamName } from './runtime/stream.js';

jest.setTimeout(60_000);
let bench: Bench;
beforeAll(async () => { bench = await Bench.open(); });
beforeEach(() => bench.fresh());
afterAll(() => bench.close());

const pending = async (): Promise<number> => Number((await bench.admin.query('select count(*) from ledger.outbox where published_at is null')).rows[0].count);
const archived = async (): Promise<number> => Number((await bench.admin.query('select count(*) from ledger.outbox_archive')).rows[0].count);

/** The poller that everybody writes first: it remembers the last number it saw. It must be caught. */
class CursorPoller {
  readonly seen: string[] = [];
  private cursor = 0;
  async poll(): Promise<void> {
    const { rows } = await bench.admin.query('select seq, event_id from ledger.outbox where seq > $1 order by seq', [this.cursor]);
    for (const row of rows as { seq: string; event_id: string }[]) {
      this.seen.push(row.event_id);
      this.cursor = Number(row.seq);
    }
  }
}

describe('the relay', () => {
  test('keeps the order of each aggregate while many are published side by side', async () => {
    const things = Array.from({ length: 20 }, () => newId('ent'));
    const relay = bench.relay();
    for (let round = 0; round < 5; round++) await Promise.all(things.map((thing) => bench.post(thing, 3)));
    await relay.idle();
    const consumer = bench.consumer();
    await consumer.idle();
    const effects = await bench.effects();
    expect(effects).toHaveLength(300);
    for (const thing of things) expect(effects.filter((e) => e.aggregate_id === thing).map((e) => e.seq)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
    expect(await bench.messages()).toBe(300);
  });

  test('finds a row that commits late with a smaller number, which a cursor would lose', async () => {
    const relay = bench.relay();
    const cursor = new CursorPoller();
    const slow = await bench.writer();
    await slow.post(newId('ent'));
    await bench.post(newId('ent'));
    await relay.idle();
    await cursor.poll();
    await slow.commit();
    await relay.idle();
    await cursor.poll();
    const committed = Number((await bench.admin.query('select count(*) from ledger.outbox')).rows[0].count);
    expect({ committed, stream: await bench.messages(), cursor: cursor.seen.length }).toEqual({ committed: 2, stream: 2, cursor: 1 });
  });

  test('publishes once when it dies between publish and mark', async () => {
    let deaths = 0;
    const relay = bench.relay({ crashPoint: (at) => { if (at === 'after-publish-before-mark' && deaths++ === 0) throw new Error('killed'); } });
    await bench.post(newId('ent'), 5);
    await relay.idle();
    expect(deaths).toBe(2);
    expect(await bench.messages()).toBe(5);
  });

  test('publishes nothing once the connection that holds its lock is gone', async () => {
    let cut = false;
    const relay = bench.relay({
      pollMs: 50,
      crashPoint: async (at) => {
        if (at !== 'before-publish' || cut) return;
        cut = true;
        expect(await bench.messages()).toBe(0);
        await bench.admin.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'relay:ledger'");
        await holdLock();
      },
    });
    const rival = new pg.Client({ connectionString: bench.as('ledger_relay') });
    await rival.connect();
    const holdLock = () => eventually(async () => (await rival.query("select pg_try_advisory_lock(hashtextextended('relay:ledger', 0)) as ok")).rows[0].ok, 'the lock is free');
    await bench.post(newId('ent'));
    await eventually(async () => cut && !(await relay.status()).leader, 'the relay noticed its loss');
    expect(await bench.messages()).toBe(0);
    expect(await pending()).toBe(1);
    await rival.end();
    await relay.idle();
    expect(await bench.messages()).toBe(1);
  });

  test('stands by while another one leads, and takes over', async () => {
    const first = bench.relay();
    await first.idle();
    const second = bench.relay({ pollMs: 50 });
    await bench.post(newId('ent'));
    await first.idle();
    expect([(await first.status()).leader, (await second.status()).leader]).toEqual([true, false]);
    await first.stop();
    await bench.post(newId('ent'));
    await second.idle();
    expect(await bench.messages()).toBe(2);
  });

  test('wakes by a nudge over the broker', async () => {
    const relay = bench.relay({ pollMs: 30_000 });
    await relay.idle();
    await bench.post(newId('ent'));
    bench.reader.publish('nudge.ledger');
    await eventually(async () => (await bench.messages()) === 1, 'the nudge was heard', 5_000);
  });

  test('holds an aggregate behind a refused event while the others go on', async () => {
    const [stuck, free] = [newId('ent'), newId('ent')];
    await bench.post(stuck, 3);
    await bench.post(free, 2);
    await bench.admin.query("update ledger.outbox set event_type = 'foreign.entry.posted' where subject = $1 and aggregate_seq = 2", [stuck]);
    const relay = bench.relay({ backoffMs: [60_000] });
    await eventually(async () => (await bench.messages()) === 3, 'three events are out');
    await eventually(async () => (await relay.status()).refused === 1, 'the refusal was noted');
    await bench.post(free);
    await eventually(async () => (await bench.messages()) === 4, 'the other aggregate goes on');
    await eventually(async () => (await pending()) === 2, 'what went out is marked, what is held is not');
    await bench.admin.query("update ledger.outbox set event_type = 'ledger.entry.posted', next_attempt_at = now() where subject = $1", [stuck]);
    await relay.idle();
    const { rows } = await bench.admin.query('select aggregate_seq from ledger.outbox where subject = $1 order by stream_seq', [stuck]);
    expect(rows.map((row) => Number(row.aggregate_seq))).toEqual([1, 2, 3]);
  });

  test('moves published rows to their month, where nobody but the relay may look', async () => {
    const relay = bench.relay({ archiveAfterMs: 0, archiveEveryMs: 10 });
    await bench.post(newId('ent'), 7);
    await relay.idle();
    await eventually(async () => (await archived()) === 7, 'the rows were moved');
    expect(Number((await bench.admin.query('select count(*) from ledger.outbox')).rows[0].count)).toBe(0);
    const { rows } = await bench.admin.query("select inhrelid::regclass::text as part from pg_inherits where inhparent = 'ledger.outbox_archive'::regclass");
    for (const role of ['ledger_rw', 'ledger_relay', 'ledger_consumer']) {
      const client = new pg.Client({ connectionString: bench.as(role) });
      await client.connect();
      await expect(client.query(`select * from ${rows[0].part}`)).rejects.toMatchObject({ code: '42501' });
      await client.end();
    }
  });

  test('rebuilds a stream whose store was deleted, from the live rows and the archive', async () => {
    const relay = bench.relay({ archiveAfterMs: 0, archiveEveryMs: 10 });
    const things = [newId('ent'), newId('ent')];
    for (const thing of things) await bench.post(thing, 4);
    await relay.idle();
    await eventually(async () => (await archived()) === 8, 'the rows were moved');
    const before = await streamIdentity(bench.infra);
    await bench.dropStream();
    await bench.makeStream();
    await bench.post(things[0] ?? '');
    await relay.idle();
    await relay.reconcile();
    await relay.idle();
    expect((await streamIdentity(bench.infra)).id).not.toBe(before.id);
    const consumer = bench.consumer();
    await consumer.idle();
    const effects = await bench.effects();
    expect(things.map((thing) => effects.filter((e) => e.aggregate_id === thing).map((e) => e.seq))).toEqual([[1, 2, 3, 4, 5], [1, 2, 3, 4]]);
  });

  test('sends a single lost message again', async () => {
    const relay = bench.relay();
    await bench.post(newId('ent'), 3);
    await relay.idle();
    await (await manager(bench.infra)).streams.deleteMessage(streamName, 2);
    expect(await relay.reconcile()).toBe(1);
    await relay.idle();
    expect(await bench.messages()).toBe(3);
    expect(await relay.reconcile()).toBe(0);
  });
});
