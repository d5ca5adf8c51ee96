import { idToUuid, uuidToId, type Envelope } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { evaluate } from '../definition/cel.js';
import { eventForExpressions } from './tools.js';
import type { RunRef } from './trigger.js';

interface WaitRow { run_id: string; step_key: string; match_key: string; event_key: string | null }

/** Answers every open wait that this event is for, and makes its run due. */
export async function answerWaits(tx: SqlTx, event: Envelope): Promise<RunRef[]> {
  const tenant = idToUuid(event.tenantid);
  const open = await tx.query<WaitRow>(`select run_id, step_key, match_key, event_key from workflow.waits
    where tenant_id = $1 and event_type = $2 and answered_at is null order by run_id`, [tenant, event.type]);
  const woken: RunRef[] = [];
  for (const wait of open.filter((one) => keyIn(event, one) === one.match_key)) {
    // The run's row is locked first, as every other writer of the journal does.
    await tx.query('select 1 from workflow.runs where tenant_id = $1 and id = $2 for update', [tenant, wait.run_id]);
    // The first of several events ends the wait for all of them.
    await tx.query(`update workflow.waits set answered_at = clock_timestamp(), answer = case when event_type = $5 then $4::jsonb end
      where tenant_id = $1 and run_id = $2 and step_key = $3 and answered_at is null`, [tenant, wait.run_id, wait.step_key, JSON.stringify(event), event.type]);
    await wakeStep(tx, tenant, wait.run_id, wait.step_key);
    woken.push({ tenantId: event.tenantid, runId: uuidToId('run', wait.run_id) });
  }
  return woken;
}

/** Makes a waiting step and its run due now. The caller holds the run's row lock. */
export async function wakeStep(tx: SqlTx, tenant: string, runUuid: string, stepKey: string): Promise<void> {
  await tx.query(`update workflow.run_steps set wake_at = clock_timestamp() where tenant_id = $1 and run_id = $2 and step_key = $3 and state = 'WAITING'`, [tenant, runUuid, stepKey]);
  await tx.query(`update workflow.runs set wake_at = clock_timestamp() where tenant_id = $1 and id = $2 and state in ('WAITING', 'STUCK')`, [tenant, runUuid]);
}

function keyIn(event: Envelope, wait: WaitRow): string | null {
  if (wait.event_key === null) return event.aggregateid;
  try {
    return String(evaluate(wait.event_key, { event: eventForExpressions(event), steps: null, run: null, now: new Date(event.time) }));
  } catch {
    return null;
  }
}

/** What a step's wait was answered with, if it was. */
export async function answerOf(tx: SqlTx, run: RunRef, stepKey: string): Promise<Envelope | null> {
  const [row] = await tx.query<{ answer: Envelope | null }>('select answer from workflow.waits where tenant_id = $1 and run_id = $2 and step_key = $3 and answer is not null order by answered_at limit 1',
    [idToUuid(run.tenantId), idToUuid(run.runId), stepKey]);
  return row?.answer ?? null;
}
