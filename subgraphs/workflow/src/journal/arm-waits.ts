import { idToUuid, type Envelope } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';
import { evaluate, type Scope } from '../definition/cel.js';
import { eventsOf, type CompiledPlan, type WaitForEventStep } from '../definition/document.types.js';
import { toExpression } from '../definition/shape.js';
import { eventForExpressions } from './tools.js';
import type { RunRef } from './trigger.js';

/** Begins to listen, with the run itself, for what counts since the run began: an answer may be faster than the steps before the wait. */
export async function armWaits(tx: SqlTx, run: RunRef, plan: CompiledPlan, event: Envelope): Promise<void> {
  const early = plan.document.steps.filter((step): step is WaitForEventStep => step.kind === 'waitForEvent' && step.since === 'RUN');
  const scope: Scope = { event: toExpression(eventForExpressions(event), plan.eventShape), steps: null, run: { id: run.runId }, now: new Date(event.time) };
  for (const step of early) {
    const match = keyFor(step, scope);
    if (match === null) continue;
    for (const type of eventsOf(step)) {
      await tx.query(`insert into workflow.waits (tenant_id, run_id, step_key, event_type, match_key, event_key) values ($1, $2, $3, $4, $5, $6)`,
        [idToUuid(run.tenantId), idToUuid(run.runId), step.key, type, match, step.eventKey ?? null]);
    }
  }
}

/** A key that cannot be worked out is told when the step's turn comes, as with every other step. */
function keyFor(step: WaitForEventStep, scope: Scope): string | null {
  try {
    return String(evaluate(step.match, scope));
  } catch {
    return null;
  }
}
