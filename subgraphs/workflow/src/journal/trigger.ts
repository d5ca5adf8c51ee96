import { idToUuid, runStarted, uuidToId, type Envelope } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { evaluate, holds, type Scope } from '../definition/cel.js';
import type { CompiledPlan } from '../definition/document.types.js';
import { toExpression } from '../definition/shape.js';
import { deepestCause } from '../run/run.rules.js';
import { armWaits } from './arm-waits.js';
import { depthOf, noteDepth, runsADay, takeNumber, withinBudget } from './limits.js';
import { receipt, writeReceipt } from './receipt.js';
import { emitRunFact, eventForExpressions, factBody, type Tools } from './tools.js';

/** A run that work may begin on. */
export interface RunRef { tenantId: string; runId: string }

/** A workflow with the version that new runs follow. */
export interface Candidate {
  workflow_id: string; name: string; state: string; owner_user_id: string; version_id: string; version_no: number; plan: CompiledPlan;
}

const candidates = `select w.id as workflow_id, w.name, w.state, w.owner_user_id, v.id as version_id, v.version_no, v.plan
  from workflow.workflows w join workflow.workflow_versions v on v.tenant_id = w.tenant_id and v.id = w.current_version_id`;

/** One workflow as new runs find it; null when there is none. */
export async function candidateOf(tx: SqlTx, tenantId: string, workflowId: string): Promise<Candidate | null> {
  const [found] = await tx.query<Candidate>(`${candidates} where w.tenant_id = $1 and w.id = $2`, [idToUuid(tenantId), idToUuid(workflowId)]);
  return found ?? null;
}

/** Starts a run for each published workflow that waits for this event; each event is received once per workflow. */
export async function startRuns(tx: SqlTx, event: Envelope, tools: Tools): Promise<RunRef[]> {
  await noteDepth(tx, event);
  const found = await tx.query<Candidate>(`${candidates} where w.tenant_id = $1 and w.trigger_event = $2 order by w.id`, [idToUuid(event.tenantid), event.type]);
  const started: RunRef[] = [];
  for (const candidate of found) {
    const run = await receive(tx, event, candidate, tools);
    if (run) started.push(run);
  }
  return started;
}

/** Starts what a pause held back: each kept event is received again, in the order of arrival. */
export async function startHeld(tx: SqlTx, tenantId: string, workflowId: string, tools: Tools): Promise<RunRef[]> {
  const held = await tx.query<{ event: Envelope }>(`delete from workflow.trigger_receipts where tenant_id = $1 and workflow_id = $2
    and outcome in ('PAUSED', 'OVER_BUDGET') and event is not null returning event, received_at`, [idToUuid(tenantId), idToUuid(workflowId)]);
  const events = held.map((row) => row.event).sort((a, b) => a.time.localeCompare(b.time));
  const started: RunRef[] = [];
  for (const event of events) started.push(...await startRuns(tx, event, tools));
  return started;
}

/** Lets a workflow meet what triggers it: a run begins, or a receipt says why none did. */
export async function receive(tx: SqlTx, event: Envelope, candidate: Candidate, tools: Tools): Promise<RunRef | null> {
  const read = readTrigger(event, candidate.plan, tools.now());
  if (read === null) return null;
  const depth = await depthOf(tx, event);
  const refused = 'fault' in read ? receipt('UNREADABLE', read.fault)
    : candidate.state === 'PAUSED' ? receipt('PAUSED', 'The workflow was paused.', read.businessKey)
      : depth > deepestCause ? receipt('TOO_DEEP', 'A chain of automations that start each other was stopped here.') : null;
  if (!refused && !('fault' in read)) return insertRun(tx, event, candidate, { ...read, depth }, tools);
  await writeReceipt(tx, event, candidate.workflow_id, refused ?? receipt('UNREADABLE', null), tools);
  return null;
}

interface Read { businessKey: string; clientId: string | null; subject: string | null }

/** What the trigger says about this event; null when its condition does not hold. */
function readTrigger(event: Envelope, plan: CompiledPlan, now: Date): Read | { fault: string } | null {
  const { trigger, client, subject, steps } = plan.document;
  const scope: Scope = { event: toExpression(eventForExpressions(event), plan.eventShape), steps: Object.fromEntries(steps.map((step) => [step.key, null])), run: null, now };
  try {
    if ('when' in trigger && !holds(trigger.when, scope)) return null;
    // A schedule's occurrence is what makes its run one and the same, whatever the version.
    const key = 'schedule' in trigger ? event.data['occurrence'] : trigger.businessKey === undefined ? event.id : evaluate(trigger.businessKey, scope);
    if (key === null || key === '') return { fault: 'The trigger found no business key in this event.' };
    return { businessKey: String(key).slice(0, 400), clientId: quietly(client, scope) ?? event.clientid ?? null, subject: quietly(subject, scope) };
  } catch (error) {
    return { fault: `The trigger could not read this event: ${(error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''}` };
  }
}

/** The text an expression gives, or null while what it needs is not there yet. */
export function quietly(expression: string | undefined, scope: Scope): string | null {
  if (expression === undefined) return null;
  try {
    const value = evaluate(expression, scope);
    return value === null || value === undefined ? null : String(value);
  } catch {
    return null;
  }
}

type Placed = Read & { depth: number };

async function insertRun(tx: SqlTx, event: Envelope, candidate: Candidate, read: Placed, tools: Tools): Promise<RunRef | null> {
  const tenant = idToUuid(event.tenantid);
  const twin = async (): Promise<{ id: string; number: number } | undefined> => (await tx.query<{ id: string; number: number }>(
    'select id, number from workflow.runs where tenant_id = $1 and workflow_id = $2 and business_key = $3', [tenant, candidate.workflow_id, read.businessKey]))[0];
  const runId = tools.newId('run');
  let known = await twin();
  if (!known && !await withinBudget(tx, tenant, tools.runsADay ?? runsADay)) {
    await writeReceipt(tx, event, candidate.workflow_id, receipt('OVER_BUDGET', 'The firm has started as many runs today as it may; this trigger is kept.', read.businessKey), tools);
    return null;
  }
  if (!known && !await tryInsert(tx, runId, event, candidate, read, tools)) known = await twin();
  if (known) {
    await writeReceipt(tx, event, candidate.workflow_id, { ...receipt('DUPLICATE', `Ignored, same as run ${known.number}.`, read.businessKey), runUuid: known.id }, tools);
    return null;
  }
  return begun(tx, runId, event, candidate, read, tools);
}

async function begun(tx: SqlTx, runId: string, event: Envelope, candidate: Candidate, read: Placed, tools: Tools): Promise<RunRef> {
  await writeReceipt(tx, event, candidate.workflow_id, { ...receipt('STARTED', null, read.businessKey), runUuid: idToUuid(runId) }, tools);
  const facts = {
    tenantId: event.tenantid, runId, workflowId: uuidToId('wfl', candidate.workflow_id), workflowName: candidate.name, versionNo: candidate.version_no,
    businessKey: read.businessKey, clientId: read.clientId, ownerUserId: uuidToId('usr', candidate.owner_user_id), correlationId: event.correlationid, seedTime: event.seedtime ?? null,
  };
  await armWaits(tx, { tenantId: event.tenantid, runId }, candidate.plan, event);
  await emitRunFact(tx, tools, facts, runStarted, { ...factBody(facts), triggerEventId: event.id }, event.id);
  return { tenantId: event.tenantid, runId };
}

async function tryInsert(tx: SqlTx, runId: string, event: Envelope, candidate: Candidate, read: Placed, tools: Tools): Promise<boolean> {
  const tenant = idToUuid(event.tenantid);
  const rows = await tx.query(`insert into workflow.runs (tenant_id, id, number, workflow_id, workflow_name, version_id, version_no, business_key, state,
      owner_user_id, client_id, subject, trigger_event, trigger_event_id, trigger_event_type, correlation_id, seed_time, depth, step_count, created_at, wake_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 'QUEUED', $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, clock_timestamp())
    on conflict (tenant_id, workflow_id, business_key) do nothing returning id`, [
    tenant, idToUuid(runId), await takeNumber(tx, tenant), candidate.workflow_id, candidate.name, candidate.version_id, candidate.version_no, read.businessKey,
    candidate.owner_user_id, read.clientId ? idToUuid(read.clientId) : null, read.subject, JSON.stringify(event), idToUuid(event.id), event.type, event.correlationid,
    event.seedtime ?? null, read.depth, candidate.plan.document.steps.length, event.seedtime ?? tools.now().toISOString()]);
  return rows.length > 0;
}
