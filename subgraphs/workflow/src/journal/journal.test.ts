import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { firmRegistered, idToUuid, newId, uuidToId } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import pg from 'pg';
import { aBooking } from '../../test/booking.js';
import { schemaFolder } from '../../test/schema-folder.js';
import { LostLease, completeRun, dueRuns, leaseRun, parkRun, readJournal, startRuns, writeResult, writeSkipped, writeStarted, writeWaiting, type LeasedRun, type RunRef, type Tools } from '../journal.js';
import { answerOf, answerWaits } from './wait.js';
import workflow from '../subgraph.js';

let h: Harness;
let pool: pg.Pool;
const tools: Tools = { newId: (prefix) => newId(prefix), now: () => new Date('2026-11-19T11:00:00Z') };

beforeAll(async () => {
  h = await testSubgraph(workflow, { env: { FIRMAMENT_SCHEMA_DIR: schemaFolder() } });
  const [row] = await h.sql('select current_database() as name');
  const url = new URL(process.env['FIRMAMENT_TEST_DATABASE_URL'] ?? '');
  Object.assign(url, { pathname: `/${String(row?.['name'])}`, username: 'workflow_consumer', password: process.env['FIRMAMENT_TEST_ROLE_PASSWORD'] ?? 'firmament-test' });
  pool = new pg.Pool({ connectionString: url.toString(), max: 4 });
  pool.on('error', () => undefined);
  for (const firm of [h.firm, h.otherFirm]) {
    await h.deliver(firmRegistered, { firmId: firm.id, name: 'Firm', slug: 'firm', timeZone: 'Europe/London', currency: 'GBP', ownerUserId: newId('usr') }, { tenantId: firm.id });
  }
});
afterAll(async () => { await pool.end(); await h.stop(); });

async function inFirm<T>(work: (tx: SqlTx) => Promise<T>, firmId = h.firm.id): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(`begin; select set_config('app.tenant_id', '${idToUuid(firmId)}', true), set_config('app.actor_kind', 'service', true), set_config('app.client_id', '', true), set_config('app.actor_id', 'test', true)`);
    const result = await work({ query: async <R>(sql: string, params: unknown[] = []) => (await client.query(sql, params)).rows as R[] });
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally { client.release(); }
}

let ref: RunRef;
beforeEach(async () => {
  const [run] = await inFirm((tx) => startRuns(tx, aBooking(h.firm.id), tools));
  if (!run) throw new Error('no run began');
  ref = run;
});
const lease = async (seconds = 30): Promise<LeasedRun> => {
  const run = await inFirm((tx) => leaseRun(tx, ref, 'me', seconds));
  if (!run) throw new Error('the lease was refused');
  return run;
};
const key = (attempt = 1) => ({ stepKey: 'resolveClient', attempt, round: 1 });
const dueAt = async (): Promise<Date | undefined> => (await h.sql('select due_at from workflow.run_due where id = $1', [idToUuid(ref.runId)]))[0]?.['due_at'] as Date | undefined;

describe('the journal', () => {
  it('gives a due run to one holder at a time, and to the next when the lease ran out', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => inFirm((tx) => leaseRun(tx, ref, 'me', 30))));
    expect(all.filter((one) => one !== null)).toHaveLength(1);
    await h.sql(`update workflow.runs set lease_until = clock_timestamp() - interval '1 second' where id = $1`, [idToUuid(ref.runId)]);
    const next = await lease();
    expect(Number(next.lease.fence)).toBe(2);
  });

  it('takes no write with an old fence, whichever it is', async () => {
    const old = await lease();
    await h.sql(`update workflow.runs set fence = fence + 1 where id = $1`, [idToUuid(ref.runId)]);
    const writes: ((tx: SqlTx) => Promise<void>)[] = [
      (tx) => writeStarted(tx, old.lease, key(), {}, tools), (tx) => writeSkipped(tx, old.lease, key(), 'x', tools), (tx) => writeResult(tx, old.lease, key(), { state: 'STUCK', error: {} }),
      (tx) => writeWaiting(tx, old.lease, key(), { eventTypes: [], match: '', eventKey: null, until: null, words: '' }, tools),
      (tx) => parkRun(tx, old, { stepKey: 'a', reason: 'r', wakeAt: null }, tools), (tx) => completeRun(tx, old, 'a', tools),
    ];
    for (const write of writes) await expect(inFirm(write)).rejects.toThrow(LostLease);
  });

  it('keeps what began and was cut off as interrupted, and one success per step', async () => {
    const run = await lease();
    await inFirm((tx) => writeStarted(tx, run.lease, key(1), { a: 1 }, tools));
    await inFirm((tx) => writeStarted(tx, run.lease, key(2), { a: 1 }, tools));
    await inFirm((tx) => writeResult(tx, run.lease, key(2), { state: 'DONE', output: { client: { id: 'x' } }, words: 'w', clientId: null, subject: null }));
    const { entries } = await inFirm((tx) => readJournal(tx, ref));
    expect(entries.map((one) => [one.attempt, one.state])).toEqual([[1, 'INTERRUPTED'], [2, 'DONE']]);
    await inFirm((tx) => writeStarted(tx, run.lease, key(3), {}, tools));
    await expect(inFirm((tx) => writeResult(tx, run.lease, key(3), { state: 'DONE', output: {}, words: null, clientId: null, subject: null }))).rejects.toThrow(/one_success/);
  });

  it('knows by itself when a run is due: at its time, or when its holder is silent, and never when it is over', async () => {
    const before = await dueAt();
    expect(before).toBeInstanceOf(Date);
    const run = await lease(60);
    expect((await dueAt())?.getTime()).toBeGreaterThan((before?.getTime() ?? 0) + 50_000);
    const later = new Date(Date.now() + 3_600_000);
    await inFirm((tx) => parkRun(tx, run, { stepKey: 'a', reason: 'r', wakeAt: later }, tools));
    expect((await dueAt())?.getTime()).toBe(later.getTime());
    await h.sql(`update workflow.runs set wake_at = clock_timestamp() where id = $1`, [idToUuid(ref.runId)]);
    const again = await lease();
    await inFirm((tx) => completeRun(tx, again, 'a', tools));
    expect(await dueAt()).toBeUndefined();
  });

  it('oversleeps no answer that came while the run was being put down', async () => {
    const run = await lease();
    const event = aBooking(h.firm.id);
    const deadline = new Date(Date.now() + 3_600_000);
    await inFirm((tx) => writeWaiting(tx, run.lease, { ...key(), stepKey: 'wait' }, { eventTypes: [event.type], match: event.aggregateid, eventKey: null, until: deadline, words: '' }, tools));
    expect(await inFirm((tx) => answerWaits(tx, event))).toEqual([ref]);
    await inFirm((tx) => parkRun(tx, run, { stepKey: 'wait', reason: 'r', wakeAt: deadline }, tools));
    expect((await dueAt())?.getTime()).toBeLessThan(Date.now() + 1_000);
  });

  it('ends a wait with the first of several facts, and the others come too late', async () => {
    const run = await lease();
    const [first, second] = [aBooking(h.firm.id), { ...aBooking(h.firm.id), type: 'scheduling.appointment.cancelled' }];
    await inFirm((tx) => writeWaiting(tx, run.lease, { ...key(), stepKey: 'wait' }, { eventTypes: [first.type, second.type], match: "'k'", eventKey: "'\\'k\\''", until: null, words: '' }, tools));
    expect(await inFirm((tx) => answerWaits(tx, second))).toEqual([ref]);
    expect(await inFirm((tx) => answerWaits(tx, first))).toEqual([]);
    expect((await inFirm((tx) => answerOf(tx, ref, 'wait')))?.id).toBe(second.id);
  });

  it('misses nothing that came before the wait’s turn, where that counts since the run began', async () => {
    const workflow = { format: 1, name: 'Early answer', description: '', trigger: { event: 'scheduling.appointment.booked', businessKey: "'early' + event.id" }, steps: [
      { key: 'held', name: 'Wait', kind: 'waitForEvent', event: ['scheduling.appointment.completed', 'scheduling.appointment.cancelled'], since: 'RUN', match: 'event.data.appointmentId', deadline: "now + duration('1h')" }] };
    expect((await h.as(h.staff()).run('mutation($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { faults { place } } }', { input: { document: workflow } })).data).toMatchObject({ publishWorkflow: { faults: [] } });
    const booking = aBooking(h.firm.id);
    const early = (await inFirm((tx) => startRuns(tx, booking, tools))).map((one) => one.runId);
    const [row] = await h.sql(`select id from workflow.runs where business_key = $1`, [`early${booking.id}`]);
    const mine = { tenantId: h.firm.id, runId: uuidToId('run', String(row?.['id'])) };
    expect(early).toContain(mine.runId);
    const completed = { ...booking, id: newId('evt'), type: 'scheduling.appointment.completed' };
    expect(await inFirm((tx) => answerWaits(tx, completed))).toEqual([mine]);
    const run = await inFirm((tx) => leaseRun(tx, mine, 'me', 30));
    if (!run) throw new Error('the lease was refused');
    await inFirm((tx) => writeWaiting(tx, run.lease, { ...key(), stepKey: 'held' }, { eventTypes: [completed.type, 'scheduling.appointment.cancelled'], match: booking.aggregateid, eventKey: null, until: new Date(Date.now() + 3_600_000), words: '' }, tools));
    const { entries, now } = await inFirm((tx) => readJournal(tx, mine));
    expect(entries[0]?.wakeAt?.getTime()).toBeLessThanOrEqual(now.getTime());
    expect((await inFirm((tx) => answerOf(tx, mine, 'held')))?.id).toBe(completed.id);
    await h.sql(`update workflow.workflows set state = 'PAUSED' where name = 'Early answer'`);
  });

  it('shows the sweeper what is due in every firm and nothing else', async () => {
    await inFirm((tx) => startRuns(tx, aBooking(h.otherFirm.id), tools), h.otherFirm.id);
    const rows = await h.sqlAs('sweeper', {}, 'select distinct tenant_id from workflow.run_due');
    expect(rows.map((row) => uuidToId('firm', String(row['tenant_id']))).sort()).toEqual([h.firm.id, h.otherFirm.id].sort());
    await expect(h.sqlAs('sweeper', {}, 'select id from workflow.runs')).rejects.toThrow(/permission denied/);
    await expect(h.sqlAs('sweeper', {}, 'delete from workflow.run_due')).rejects.toThrow(/permission denied/);
    await expect(h.sqlAs('rw', {}, 'select id from workflow.runs')).rejects.toThrow(/tenant context missing/);
    const due = await dueRuns({ query: async <R>(sql: string, params: unknown[] = []) => await h.sqlAs('sweeper', {}, sql, params) as R[] }, 200);
    expect(due.map((run) => run.runId)).toContain(ref.runId);
  });

  it('gives every firm its turn, though one has more that is due than a sweep takes', async () => {
    const [flood, quiet] = [newId('firm'), newId('firm')];
    const put = (firm: string, n: number, age: string) => h.sql('insert into workflow.run_due (tenant_id, id, due_at) select $1, id, clock_timestamp() - $3::interval from unnest($2::uuid[]) as t(id)',
      [idToUuid(firm), Array.from({ length: n }, () => idToUuid(newId('run'))), age]);
    await put(flood, 300, '1 hour');
    await put(quiet, 2, '1 second');
    const due = await dueRuns({ query: async <R>(sql: string, params: unknown[] = []) => await h.sqlAs('sweeper', {}, sql, params) as R[] }, 50);
    expect(due).toHaveLength(50);
    expect(due.filter((run) => run.tenantId === quiet)).toHaveLength(2);
    await h.sql('delete from workflow.run_due where tenant_id = any($1::uuid[])', [[idToUuid(flood), idToUuid(quiet)]]);
  });

  it('is another firm’s secret: its runs are not there, by list and by id', async () => {
    const stranger = h.staff(['*'], newId('firm'));
    const answer = await h.as(stranger).run('query($id: ID!) { run(id: $id) { id } runs { totalCount counts { running } } }', { id: ref.runId });
    expect(answer.data).toMatchObject({ run: null, runs: { totalCount: 0, counts: { running: 0 } } });
    const act = await h.as(stranger).run('mutation($input: CancelRunInput!) { cancelRun(input: $input) { id } }', { input: { runId: ref.runId, reason: 'x' } });
    expect(act.errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  });

  it('stops a chain of runs that start each other', async () => {
    await h.sql('update workflow.runs set depth = 10 where id = $1', [idToUuid(ref.runId)]);
    expect(await inFirm((tx) => startRuns(tx, { ...aBooking(h.firm.id), runid: ref.runId }, tools))).toEqual([]);
    expect(await h.sql(`select outcome from workflow.trigger_receipts where outcome = 'TOO_DEEP'`)).toHaveLength(1);
  });
});
