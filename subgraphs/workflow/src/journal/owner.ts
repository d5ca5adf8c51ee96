import { idToUuid, runWaiting } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { holdRun, type LeasedRun } from './lease.js';
import { emitRunFact, factBody, type Tools } from './tools.js';

/**
 * Puts a run down because the person it acts for may not act any more; handing the workflow to somebody wakes it.
 * A run that was given to somebody else while this engine still acted for the one who left goes on at once.
 */
export async function waitForOwner(tx: SqlTx, run: LeasedRun, stepKey: string, tools: Tools): Promise<void> {
  await holdRun(tx, run.lease);
  const reason = `${run.ownerName ?? 'The owner of this workflow'} no longer works here. Give the workflow another owner; the run then goes on.`;
  const [row] = await tx.query<{ given: boolean }>(`update workflow.runs set state = 'WAITING', version = version + 1, reason = $3, lease_owner = null, lease_until = null,
      cause_key = case when owner_user_id = $4 then 'OWNER_INACTIVE' end, wake_at = case when owner_user_id = $4 then null else clock_timestamp() end
    where tenant_id = $1 and id = $2 returning owner_user_id <> $4 as given`, [idToUuid(run.tenantId), idToUuid(run.runId), reason, idToUuid(run.ownerUserId)]);
  if (!row?.given) await emitRunFact(tx, tools, run, runWaiting, { ...factBody(run), stepKey, reason, until: null }, `${run.runId}:${stepKey}`);
}
