import { idToUuid } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { wakeStep } from './wait.js';

const keyOf = (tenantId: string, runId: string): [string, string] => [idToUuid(tenantId), idToUuid(runId)];

/** Sends a stuck run on from its step: a new round of attempts, due at once. Whoever held it loses the fence. */
export async function resumeRun(tx: SqlTx, tenantId: string, runId: string): Promise<void> {
  await tx.query(`update workflow.runs set state = 'QUEUED', version = version + 1, round = round + 1, fence = fence + 1, alarm = null, cause_key = null, reason = null,
    lease_owner = null, lease_until = null, wake_at = clock_timestamp() where tenant_id = $1 and id = $2`, keyOf(tenantId, runId));
}

/** Ends a run for good: no step starts after this commit, and its questions are closed. */
export async function cancelRun(tx: SqlTx, tenantId: string, runId: string, reason: string, now: Date): Promise<void> {
  const key = keyOf(tenantId, runId);
  await tx.query(`update workflow.runs set state = 'CANCELLED', version = version + 1, fence = fence + 1, reason = $3, wake_at = null, lease_owner = null, lease_until = null,
    finished_at = $4 where tenant_id = $1 and id = $2`, [...key, reason, now]);
  await tx.query(`update workflow.approval_tasks set state = 'EXPIRED', version = version + 1 where tenant_id = $1 and run_id = $2 and state = 'OPEN'`, key);
  await tx.query(`update workflow.waits set answered_at = clock_timestamp() where tenant_id = $1 and run_id = $2 and answered_at is null`, key);
  await tx.query(`update workflow.moves set state = 'DONE', version = version + 1, closed_at = $3 where tenant_id = $1 and source_ref like $2 and state = 'OPEN'`, [key[0], `approval:${runId}:%`, now]);
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
