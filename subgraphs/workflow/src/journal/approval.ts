import { idToUuid } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { writeWaiting, type AttemptKey } from './attempts.js';
import type { LeasedRun } from './lease.js';
import type { Tools } from './tools.js';

/** A question for a person, asked by a step of a run. */
export interface Question { title: string; approverUserId: string | null; deadline: Date | null }

/** Asks a person: the task, its place in the inbox and the waiting step are one commit. */
export async function askApproval(tx: SqlTx, run: LeasedRun, key: AttemptKey, question: Question, tools: Tools): Promise<void> {
  await writeWaiting(tx, run.lease, key, { eventTypes: [], match: '', eventKey: null, until: question.deadline, words: question.title }, tools);
  const approver = question.approverUserId ? idToUuid(question.approverUserId) : idToUuid(run.ownerUserId);
  const client = run.clientId ? idToUuid(run.clientId) : null;
  const at = run.seedTime ?? tools.now().toISOString();
  await tx.query(`insert into workflow.approval_tasks (tenant_id, id, run_id, step_key, title, approver_user_id, client_id, deadline, state, asked_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 'OPEN', $9)`,
  [idToUuid(run.tenantId), idToUuid(tools.newId('stp')), idToUuid(run.runId), key.stepKey, question.title, approver, client, question.deadline, at]);
  await tx.query(`insert into workflow.moves (tenant_id, id, kind, source_ref, subject, act, due_at, sort_at, user_ids, client_id, href, opened_at)
    values ($1, $2, 'APPROVAL', $3, $4, 'Decide', $5, coalesce($5, $9::timestamptz), array[$6::uuid], $7, $8, $9) on conflict (tenant_id, source_ref) do nothing`,
  [idToUuid(run.tenantId), idToUuid(tools.newId('mov')), `approval:${run.runId}:${key.stepKey}`, question.title, question.deadline, approver, client, `/runs/${run.runId}`, at]);
}

/** How a person decided; a question whose time ran out is closed as expired and leaves the inbox. */
export async function decisionOf(tx: SqlTx, run: LeasedRun, stepKey: string): Promise<{ decision: string; note: string | null; by: string | null } | null> {
  const key = [idToUuid(run.tenantId), idToUuid(run.runId), stepKey];
  await tx.query(`update workflow.approval_tasks set state = 'EXPIRED', version = version + 1 where tenant_id = $1 and run_id = $2 and step_key = $3
    and state = 'OPEN' and deadline <= clock_timestamp()`, key);
  const [row] = await tx.query<{ state: string; note: string | null; decided_by: string | null }>(
    'select state, note, decided_by from workflow.approval_tasks where tenant_id = $1 and run_id = $2 and step_key = $3', key);
  if (!row || row.state === 'OPEN') return null;
  await tx.query(`update workflow.moves set state = 'DONE', version = version + 1, closed_at = clock_timestamp() where tenant_id = $1 and source_ref = $2 and state = 'OPEN'`,
    [key[0], `approval:${run.runId}:${stepKey}`]);
  return { decision: row.state, note: row.note, by: row.decided_by };
}
