import { idToUuid, runCancelled, runCompleted, runFailed, runStuck, runWaiting } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import type { Alarm } from '../run/alarm.rules.js';
import { holdRun, type Ending, type LeasedRun } from './lease.js';
import { emitRunFact, factBody, type Tools } from './tools.js';

const at = (run: LeasedRun): [string, string] => [idToUuid(run.tenantId), idToUuid(run.runId)];

/** Why a run waits, for staff. */
export interface Pause { stepKey: string; reason: string; wakeAt: Date | null }

/**
 * Puts the run down until `wakeAt`. An answer that came in the meantime has moved its step's time to the past;
 * the least of all times is taken under the run's lock, so that no answer is overslept.
 */
export async function parkRun(tx: SqlTx, run: LeasedRun, pause: Pause, tools: Tools): Promise<void> {
  await holdRun(tx, run.lease);
  await tx.query(`update workflow.runs set state = 'WAITING', version = version + 1, reason = $3, wake_at = least($4::timestamptz, ${earliest}), lease_owner = null, lease_until = null
    where tenant_id = $1 and id = $2`, [...at(run), pause.reason, pause.wakeAt]);
  await emitRunFact(tx, tools, run, runWaiting,
    { ...factBody(run), stepKey: pause.stepKey, reason: pause.reason, until: pause.wakeAt?.toISOString() ?? null }, causeOf(run, pause.stepKey));
}

/** The earliest moment at which some step of the run has something to do. */
const earliest = `(select min(s.wake_at) from workflow.run_steps s where s.tenant_id = $1 and s.run_id = $2
  and (s.state = 'WAITING' or (s.state = 'RETRY' and s.attempt = (select max(l.attempt) from workflow.run_steps l
    where l.tenant_id = s.tenant_id and l.run_id = s.run_id and l.step_key = s.step_key))))`;

const causeOf = (run: LeasedRun, stepKey: string): string => `${run.runId}:${stepKey}`;

/** Writes that a person is needed; told once for each alarm. Steps that do not depend on the stuck one go on when they are due. */
export async function stickRun(tx: SqlTx, run: LeasedRun, alarm: Alarm, tools: Tools): Promise<void> {
  const held = await holdRun(tx, run.lease);
  await tx.query(`update workflow.runs set state = 'STUCK', version = version + 1, reason = $3, alarm = $4, cause_key = $5, wake_at = ${earliest}, lease_owner = null, lease_until = null
    where tenant_id = $1 and id = $2`, [...at(run), alarm.what, JSON.stringify(alarm), alarm.causeKey]);
  if (held.alarm?.stepKey === alarm.stepKey) return;
  await emitRunFact(tx, tools, run, runStuck, {
    ...factBody(run), stepKey: alarm.stepKey, what: alarm.what, why: alarm.why, toDo: alarm.toDo, ownerUserId: run.ownerUserId,
  }, causeOf(run, alarm.stepKey));
}

/** Writes that every step is done or was not needed. */
export async function completeRun(tx: SqlTx, run: LeasedRun, lastStepKey: string, tools: Tools): Promise<void> {
  await holdRun(tx, run.lease);
  await tx.query(`update workflow.runs set state = 'COMPLETED', version = version + 1, reason = null, alarm = null, cause_key = null, wake_at = null, lease_owner = null, lease_until = null,
    finished_at = coalesce(seed_time + (clock_timestamp() - recorded_at), clock_timestamp()) where tenant_id = $1 and id = $2`, at(run));
  await emitRunFact(tx, tools, run, runCompleted, { ...factBody(run), stepCount: run.plan.document.steps.length }, causeOf(run, lastStepKey));
}

/** Turns a run round: from here on what was done is taken back, the latest first. Open questions and waits are closed. */
export async function beginUndo(tx: SqlTx, run: LeasedRun, reason: string): Promise<void> {
  await holdRun(tx, run.lease);
  await tx.query(`update workflow.runs set state = 'COMPENSATING', version = version + 1, ending = 'FAILED', ending_reason = $3 where tenant_id = $1 and id = $2`, [...at(run), reason]);
  await closeQuestions(tx, run, null);
}

/** Closes what a run asks people and waits for; it will not listen any more. */
export async function closeQuestions(tx: SqlTx, run: { tenantId: string; runId: string }, when: Date | null): Promise<void> {
  const key = [idToUuid(run.tenantId), idToUuid(run.runId)];
  await tx.query(`update workflow.approval_tasks set state = 'EXPIRED', version = version + 1 where tenant_id = $1 and run_id = $2 and state = 'OPEN'`, key);
  await tx.query(`update workflow.waits set answered_at = clock_timestamp() where tenant_id = $1 and run_id = $2 and answered_at is null`, key);
  await tx.query(`update workflow.moves set state = 'DONE', version = version + 1, closed_at = coalesce($3, clock_timestamp()) where tenant_id = $1 and source_ref like $2 and state = 'OPEN'`,
    [key[0], `approval:${run.runId}:%`, when]);
}

/** Writes that a run which was undone is over, and tells how it ended. */
export async function endRun(tx: SqlTx, run: LeasedRun & { ending: Ending }, undone: number, tools: Tools): Promise<void> {
  await holdRun(tx, run.lease);
  const { state, reason } = run.ending;
  await tx.query(`update workflow.runs set state = $3, version = version + 1, reason = $4, alarm = null, cause_key = null, wake_at = null, lease_owner = null, lease_until = null,
    finished_at = coalesce(seed_time + (clock_timestamp() - recorded_at), clock_timestamp()) where tenant_id = $1 and id = $2`, [...at(run), state, reason]);
  if (state === 'CANCELLED') await emitRunFact(tx, tools, run, runCancelled, { ...factBody(run), reason }, run.runId);
  else await emitRunFact(tx, tools, run, runFailed, { ...factBody(run), reason, undoneCount: undone }, run.runId);
}
