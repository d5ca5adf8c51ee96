import { idToUuid } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { closeQuestions } from './finish.js';
import { wakeStep } from './wait.js';

const keyOf = (tenantId: string, runId: string): [string, string] => [idToUuid(tenantId), idToUuid(runId)];

/** Sends a stuck run on from its step: a new round of attempts, due at once. Whoever held it loses the fence. */
export async function resumeRun(tx: SqlTx, tenantId: string, runId: string): Promise<void> {
  await tx.query(`update workflow.runs set state = 'QUEUED', version = version + 1, round = round + 1, fence = fence + 1, alarm = null, cause_key = null, reason = null,
    lease_owner = null, lease_until = null, wake_at = clock_timestamp() where tenant_id = $1 and id = $2`, keyOf(tenantId, runId));
}

/** Ends a run for good: no step starts after this commit, and its questions are closed. */
export async function cancelRun(tx: SqlTx, tenantId: string, runId: string, ended: { reason: string; now: Date }): Promise<void> {
  await tx.query(`update workflow.runs set state = 'CANCELLED', version = version + 1, fence = fence + 1, reason = $3, wake_at = null, lease_owner = null, lease_until = null,
    finished_at = $4 where tenant_id = $1 and id = $2`, [...keyOf(tenantId, runId), ended.reason, ended.now]);
  await closeQuestions(tx, { tenantId, runId }, ended.now);
}

/** Turns a run round for good: no step starts after this commit; what was done is taken back, and then the run is cancelled. Whoever held it loses the fence. */
export async function undoRun(tx: SqlTx, tenantId: string, runId: string, ended: { reason: string; now: Date }): Promise<void> {
  await tx.query(`update workflow.runs set state = 'COMPENSATING', version = version + 1, round = round + 1, fence = fence + 1, ending = 'CANCELLED', ending_reason = $3, reason = $3,
    alarm = null, cause_key = null, lease_owner = null, lease_until = null, wake_at = clock_timestamp() where tenant_id = $1 and id = $2`, [...keyOf(tenantId, runId), ended.reason]);
  await closeQuestions(tx, { tenantId, runId }, ended.now);
}

/** Wakes the step that asked a person. */
export async function wakeAsker(tx: SqlTx, tenantId: string, runId: string, stepKey: string): Promise<void> {
  const key = keyOf(tenantId, runId);
  await tx.query('select 1 from workflow.runs where tenant_id = $1 and id = $2 for update', key);
  await wakeStep(tx, key[0], key[1], stepKey);
}

/** Hands a workflow's open runs to its new owner and wakes those that waited for one. */
export async function handOver(tx: SqlTx, tenantId: string, workflowId: string, ownerUserId: string): Promise<void> {
  await tx.query(`update workflow.runs set owner_user_id = $3, version = version + 1, wake_at = case when cause_key = 'OWNER_INACTIVE' then clock_timestamp() else wake_at end
    where tenant_id = $1 and workflow_id = $2 and state not in ('COMPLETED', 'FAILED', 'CANCELLED')`, [idToUuid(tenantId), idToUuid(workflowId), idToUuid(ownerUserId)]);
}
