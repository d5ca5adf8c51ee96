import { jest } from '@jest/globals';
import { Bench, log, posted } from '../../test/bench.js';
import { idToUuid, newId, subjectOf, type Envelope } from '../events.js';
import { Applier } from './apply.js';
import { InboxStore } from './inbox-store.js';
import { Intake } from './intake.js';
import type { SqlTx } from './types.js';

jest.setTimeout(60_000);
let bench: Bench;
let store: InboxStore;
let intake: Intake;
beforeAll(async () => {
  bench = await Bench.open();
  store = new InboxStore('reader', 'reader', bench.as('reader_consumer'), () => undefined);
  intake = new Intake(store, 'beginning', log);
});
afterAll(async () => {
  await store.pool.end();
  await bench.close();
});

const arrive = (event: Envelope): Promise<unknown> => intake.take([{ subject: subjectOf(event), seq: event.aggregateseq, raw: JSON.stringify(event) }]);

/** The store, but right after the inbox was read something else happens, once. */
function meanwhile(happen: () => Promise<unknown>): InboxStore {
  let happened = false;
  const watched = (tx: SqlTx): SqlTx => ({
    query: async <R>(sql: string, params?: unknown[]) => {
      const rows = await tx.query<R>(sql, params);
      if (happened || !sql.startsWith('select event_id, aggregate_seq')) return rows;
      happened = true;
      await happen();
      return rows;
    },
  });
  const inTenant: InboxStore['inTenant'] = (tenant, work) => store.inTenant(tenant, (tx) => work(watched(tx)));
  return Object.assign(Object.create(store) as InboxStore, { inTenant });
}

test('a hole that is filled while it is being noticed is no hole: the thing goes on at once, not after the time for holes', async () => {
  const thing = newId('ent');
  const [first, second] = [bench.event(thing, 1), bench.event(thing, 2)];
  await arrive(second);
  const applier = new Applier({
    store: meanwhile(() => arrive(first)), listeners: [{ type: posted.name, version: 1, handle: bench.effect }], inTenant: bench.inTenant, log,
    maxAttempts: 8, backoffMs: [10], gapMs: 60_000, askAgain: () => { throw new Error('nothing is missing'); },
  });
  for (const due of await store.due(10)) await applier.advance(due);
  expect(await bench.effects()).toEqual([]);
  for (const due of await store.due(10)) await applier.advance(due);
  expect((await bench.effects()).map((effect) => effect.seq)).toEqual([1, 2]);
});

test('what nobody listens to is passed over behind something that is heard, too, and is not taken for a version that nobody reads', async () => {
  const thing = newId('ent');
  const renamed = posted.name.replace(/[a-z_]+$/, 'renamed');
  const unheard = { ...bench.event(thing, 2), type: renamed, dataschema: `${renamed}/1` };
  for (const event of [bench.event(thing, 1), unheard, bench.event(thing, 3)]) await arrive(event);
  const applier = new Applier({
    store, listeners: [{ type: posted.name, version: 1, handle: bench.effect }], inTenant: bench.inTenant, log,
    maxAttempts: 8, backoffMs: [10], gapMs: 60_000, askAgain: () => { throw new Error('nothing is missing'); },
  });
  for (const due of await store.due(10)) await applier.advance(due);
  expect((await bench.effects()).filter((effect) => effect.aggregate_id === thing).map((effect) => effect.seq)).toEqual([1, 3]);
  expect(applier.counts.failed).toBe(0);
});

/** An applier over the effects of the bench; `sick` are the places of effects that always fail. */
function applying(sick: readonly number[]): { applier: Applier; commits: number[] } {
  const commits: number[] = [];
  const applier = new Applier({
    store, log, maxAttempts: 8, backoffMs: [60_000], gapMs: 60_000, askAgain: () => { throw new Error('nothing is missing'); },
    listeners: [{ type: posted.name, version: 1, handle: async (event, tx) => {
      await bench.effect(event, tx);
      if (sick.includes(event.aggregateseq)) throw new Error('this one hurts');
    } }],
    inTenant: async (row, work) => {
      await bench.inTenant(row, work);
      commits.push(row.length);
    },
  });
  return { applier, commits };
}

const seqsOf = async (thing: string): Promise<number[]> => (await bench.effects()).filter((effect) => effect.aggregate_id === thing).map(({ seq }) => seq);

test('what stands in a row shares a commit', async () => {
  const thing = newId('ent');
  for (let seq = 1; seq <= 30; seq++) await arrive(bench.event(thing, seq));
  const { applier, commits } = applying([]);
  for (const due of await store.due(10)) await applier.advance(due);
  expect(await seqsOf(thing)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  expect(commits).toEqual([20, 10]);
});

test('a row in which one effect fails is undone and gone through one by one: what stands before the failure is applied once, what stands behind it waits', async () => {
  const thing = newId('ent');
  for (let seq = 1; seq <= 6; seq++) await arrive(bench.event(thing, seq));
  const { applier, commits } = applying([4]);
  for (const due of await store.due(10)) await applier.advance(due);
  expect(await seqsOf(thing)).toEqual([1, 2, 3]);
  expect(commits).toEqual([1, 1, 1]);
  expect(applier.counts).toMatchObject({ applied: 3, failed: 1 });
  const { rows } = await bench.admin.query('select aggregate_seq::int as seq, attempts from reader.inbox where status = $1 and aggregate_id = $2 order by aggregate_seq', ['pending', idToUuid(thing)]);
  expect(rows).toEqual([{ seq: 4, attempts: 1 }, { seq: 5, attempts: 0 }, { seq: 6, attempts: 0 }]);
});

test('arrivals of one batch are written down in one go: each is new once, and a repeat among them is known', async () => {
  const [one, other] = [newId('ent'), newId('ent')];
  const events = [bench.event(one, 1), bench.event(other, 1), bench.event(one, 2)];
  const batch = [...events, events[0] as Envelope].map((event) => ({ subject: subjectOf(event), seq: event.aggregateseq, raw: JSON.stringify(event) }));
  expect(await intake.take(batch)).toEqual(['new', 'new', 'new', 'known']);
  expect(await intake.take(batch)).toEqual(['known', 'known', 'known', 'known']);
});
