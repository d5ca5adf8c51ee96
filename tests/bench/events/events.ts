import { throwAwayFolder } from '../../../infra/servers/reach.js';
import { startServers } from '../../../infra/servers/servers.js';
import { Bench, eventually, posted } from '../../../events/test/bench.js';
import { idToUuid, newId } from '../../../events/src/events.js';
import { outboxInsert } from '../../../events/src/runtime.js';
import type { InTenant } from '../../../events/src/runtime.js';
import { atPace, quantile } from '../../support/pace.js';
import pg from 'pg';

/** Time from a writer's commit to the commit of the effect in the other domain. */
export interface Latency { readonly perSecond: number; readonly events: number; readonly p50: number; readonly p99: number; readonly max: number }

/** How fast what has piled up flows off, and what a bare transaction costs here and now. */
export interface Drain {
  readonly events: number;
  readonly perSecond: number;
  /** One row per transaction over as many connections as the consumer has workers: nothing that commits each effect can be faster. */
  readonly bareCommitsPerSecond: number;
}

export interface EventsResult { readonly latency: Latency; readonly relay: Drain; readonly drain: Drain }

/** A ledger tells, a reader listens; both through outbox, broker and inbox as every domain does. */
export async function benchEvents(): Promise<EventsResult> {
  const dir = throwAwayFolder();
  const servers = await startServers({ dir, want: ['postgres'], throwAway: true });
  process.env.FIRMAMENT_TEST_DATABASE_URL = servers.urls.postgres;
  const bench = await Bench.open();
  try {
    return { latency: await latency(bench, 60, 600), ...await drain(bench, 5_000) };
  } finally {
    await bench.close();
    await servers.stop();
  }
}

/** Commits at an even pace, each a fact about another thing, and tells the relay as the kit does after a commit. */
async function latency(bench: Bench, perSecond: number, events: number): Promise<Latency> {
  await bench.fresh();
  const applied = new Map<string, number>();
  const relay = bench.relay();
  bench.consumer({ inTenant: noting(bench, applied) });
  const writer = await ledgerLogin(bench);
  const committed = new Map<string, number>();
  const things = Array.from({ length: 200 }, () => newId('ent'));
  for (let warm = 0; warm < 120; warm++) await commitOne(bench, writer, newId('ent'));
  relay.nudge();
  await eventually(() => applied.size === 120, 'the warm-up is applied', 60_000);
  const began = performance.now();
  await atPace(Array.from({ length: events }), perSecond, async (_, __, n) => {
    const id = await commitOne(bench, writer, things[n % things.length] as string, 1 + Math.floor(n / things.length));
    committed.set(id, performance.now());
    relay.nudge();
  });
  const seconds = (performance.now() - began) / 1_000;
  await eventually(() => applied.size === 120 + events, 'every fact has its effect', 60_000);
  await writer.end();
  const waits = [...committed].map(([id, at]) => (applied.get(id) ?? Infinity) - at).sort((a, b) => a - b);
  return { perSecond: events / seconds, events, p50: quantile(waits, 0.5), p99: quantile(waits, 0.99), max: waits.at(-1) as number };
}

function noting(bench: Bench, applied: Map<string, number>): InTenant {
  return async (row, work) => {
    await bench.inTenant(row, work);
    for (const event of row) applied.set(event.id, performance.now());
  };
}

async function ledgerLogin(bench: Bench): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: bench.as('ledger_rw') });
  await client.connect();
  return client;
}

async function commitOne(bench: Bench, client: pg.Client, aggregateId: string, seq = 1): Promise<string> {
  const event = bench.event(aggregateId, seq);
  const insert = outboxInsert('ledger', event);
  await client.query(`begin; select set_config('app.tenant_id', '${idToUuid(bench.firm)}', true)`);
  await client.query(insert.text, insert.params);
  await client.query('commit');
  return event.id;
}

/** What lies in the outbox when nobody carries flows off: first to the broker alone, then from the broker to its effects. */
async function drain(bench: Bench, events: number): Promise<{ relay: Drain; drain: Drain }> {
  await bench.fresh();
  await pileUp(bench, events, 250);
  const bare = await bareCommits(bench, 1_000);
  const toBroker = await timed(async () => {
    bench.relay();
    await eventually(async () => await bench.messages() === events, 'all facts lie on the stream', 300_000);
  });
  await bench.halt();
  const toEffects = await timed(async () => {
    bench.consumer();
    await eventually(async () => await effectsOf(bench) === events, 'all facts have their effects', 300_000);
  });
  const rate = (seconds: number): Drain => ({ events, perSecond: events / seconds, bareCommitsPerSecond: bare });
  return { relay: rate(toBroker), drain: rate(toEffects) };
}

async function pileUp(bench: Bench, events: number, things: number): Promise<void> {
  const client = await ledgerLogin(bench);
  const ids = Array.from({ length: things }, () => newId('ent'));
  await client.query(`begin; select set_config('app.tenant_id', '${idToUuid(bench.firm)}', true)`);
  for (let n = 0; n < events; n++) {
    const insert = outboxInsert('ledger', bench.event(ids[n % things] as string, 1 + Math.floor(n / things), posted));
    await client.query(insert.text, insert.params);
  }
  await client.query('commit');
  await client.end();
}

async function bareCommits(bench: Bench, commits: number): Promise<number> {
  await bench.admin.query('create table if not exists reader.bare (n int)');
  await bench.admin.query('grant insert on reader.bare to reader_consumer');
  const pool = new pg.Pool({ connectionString: bench.as('reader_consumer'), max: 2 });
  const worker = async (): Promise<void> => {
    for (let n = 0; n < commits / 2; n++) {
      const client = await pool.connect();
      await client.query('begin');
      await client.query('insert into reader.bare values ($1)', [n]);
      await client.query('commit');
      client.release();
    }
  };
  const seconds = await timed(async () => { await Promise.all([worker(), worker()]); });
  await pool.end();
  return commits / seconds;
}

async function effectsOf(bench: Bench): Promise<number> {
  return Number(((await bench.admin.query('select count(*) as n from reader.effects')).rows[0] as { n: string }).n);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}
