import { idToUuid, uuidToId, type Envelope } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import type { CompiledPlan } from '../definition/document.types.js';
import type { Attempt, AttemptState, RunState } from '../run/run.types.js';
import type { RunFacts } from './tools.js';
import type { RunRef } from './trigger.js';

/** Thrown by every journal write whose lease was lost; whoever sees it stops at once. */
export class LostLease extends Error {
  override name = 'LostLease';
}

/** The right to write a run's journal, until somebody else takes it. */
export interface Lease { tenantId: string; runId: string; fence: string; seconds: number }

/** A run that this process holds, with all that its steps need. */
export interface LeasedRun extends RunFacts {
  lease: Lease; number: number; round: number; plan: CompiledPlan; event: Envelope; ownerActive: boolean; ownerName: string | null; createdAt: Date;
  /** What it ends as once everything is taken back; null while it goes forward. */
  ending: Ending | null;
}

/** How a run ends that is undone, and why. */
export interface Ending { state: 'CANCELLED' | 'FAILED'; reason: string }

interface LeaseRow {
  fence: string; number: number; round: number; workflow_id: string; workflow_name: string; version_id: string; version_no: number; business_key: string;
  client_id: string | null; owner_user_id: string; correlation_id: string; seed_time: Date | null; trigger_event: Envelope; created_at: Date;
  ending: Ending['state'] | null; ending_reason: string | null;
}

/** Takes a due run for this process by the database's clock; null when it is not due, over, or held by somebody. */
export async function leaseRun(tx: SqlTx, run: RunRef, holder: string, seconds: number): Promise<LeasedRun | null> {
  const [row] = await tx.query<LeaseRow>(`update workflow.runs set state = case when ending is null then 'RUNNING' else 'COMPENSATING' end, version = version + 1, fence = fence + 1, lease_owner = $3,
      lease_until = clock_timestamp() + make_interval(secs => $4), started_at = coalesce(started_at, seed_time, clock_timestamp()), reason = null,
      cause_key = case when cause_key = 'OWNER_INACTIVE' then null else cause_key end
    where tenant_id = $1 and id = $2 and state in ('QUEUED', 'RUNNING', 'WAITING', 'COMPENSATING', 'STUCK')
      and wake_at <= clock_timestamp() and (lease_until is null or lease_until < clock_timestamp())
    returning fence, number, round, workflow_id, workflow_name, version_id, version_no, business_key, client_id, owner_user_id, correlation_id, seed_time, trigger_event, created_at, ending, ending_reason`,
  [idToUuid(run.tenantId), idToUuid(run.runId), holder, seconds]);
  if (!row) return null;
  const [known] = await tx.query<{ plan: CompiledPlan; active: boolean | null; name: string | null }>(`select v.plan, p.active, p.name from workflow.workflow_versions v
    left join workflow.people p on p.tenant_id = v.tenant_id and p.id = $3 where v.tenant_id = $1 and v.id = $2`, [idToUuid(run.tenantId), row.version_id, row.owner_user_id]);
  if (!known) throw new Error(`run ${run.runId} has no version`);
  return leased(run, row, known, seconds);
}

function leased(run: RunRef, row: LeaseRow, known: { plan: CompiledPlan; active: boolean | null; name: string | null }, seconds: number): LeasedRun {
  return {
    tenantId: run.tenantId, runId: run.runId, workflowId: uuidToId('wfl', row.workflow_id), workflowName: row.workflow_name, versionNo: row.version_no,
    businessKey: row.business_key, clientId: row.client_id ? uuidToId('cli', row.client_id) : null, ownerUserId: uuidToId('usr', row.owner_user_id),
    correlationId: row.correlation_id, seedTime: row.seed_time?.toISOString() ?? null, number: row.number, round: row.round, plan: known.plan, event: row.trigger_event,
    ownerActive: known.active ?? true, ownerName: known.name, createdAt: row.created_at,
    ending: row.ending ? { state: row.ending, reason: row.ending_reason ?? '' } : null,
    lease: { tenantId: run.tenantId, runId: run.runId, fence: String(row.fence), seconds },
  };
}

/** Locks the run's row and proves that the lease still stands; every journal write begins with it. */
export async function holdRun(tx: SqlTx, lease: Lease): Promise<{ state: RunState; alarm: { stepKey?: string } | null }> {
  const [row] = await tx.query<{ state: RunState; alarm: { stepKey?: string } | null }>(
    'select state, alarm from workflow.runs where tenant_id = $1 and id = $2 and fence = $3 for update',
    [idToUuid(lease.tenantId), idToUuid(lease.runId), lease.fence]);
  if (!row || (row.state !== 'RUNNING' && row.state !== 'COMPENSATING')) throw new LostLease(`run ${lease.runId} is no longer ours`);
  return row;
}

/** One attempt with what it sent and what came of it. */
export interface JournalEntry extends Attempt { input: unknown; output: unknown; error: unknown }

interface EntryRow { step_key: string | null; attempt: number; round: number; state: AttemptState; wake_at: Date | null; input: unknown; output: unknown; error: unknown }

/** Every attempt of a run in the order in which they ended, what is open last, and the database's time, by which waits and retries come due. */
export async function readJournal(tx: SqlTx, run: RunRef): Promise<{ entries: JournalEntry[]; now: Date }> {
  const rows = await tx.query<EntryRow & { now: Date }>(`select t.now, step_key, attempt, round, state, wake_at, input, output, error from (select clock_timestamp() as now) t
    left join workflow.run_steps on tenant_id = $1 and run_id = $2 order by finished_at nulls last, attempt, step_key`, [idToUuid(run.tenantId), idToUuid(run.runId)]);
  const [first] = rows;
  if (!first) throw new Error('the database told no time');
  const entries = rows.flatMap((row) => (row.step_key === null ? [] : [{ stepKey: row.step_key, attempt: row.attempt, round: row.round, state: row.state, wakeAt: row.wake_at, input: row.input, output: row.output, error: row.error }]));
  return { entries, now: first.now };
}

/** Runs of every firm that are due: the oldest of each, then the next of each, so that no firm waits behind another one's many. Asked by the sweeper's login, which sees nothing else. */
export async function dueRuns(tx: SqlTx, limit: number): Promise<(RunRef & { dueAt: Date })[]> {
  const rows = await tx.query<{ tenant_id: string; id: string; due_at: Date }>(
    'select tenant_id, id, due_at from workflow.run_due where due_at <= clock_timestamp() order by row_number() over (partition by tenant_id order by due_at), due_at limit $1', [limit]);
  return rows.map((row) => ({ tenantId: uuidToId('firm', row.tenant_id), runId: uuidToId('run', row.id), dueAt: row.due_at }));
}
