import { idToUuid, runWaiting } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { holdRun, type LeasedRun } from './lease.js';
import { emitRunFact, factBody, type Tools } from './tools.js';

/** Puts a run down because the person it acts for may not act any more; handing the workflow to somebody wakes it. */
export async function waitForOwner(tx: SqlTx, run: LeasedRun, stepKey: string, tools: Tools): Promise<void> {
  await holdRun(tx, run.lease);
  const reason = `${run.ownerName ?? 'The owner of this workflow'} no longer works here. Give the workflow another owner; the run then goes on.`;
  await tx.query(`update workflow.runs set state = 'WAITING', version = version + 1, reason = $3, cause_key = 'OWNER_INACTIVE', wake_at = null, lease_owner = null, lease_until = null
    where tenant_id = $1 and id = $2`, [idToUuid(run.tenantId), idToUuid(run.runId), reason]);
  await emitRunFact(tx, tools, run, runWaiting, { ...factBody(run), stepKey, reason, until: null }, `${run.runId}:${stepKey}`);
}
