import { idToUuid } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { holdRun, type Lease } from './lease.js';
import type { Tools } from './tools.js';

/** Which attempt of which step. */
export interface AttemptKey { stepKey: string; attempt: number; round: number }

// A seeded story's clock runs on from its seeded start, so that durations stay true.
const businessNow = '(select coalesce(seed_time + (clock_timestamp() - recorded_at), clock_timestamp()) from workflow.runs where tenant_id = $1 and id = $2)';

/** Writes that an attempt begins, before anything is called; an attempt that was cut off is closed as interrupted. */
export async function writeStarted(tx: SqlTx, lease: Lease, key: AttemptKey, input: unknown, tools: Tools): Promise<void> {
  await holdRun(tx, lease);
  await tx.query(`update workflow.run_steps set state = 'INTERRUPTED', finished_at = ${businessNow}
    where tenant_id = $1 and run_id = $2 and step_key = $3 and state = 'STARTED'`, [idToUuid(lease.tenantId), idToUuid(lease.runId), key.stepKey]);
  await insertAttempt(tx, lease, key, { state: 'STARTED', input }, tools);
  await tx.query('update workflow.runs set version = version + 1, lease_until = clock_timestamp() + make_interval(secs => $3) where tenant_id = $1 and id = $2',
    [idToUuid(lease.tenantId), idToUuid(lease.runId), lease.seconds]);
}

interface NewAttempt { state: 'STARTED' | 'SKIPPED' | 'WAITING' | 'STUCK'; input?: unknown; error?: unknown; words?: string | null; wakeAt?: Date | null }

async function insertAttempt(tx: SqlTx, lease: Lease, key: AttemptKey, made: NewAttempt, tools: Tools): Promise<void> {
  const over = made.state === 'SKIPPED' || made.state === 'STUCK';
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
  await holdRun(tx, lease);
  await tx.query(`update workflow.run_steps set state = $5, output = $6, error = $7, words = $8,
      wake_at = case when $9::float8 is null then null else clock_timestamp() + make_interval(secs => $9::float8 / 1000) end,
      finished_at = ${businessNow}
    where tenant_id = $1 and run_id = $2 and step_key = $3 and attempt = $4`, [
    idToUuid(lease.tenantId), idToUuid(lease.runId), key.stepKey, key.attempt, result.state,
    result.state === 'DONE' ? json(result.output) : null, result.state === 'DONE' ? null : json(result.error),
    result.state === 'DONE' ? result.words : null, result.state === 'RETRY' ? result.delayMs : null]);
  if (result.state !== 'DONE') return;
  await tx.query('update workflow.runs set client_id = coalesce(client_id, $3), subject = coalesce($4, subject) where tenant_id = $1 and id = $2',
    [idToUuid(lease.tenantId), idToUuid(lease.runId), result.clientId ? idToUuid(result.clientId) : null, result.subject]);
  await countDone(tx, lease);
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
