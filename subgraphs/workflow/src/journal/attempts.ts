import { idToUuid } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { holdRun, LostLease, type Lease } from './lease.js';
import type { Tools } from './tools.js';

/** Which attempt of which step. */
export interface AttemptKey { stepKey: string; attempt: number; round: number }

// A seeded story's clock runs on from its seeded start, so that durations stay true.
const businessNow = '(select coalesce(seed_time + (clock_timestamp() - recorded_at), clock_timestamp()) from workflow.runs where tenant_id = $1 and id = $2)';

/** The run, locked, while the lease ($3) stands: nothing of a statement that leans on it happens otherwise. One statement and not several, because a step costs messages before anything else. */
const held = `held as (select 1 from workflow.runs where tenant_id = $1 and id = $2 and state in ('RUNNING', 'COMPENSATING') and fence = $3 for update)`;

/** Writes that an attempt begins, before anything is called; an attempt that was cut off is closed as interrupted. */
export async function writeStarted(tx: SqlTx, lease: Lease, key: AttemptKey, input: unknown, tools: Tools): Promise<void> {
  const rows = await tx.query(`with ${held}, interrupted as (
    update workflow.run_steps set state = 'INTERRUPTED', finished_at = ${businessNow}
    where tenant_id = $1 and run_id = $2 and step_key = $4 and state = 'STARTED' and exists (select 1 from held) returning 1
  ), begun as (
    insert into workflow.run_steps (tenant_id, id, run_id, step_key, attempt, round, state, input, fence, started_at)
    select $1, $5, $2, $4, $6, $7, 'STARTED', $8, $3, t from ${businessNow} as b(t) where exists (select 1 from held) and (select count(*) from interrupted) >= 0
  )
  update workflow.runs set version = version + 1, lease_until = clock_timestamp() + make_interval(secs => $9) where tenant_id = $1 and id = $2 and exists (select 1 from held) returning 1`,
  [...ours(lease), key.stepKey, idToUuid(tools.newId('stp')), key.attempt, key.round, json(input), lease.seconds]);
  demandHeld(rows, lease);
}

const ours = (lease: Lease): unknown[] => [idToUuid(lease.tenantId), idToUuid(lease.runId), lease.fence];

function demandHeld(rows: readonly unknown[], lease: Lease): void {
  if (rows.length === 0) throw new LostLease(`run ${lease.runId} is no longer ours`);
}

interface NewAttempt { state: 'SKIPPED' | 'WAITING' | 'STUCK'; input?: unknown; error?: unknown; words?: string | null; wakeAt?: Date | null }

async function insertAttempt(tx: SqlTx, lease: Lease, key: AttemptKey, made: NewAttempt, tools: Tools): Promise<void> {
  const over = made.state !== 'WAITING';
  await tx.query(`insert into workflow.run_steps (tenant_id, id, run_id, step_key, attempt, round, state, input, error, words, fence, wake_at, started_at, finished_at)
    select $1, $3, $2, $4, $5, $6, $7, $8, $9, $10, $11, $12, t, case when $13 then t end from ${businessNow} as b(t)`, [
    idToUuid(lease.tenantId), idToUuid(lease.runId), idToUuid(tools.newId('stp')), key.stepKey, key.attempt, key.round, made.state,
    json(made.input), json(made.error), made.words ?? null, lease.fence, made.wakeAt ?? null, over]);
}

const json = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value));

/** Writes that a step is not needed in this run. */
export async function writeSkipped(tx: SqlTx, lease: Lease, key: AttemptKey, words: string, tools: Tools): Promise<void> {
  await holdRun(tx, lease);
  await insertAttempt(tx, lease, key, { state: 'SKIPPED', words }, tools);
  await countDone(tx, lease);
}

/** Writes that a step could not even begin, for example because an expression failed. */
export async function writeUnstartable(tx: SqlTx, lease: Lease, key: AttemptKey, error: unknown, tools: Tools): Promise<void> {
  await holdRun(tx, lease);
  await insertAttempt(tx, lease, key, { state: 'STUCK', error }, tools);
}

/** What came of an attempt. */
export type AttemptResult =
  | { state: 'DONE'; output: unknown; words: string | null; clientId: string | null; subject: string | null }
  | { state: 'RETRY'; error: unknown; delayMs: number }
  | { state: 'STUCK'; error: unknown };

/** Writes the result after the call. */
export async function writeResult(tx: SqlTx, lease: Lease, key: AttemptKey, result: AttemptResult): Promise<void> {
  const step = `step as (
    update workflow.run_steps set state = $6, output = $7, error = $8, words = $9,
      wake_at = case when $10::float8 is null then null else clock_timestamp() + make_interval(secs => $10::float8 / 1000) end, finished_at = ${businessNow}
    where tenant_id = $1 and run_id = $2 and step_key = $4 and attempt = $5 and exists (select 1 from held) returning 1)`;
  const place = [...ours(lease), key.stepKey, key.attempt, result.state];
  if (result.state !== 'DONE') {
    demandHeld(await tx.query(`with ${held}, ${step} select 1 from held where (select count(*) from step) >= 0`, [...place, null, json(result.error), null, result.state === 'RETRY' ? result.delayMs : null]), lease);
    return;
  }
  demandHeld(await tx.query(`with ${held}, ${step}
    update workflow.runs set client_id = coalesce(client_id, $11), subject = coalesce($12, subject), version = version + 1,
      steps_done = (select count(*) from workflow.run_steps s where s.tenant_id = $1 and s.run_id = $2 and s.state in ('DONE', 'SKIPPED') and (s.step_key, s.attempt) <> ($4, $5)) + (select count(*) from step)
    where tenant_id = $1 and id = $2 and exists (select 1 from held) returning 1`,
  [...place, json(result.output), null, result.words, null, result.clientId ? idToUuid(result.clientId) : null, result.subject]), lease);
}

async function countDone(tx: SqlTx, lease: Lease): Promise<void> {
  await tx.query(`update workflow.runs r set version = r.version + 1, steps_done = (select count(*) from workflow.run_steps s
      where s.tenant_id = r.tenant_id and s.run_id = r.id and s.state in ('DONE', 'SKIPPED')) where r.tenant_id = $1 and r.id = $2`,
  [idToUuid(lease.tenantId), idToUuid(lease.runId)]);
}

/** What a step waits for; without events it is a time, or a person. */
export interface Waiting { eventTypes: readonly string[]; match: string; eventKey: string | null; until: Date | null; words: string }

/** Writes that a step waits; the wait and its attempt are one commit. What came before its turn, and counts, ends it at once. */
export async function writeWaiting(tx: SqlTx, lease: Lease, key: AttemptKey, waiting: Waiting, tools: Tools): Promise<void> {
  await holdRun(tx, lease);
  const place = [idToUuid(lease.tenantId), idToUuid(lease.runId), key.stepKey];
  for (const type of waiting.eventTypes) {
    await tx.query(`insert into workflow.waits (tenant_id, run_id, step_key, event_type, match_key, event_key, deadline) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (tenant_id, run_id, step_key, event_type) do update set deadline = excluded.deadline`, [...place, type, waiting.match, waiting.eventKey, waiting.until]);
  }
  await insertAttempt(tx, lease, key, { state: 'WAITING', wakeAt: waiting.until, words: waiting.words,
    input: { for: waiting.eventTypes.length > 0 ? waiting.eventTypes.join(', ') : null, match: waiting.match, until: waiting.until?.toISOString() ?? null } }, tools);
  await tx.query(`update workflow.run_steps set wake_at = clock_timestamp() where tenant_id = $1 and run_id = $2 and step_key = $3 and state = 'WAITING'
    and exists (select 1 from workflow.waits w where w.tenant_id = $1 and w.run_id = $2 and w.step_key = $3 and w.answer is not null)`, place);
}
