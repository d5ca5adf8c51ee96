import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { firmRegistered, idToUuid, newId } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aBooking } from '../../test/booking.js';
import { JournalLogin } from '../../test/journal-login.js';
import { schemaFolder } from '../../test/schema-folder.js';
import { dueSchedules, fireSchedule, startRuns, type RunRef, type Tools } from '../journal.js';
import workflow from '../subgraph.js';

let h: Harness;
let login: JournalLogin;
const tools: Tools = { newId: (prefix) => newId(prefix), now: () => new Date('2026-11-19T11:00:00Z') };
beforeAll(async () => {
  h = await testSubgraph(workflow, { env: { FIRMAMENT_SCHEMA_DIR: schemaFolder() } });
  login = new JournalLogin(h.urlFor('consumer'));
  await h.deliver(firmRegistered, { firmId: h.firm.id, name: 'Firm', slug: 'firm', timeZone: 'Pacific/Auckland', currency: 'NZD', ownerUserId: newId('usr') });
});
afterAll(async () => { await login.close(); await h.stop(); });

const document = (name: string, rule = 'FREQ=DAILY') => ({
  format: 1, name, description: 'By the clock.', trigger: { schedule: { rule, at: '06:30', from: '2020-01-01' } },
  steps: [{ key: 'task', name: 'Make a task', kind: 'action', action: 'createTask', input: { title: "'For ' + event.data.date + ' in ' + event.data.zone", kind: "'STAFF'" } }],
});
async function publish(input: object): Promise<string> {
  const done = await h.as(h.staff()).run('mutation($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { workflow { id triggerEvent } faults { place reason sentence } } }', { input });
  expect(done).toMatchObject({ data: { publishWorkflow: { workflow: { triggerEvent: 'workflow.schedule.due' }, faults: [] } } });
  return (done.data as unknown as { publishWorkflow: { workflow: { id: string } } }).publishWorkflow.workflow.id;
}
const fire = (workflowId: string): Promise<RunRef[]> => login.inFirm(h.firm.id, (tx) => fireSchedule(tx, { tenantId: h.firm.id, workflowId }, tools));
const schedule = async (workflowId: string) => (await h.sql('select rule, zone, told_until, next_at from workflow.schedules where workflow_id = $1', [idToUuid(workflowId)]))[0];
/** As if the house had been asleep for so many days: the schedule was last looked at then. */
const sleep = (workflowId: string, days: number) => h.sql(`update workflow.schedules set told_until = clock_timestamp() - make_interval(days => $2), next_at = clock_timestamp() - interval '1 second' where workflow_id = $1`, [idToUuid(workflowId), days]);
const receipts = (workflowId: string) => h.sql('select outcome, business_key from workflow.trigger_receipts where workflow_id = $1 order by business_key', [idToUuid(workflowId)]);

describe('a schedule in the journal', () => {
  it('stands in the due-table by the clock of the firm, and is not fired before its time', async () => {
    const workflowId = await publish({ document: document('In the morning') });
    expect(await schedule(workflowId)).toMatchObject({ rule: 'FREQ=DAILY', zone: 'Pacific/Auckland' });
    const [due] = await h.sql('select due_at from workflow.schedule_due where id = $1', [idToUuid(workflowId)]);
    const wall = new Intl.DateTimeFormat('en-GB', { timeZone: 'Pacific/Auckland', hour: '2-digit', minute: '2-digit' }).format(due?.['due_at'] as Date);
    expect(wall).toBe('06:30');
    expect(await fire(workflowId)).toEqual([]);
    expect(await receipts(workflowId)).toEqual([]);
  });

  it('starts one run after a week of sleep, tells the six before it as missed, and starts it once', async () => {
    const workflowId = await publish({ document: document('After a week') });
    await sleep(workflowId, 7);
    const scanned = await dueSchedules({ query: async <R>(sql: string, params: unknown[] = []) => await h.sqlAs('sweeper', {}, sql, params) as R[] }, 10);
    expect(scanned).toContainEqual({ tenantId: h.firm.id, workflowId });
    const [mine, other] = await Promise.all([fire(workflowId), fire(workflowId)]);
    expect([...mine ?? [], ...other ?? []]).toHaveLength(1);
    const told = await receipts(workflowId);
    expect(told.map((one) => one['outcome'])).toEqual([...Array.from({ length: 6 }, () => 'MISSED'), 'STARTED']);
    const [run] = await h.sql('select business_key, trigger_event_type, client_id from workflow.runs where workflow_id = $1', [idToUuid(workflowId)]);
    expect(run).toMatchObject({ business_key: told.at(-1)?.['business_key'], trigger_event_type: 'workflow.schedule.due', client_id: null });
    expect(await fire(workflowId)).toEqual([]);
    const shown = await h.as(h.staff()).run('{ ignoredTriggers(first: 1) { nodes { outcome reason } } }');
    expect(shown.data).toMatchObject({ ignoredTriggers: { nodes: [{ outcome: 'MISSED', reason: expect.stringMatching(/a later time took its place/) as unknown }] } });
  });

  it('starts no second run for an occurrence, even when its schedule is told anew', async () => {
    const workflowId = await publish({ document: document('Once') });
    await sleep(workflowId, 1);
    expect(await fire(workflowId)).toHaveLength(1);
    await sleep(workflowId, 1);
    expect(await fire(workflowId)).toEqual([]);
    expect((await receipts(workflowId)).map((one) => one['outcome'])).toEqual(['STARTED', 'DUPLICATE']);
  });

  it('starts nothing while its workflow is paused, and says so', async () => {
    const workflowId = await publish({ document: document('Paused') });
    await h.as(h.staff()).run('mutation($input: PauseWorkflowInput!) { pauseWorkflow(input: $input) { state } }', { input: { workflowId } });
    await sleep(workflowId, 1);
    expect(await fire(workflowId)).toEqual([]);
    expect((await receipts(workflowId)).map((one) => one['outcome'])).toEqual(['PAUSED']);
  });

  it('follows the newest version, keeps its count when nothing changed, and goes when the trigger is another', async () => {
    const workflowId = await publish({ document: document('Versions') });
    await sleep(workflowId, 2);
    const before = await schedule(workflowId);
    await publish({ workflowId, document: { ...document('Versions'), description: 'Other words.' } });
    expect(await schedule(workflowId)).toEqual(before);
    await publish({ workflowId, document: document('Versions', 'FREQ=WEEKLY') });
    expect((await schedule(workflowId))?.['next_at']).not.toEqual(before?.['next_at']);
    await h.as(h.staff()).run('mutation($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { faults { place } } }', { input: { workflowId, document: { ...document('Versions'), trigger: { event: 'crm.client.created' }, steps: [{ key: 'task', name: 'T', kind: 'action', action: 'createTask', input: { title: 'event.data.displayName', kind: "'STAFF'" } }] } } });
    expect(await schedule(workflowId)).toBeUndefined();
    expect(await h.sql('select 1 from workflow.schedule_due where id = $1', [idToUuid(workflowId)])).toEqual([]);
  });

  it('is another firm’s secret', async () => {
    expect(await h.sqlAs('consumer', { 'app.tenant_id': idToUuid(h.otherFirm.id), 'app.actor_kind': 'system' }, 'select * from workflow.schedules')).toEqual([]);
    await expect(h.sqlAs('sweeper', {}, 'select rule from workflow.schedules')).rejects.toThrow(/permission denied/);
  });
});

describe('the walls against loops', () => {
  const started = async (tx: SqlTx, more: object, limit = {}) => startRuns(tx, { ...aBooking(h.firm.id), ...more }, { ...tools, ...limit });

  it('count a chain through what a domain does about a fact, not only through runs that act', async () => {
    await login.inFirm(h.firm.id, async (tx) => {
      const [first] = await started(tx, {});
      await tx.query('update workflow.runs set depth = 10 where tenant_id = $1 and id = $2', [idToUuid(h.firm.id), idToUuid(first?.runId ?? '')]);
      const acted = aBooking(h.firm.id);
      await startRuns(tx, { ...acted, runid: first?.runId ?? '', actorkind: 'service' }, tools);
      expect(await started(tx, { causationid: acted.id })).toEqual([]);
      expect(await tx.query(`select 1 from workflow.trigger_receipts where outcome = 'TOO_DEEP'`)).toHaveLength(2);
    });
  });

  it('let a firm start only so many runs a day, and keep the triggers above that', async () => {
    await login.inFirm(h.firm.id, async (tx) => {
      const [row] = await tx.query<{ n: number }>('select started_today as n from workflow.run_numbers where tenant_id = $1', [idToUuid(h.firm.id)]);
      const limit = { runsADay: (row?.n ?? 0) + 1 };
      expect(await started(tx, {}, limit)).toHaveLength(1);
      expect(await started(tx, {}, limit)).toEqual([]);
      expect(await tx.query(`select 1 from workflow.trigger_receipts where outcome = 'OVER_BUDGET' and event is not null`)).toHaveLength(1);
      await tx.query(`update workflow.run_numbers set today = today - 1 where tenant_id = $1`, [idToUuid(h.firm.id)]);
      expect(await started(tx, {}, { runsADay: 1 })).toHaveLength(1);
    });
  });
});
