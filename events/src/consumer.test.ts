import { jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import pg from 'pg';
import { Bench, eventually, posted, voided } from '../test/bench.js';
import { idToUuid, newId, subjectOf, type Envelope } from './events.js';
import { manager, streamName } from './runtime/stream.js';
import type { Listener } from './runtime.js';

jest.setTimeout(60_000);
let bench: Bench;
beforeAll(async () => { bench = await Bench.open(); });
beforeEach(() => bench.fresh());
afterAll(() => bench.close());

const send = (event: Envelope, msgID?: string, subject = subjectOf(event)) =>
  jetstream(bench.ledger).publish(subject, JSON.stringify(event), msgID ? { msgID } : {});
const quarantined = async (): Promise<string[]> => (await bench.admin.query('select reason from reader.quarantine order by received_at')).rows.map((row) => row.reason as string);
const seqs = async (aggregateId: string): Promise<number[]> => (await bench.effects()).filter((e) => e.aggregate_id === aggregateId).map((e) => e.seq);

/** A listener that fails on one event until it is mended. */
function brittle(poison: () => string): { listener: Listener; mend(): void } {
  let mended = false;
  const handle: Listener['handle'] = async (event, tx) => {
    await bench.effect(event, tx);
    if (event.id === poison() && !mended) throw new Error('this one hurts');
  };
  return { listener: { type: posted.name, version: 1, handle }, mend: () => { mended = true; } };
}
const attempts = async (event: Envelope | undefined): Promise<number> => Number((await bench.admin.query('select attempts from reader.inbox where event_id = $1', [idToUuid(event?.id ?? '')])).rows[0]?.attempts);

describe('the consumer', () => {
  test('has one effect for an event that is delivered ten times', async () => {
    const event = bench.event(newId('ent'), 1);
    for (let i = 0; i < 10; i++) await send(event, `${event.id}.${i}`);
    const consumer = bench.consumer();
    await consumer.idle();
    expect(await bench.messages()).toBe(10);
    expect(await bench.effects()).toHaveLength(1);
    expect(await consumer.status()).toMatchObject({ taken: 1, known: 9, quarantined: 0 });
  });

  test('applies by number what arrives out of order', async () => {
    const thing = newId('ent');
    for (const seq of [3, 1, 5, 2, 4]) await send(bench.event(thing, seq));
    await bench.consumer().idle();
    expect(await seqs(thing)).toEqual([1, 2, 3, 4, 5]);
  });

  test('parks a poisonous event with its aggregate, lets the others go on, and goes on in order when a person retries', async () => {
    const [sick, well] = [newId('ent'), newId('ent')];
    const events = [1, 2, 3].map((seq) => bench.event(sick, seq));
    const { listener, mend } = brittle(() => events[1]?.id ?? '');
    const consumer = bench.consumer({ listeners: [listener] });
    for (const event of [...events, ...[1, 2].map((seq) => bench.event(well, seq))]) await send(event);
    await consumer.idle();
    expect({ sick: await seqs(sick), well: await seqs(well), tries: await attempts(events[1]) }).toEqual({ sick: [1], well: [1, 2], tries: 8 });
    expect(await consumer.status()).toMatchObject({ blocked: 1, ready: 0, lastError: 'Error: this one hurts' });
    await send(bench.event(well, 3));
    await consumer.idle();
    expect(await seqs(well)).toEqual([1, 2, 3]);
    mend();
    expect(await consumer.retryDead(events[1]?.id ?? '')).toBe(true);
    await consumer.idle();
    expect(await seqs(sick)).toEqual([1, 2, 3]);
    expect(await consumer.status()).toMatchObject({ blocked: 0 });
  });

  test('passes over a dead event only with a reason, and keeps the reason', async () => {
    const thing = newId('ent');
    const events = [1, 2].map((seq) => bench.event(thing, seq));
    const consumer = bench.consumer({ listeners: [brittle(() => events[0]?.id ?? '').listener], maxAttempts: 2 });
    for (const event of events) await send(event);
    await consumer.idle();
    await expect(consumer.skipDead(events[0]?.id ?? '', ' ')).rejects.toThrow('needs a reason');
    expect(await consumer.skipDead(events[1]?.id ?? '', 'not dead')).toBe(false);
    expect(await consumer.skipDead(events[0]?.id ?? '', 'entered twice by hand')).toBe(true);
    await consumer.idle();
    expect(await seqs(thing)).toEqual([2]);
    const { rows } = await bench.admin.query("select resolution, envelope from reader.inbox where status = 'skipped'");
    expect(rows).toEqual([{ resolution: 'entered twice by hand', envelope: null }]);
  });

  test('asks the producer for events that are missing and applies all of them in order', async () => {
    const relay = bench.relay();
    const thing = newId('ent');
    await bench.post(thing, 4);
    await relay.idle();
    const jsm = await manager(bench.infra);
    for (const seq of [2, 3]) await jsm.streams.deleteMessage(streamName, seq);
    const consumer = bench.consumer({ gapMs: 200 });
    await eventually(async () => (await seqs(thing)).length === 4, 'the hole was filled');
    expect(await seqs(thing)).toEqual([1, 2, 3, 4]);
    await consumer.idle();
    expect(await consumer.status()).toMatchObject({ gap: 0, ready: 0 });
  });

  test('begins with the first event that it sees when it is declared to start now', async () => {
    const thing = newId('ent');
    await bench.fresh('now');
    for (const seq of [7, 8]) await send(bench.event(thing, seq));
    await bench.consumer({ startPolicy: 'now' }).idle();
    expect(await seqs(thing)).toEqual([7, 8]);
  });

  test('passes over events that nobody listens to, and drops their content', async () => {
    const thing = newId('ent');
    const consumer = bench.consumer();
    await send(bench.event(thing, 1, voided as never, {}));
    await send(bench.event(thing, 2));
    await consumer.idle();
    expect(await seqs(thing)).toEqual([2]);
    expect(await consumer.status()).toMatchObject({ passed: 1, applied: 1 });
    const { rows } = await bench.admin.query('select count(*) from reader.inbox where envelope is not null');
    expect(rows[0].count).toBe('0');
  });

  test('parks a version that nobody here reads', async () => {
    const event = { ...bench.event(newId('ent'), 1), dataschema: `${posted.name}/2` };
    const consumer = bench.consumer();
    await send(event);
    await consumer.idle();
    expect(await consumer.status()).toMatchObject({ blocked: 1, failed: 1, lastError: expect.stringContaining('version 2') });
  });

  test('puts aside what is not an event, what lies about its subject and what contradicts a known event', async () => {
    const thing = newId('ent');
    const event = bench.event(thing, 1);
    await send(event);
    await jetstream(bench.ledger).publish('evt.ledger.entry.posted.v1', 'no json\0');
    await send({ ...bench.event(thing, 2), tenantid: 'firm_nobody' });
    await send(event, undefined, 'evt.ledger.entry.voided.v1');
    await send({ ...event, data: { amount: 666 } });
    await send(bench.event(thing, 1));
    await send({ ...bench.event(newId('ent'), 1), data: { text: 'a\0b' } });
    const consumer = bench.consumer();
    await consumer.idle();
    const reasons = await quarantined();
    expect(reasons).toHaveLength(6);
    expect(reasons[2]).toContain('subject does not belong');
    expect(reasons[3]).toContain('another content');
    expect(reasons[4]).toContain('another event holds this place');
    expect(await bench.effects()).toHaveLength(1);
    expect(await consumer.status()).toMatchObject({ pending: 0, unacknowledged: 0, quarantined: 6 });
  });

  test('puts aside alone what the database cannot hold, though it came in the middle of its neighbours', async () => {
    const [one, two, bad] = [newId('ent'), newId('ent'), newId('ent')];
    const poisonous = { ...bench.event(bad, 1), data: { text: 'a\0b' } };
    const stranger = { ...bench.event(newId('ent'), 1), tenantid: bench.otherFirm };
    const row = [bench.event(one, 1), bench.event(two, 1), poisonous, bench.event(one, 2), stranger, bench.event(two, 2), bench.event(one, 3)];
    for (const event of row) await send(event);
    const consumer = bench.consumer();
    await consumer.idle();
    expect([await seqs(one), await seqs(two), await seqs(bad), await seqs(stranger.aggregateid)]).toEqual([[1, 2, 3], [1, 2], [], [1]]);
    expect(await quarantined()).toHaveLength(1);
    expect(await consumer.status()).toMatchObject({ taken: 6, quarantined: 1, pending: 0, unacknowledged: 0, ready: 0 });
  });

  test('puts aside once what came before a neighbour that the database did not take at first', async () => {
    const [fine, stranger] = [bench.event(newId('ent'), 1), { ...bench.event(newId('ent'), 1), tenantid: bench.otherFirm }];
    await bench.admin.query(`create function reader.deaf() returns trigger language plpgsql as $$ begin raise exception 'not now' using errcode = '53100'; end $$`);
    await bench.admin.query(`create trigger deaf before insert on reader.inbox for each row when (new.tenant_id = '${idToUuid(bench.otherFirm)}') execute function reader.deaf()`);
    await jetstream(bench.ledger).publish(subjectOf(fine), 'no json');
    for (const event of [fine, stranger]) await send(event);
    const consumer = bench.consumer();
    await eventually(async () => (await consumer.status()).lastError === 'error: not now', 'the database was deaf');
    await eventually(async () => (await quarantined()).length > 0, 'what is no event was put aside');
    await bench.admin.query('drop function reader.deaf cascade');
    await consumer.idle();
    expect(await quarantined()).toHaveLength(1);
    expect([await seqs(fine.aggregateid), await seqs(stranger.aggregateid)]).toEqual([[1], [1]]);
    expect(await consumer.status()).toMatchObject({ quarantined: 1, taken: 2, known: 0, unacknowledged: 0 });
  });

  test('takes a crowd in with a twin, and neither waits for the other in a ring', async () => {
    const things = Array.from({ length: 30 }, () => newId('ent'));
    const row = Array.from({ length: 600 }, (_, n) => bench.event(things[(n * 7) % 30] ?? '', 1 + Math.floor(n / 30)));
    await Promise.all(row.map((event) => send(event)));
    const twins = [bench.consumer(), bench.consumer()];
    await eventually(async () => (await bench.effects()).length === 600, 'all have their effect', 30_000);
    for (const thing of things) expect(await seqs(thing)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect((await Promise.all(twins.map((twin) => twin.status()))).map(({ lastError }) => lastError)).toEqual([null, null]);
    const { rows } = await bench.admin.query('select deadlocks::int as n from pg_stat_database where datname = current_database()');
    expect(rows).toEqual([{ n: 0 }]);
  });

  test('applies a crowd of many things whole, each thing in its order', async () => {
    const things = Array.from({ length: 20 }, () => newId('ent'));
    for (let n = 0; n < 200; n++) await send(bench.event(things[n % 20] ?? '', 1 + Math.floor(n / 20)));
    const consumer = bench.consumer();
    await consumer.idle();
    expect((await bench.effects()).length).toBe(200);
    for (const thing of things) expect(await seqs(thing)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('rolls an effect back together with its mark', async () => {
    const event = bench.event(newId('ent'), 1);
    const { listener, mend } = brittle(() => event.id);
    const consumer = bench.consumer({ listeners: [listener], backoffMs: [50], maxAttempts: 1_000 });
    await send(event);
    await eventually(async () => (await consumer.status()).failed > 1, 'it failed twice');
    expect(await bench.effects()).toHaveLength(0);
    mend();
    await consumer.idle();
    expect(await bench.effects()).toHaveLength(1);
  });

  test('two consumers of one domain share the work without a second effect', async () => {
    const things = Array.from({ length: 10 }, () => newId('ent'));
    const both = [bench.consumer(), bench.consumer()];
    for (let seq = 1; seq <= 5; seq++) await Promise.all(things.map((thing) => send(bench.event(thing, seq))));
    await Promise.all(both.map((consumer) => consumer.idle()));
    for (const thing of things) expect(await seqs(thing)).toEqual([1, 2, 3, 4, 5]);
  });

  test('has an effect within a second of the commit that caused it', async () => {
    const relay = bench.relay({ pollMs: 30_000 });
    const consumer = bench.consumer({ pollMs: 30_000 });
    await bench.post(newId('ent'));
    relay.nudge();
    await consumer.idle();
    const times: number[] = [];
    for (let i = 1; i <= 20; i++) {
      await bench.post(newId('ent'));
      const start = performance.now();
      relay.nudge();
      await eventually(async () => (await bench.effects()).length === i + 1, 'the effect is there', 5_000);
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    expect(times[10]).toBeLessThan(1_000);
  });

  test('goes on when its durable was lost and made again', async () => {
    const consumer = bench.consumer();
    await send(bench.event(newId('ent'), 1));
    await consumer.idle();
    await bench.dropStream();
    await bench.makeStream();
    await send(bench.event(newId('ent'), 1));
    await eventually(async () => (await bench.effects()).length === 2, 'the second event arrived');
  });
});

describe('what was applied long ago', () => {
  const monthsAgo = Date.now() - 60 * 24 * 3_600_000;
  const old = (thing: string, seq: number, tenantid = bench.firm): Envelope => ({ ...bench.event(thing, seq), tenantid, id: newId('evt', { now: monthsAgo, random: (n) => randomBytes(n) }) });
  const rows = async (): Promise<unknown[]> => (await bench.admin.query('select status, count(*)::int as n from reader.inbox group by 1 order by 1')).rows;
  /** As if that many days had passed since everything was applied. */
  const age = async (days: number): Promise<void> => {
    await bench.admin.query(`update reader.inbox set processed_at = processed_at - $1 * interval '1 day'`, [days]);
    await bench.admin.query('update reader.inbox_purge set due_at = clock_timestamp()');
  };

  test('is deleted for every firm, and has no second effect when it is delivered once more', async () => {
    const [mine, theirs] = [old(newId('ent'), 1), old(newId('ent'), 1, bench.otherFirm)];
    const consumer = bench.consumer({ purgeEveryMs: 50 });
    await send(mine);
    await send(theirs);
    await consumer.idle();
    await age(31);
    await eventually(async () => (await consumer.status()).purged === 2, 'both firms\' arrivals are deleted');
    expect(await rows()).toEqual([]);
    await send(mine, 'again');
    await consumer.idle();
    expect(await bench.effects()).toHaveLength(2);
    expect(await consumer.status()).toMatchObject({ known: 1, quarantined: 0 });
    await send(bench.event(mine.aggregateid, 2));
    await consumer.idle();
    expect(await seqs(mine.aggregateid)).toEqual([1, 2]);
  });

  test('stays for its time, and what is dead or new stays for good', async () => {
    const [sick, well] = [newId('ent'), newId('ent')];
    const poison = old(sick, 1);
    const consumer = bench.consumer({ purgeEveryMs: 50, maxAttempts: 1, listeners: [brittle(() => poison.id).listener] });
    for (const event of [poison, old(well, 1), bench.event(well, 2)]) await send(event);
    await consumer.idle();
    await age(29);
    await eventually(async () => (await bench.admin.query('select 1 from reader.inbox_purge where due_at <= clock_timestamp()')).rowCount === 0, 'the firm was looked at');
    expect(await rows()).toEqual([{ status: 'dead', n: 1 }, { status: 'done', n: 2 }]);
    await age(2);
    await eventually(async () => (await consumer.status()).purged === 1, 'the old one is deleted');
    expect(await rows()).toEqual([{ status: 'dead', n: 1 }, { status: 'done', n: 1 }]);
  });

  test('is deleted in bites, each a short transaction, until nothing is left', async () => {
    const consumer = bench.consumer({ purgeEveryMs: 50 });
    const thing = newId('ent');
    await send(old(thing, 1));
    await consumer.idle();
    await bench.admin.query(`insert into reader.inbox (tenant_id, consumer, source, aggregate_type, aggregate_id, aggregate_seq, event_id, event_type, payload_hash, status, processed_at)
      select tenant_id, consumer, source, aggregate_type, aggregate_id, n, ('01000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, event_type, payload_hash, 'done', processed_at from reader.inbox, generate_series(2, 1201) n`);
    await age(31);
    await eventually(async () => (await consumer.status()).purged === 1201, 'all are deleted');
    expect(await rows()).toEqual([]);
  });
});

describe('the tables', () => {
  const asRole = async (role: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
    const client = new pg.Client({ connectionString: bench.as(role) });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  };

  test('answer with an error, not with nothing, when the tenant is missing', async () => {
    await send(bench.event(newId('ent'), 1));
    await bench.consumer().idle();
    await asRole('reader_consumer', async (client) => {
      for (const table of ['inbox', 'inbox_head']) await expect(client.query(`select * from reader.${table}`)).rejects.toMatchObject({ code: '42501' });
    });
    await asRole('ledger_rw', async (client) => {
      const take = `insert into ledger.event_counter values ('${idToUuid(bench.firm)}', 'entry', '${idToUuid(newId('ent'))}', 1)`;
      await expect(client.query(take)).rejects.toMatchObject({ code: '42501' });
      await expect(client.query('select * from ledger.outbox')).rejects.toMatchObject({ code: '42501' });
    });
  });

  test('let a writer lay down events of its own tenant only', async () => {
    const writer = await bench.writer();
    await writer.client.query("select set_config('app.tenant_id', $1, true)", [idToUuid(bench.otherFirm)]);
    const { outboxInsert } = await import('./runtime.js');
    const insert = outboxInsert('ledger', bench.event(newId('ent'), 1));
    await expect(writer.client.query(insert.text, insert.params)).rejects.toMatchObject({ code: '42501' });
    await writer.client.end();
  });
});
