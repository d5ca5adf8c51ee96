import { jest } from '@jest/globals';
import { Bench, log, posted } from '../../test/bench.js';
import { newId, subjectOf, type Envelope } from '../events.js';
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
