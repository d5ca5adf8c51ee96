import {
  approvalShape, eventForExpressions, evaluate, textsIn, toExpression, toJson, waitShape,
  type CompiledCall, type InputValue, type JournalEntry, type LeasedRun, type Scope, type Shape, type StepDocument,
} from '@firmament/workflow/journal';

/** What the expressions of a run see: its event, the answers of its steps (null where there is none), itself, and the time. */
export function scopeOf(run: LeasedRun, entries: readonly JournalEntry[], now: Date): Scope {
  const done = new Map(entries.filter((entry) => entry.state === 'DONE').map((entry) => [entry.stepKey, entry.output]));
  return {
    event: toExpression(eventForExpressions(run.event), run.plan.eventShape),
    steps: Object.fromEntries(run.plan.document.steps.map((step) => [step.key, toExpression(done.get(step.key), shapeOf(run, step))])),
    run: { id: run.runId, number: BigInt(run.number), businessKey: run.businessKey, ownerUserId: run.ownerUserId, startedAt: run.createdAt },
    // A story of the past is worked out with its own time.
    now: run.seedTime ? new Date(run.seedTime) : now,
  };
}

function shapeOf(run: LeasedRun, step: StepDocument): Shape {
  if (step.kind === 'action') return run.plan.calls[step.key]?.resultShape ?? { type: 'any' };
  return step.kind === 'approval' ? approvalShape : run.plan.waitShapes?.[step.key] ?? waitShape({ type: 'any' });
}

/** The same scope with one more answer in it. */
export function withAnswer(scope: Scope, run: LeasedRun, step: StepDocument, output: unknown): Scope {
  return { ...scope, steps: { ...(scope.steps as Record<string, unknown>), [step.key]: toExpression(output, shapeOf(run, step)) } };
}

/** Works out an action's input and brings it into the input's shape. Throws a sentence when it does not fit. */
export function inputFor(call: CompiledCall, input: InputValue, scope: Scope): unknown {
  return toJson(valueOf(input, scope), call.inputShape, 'input');
}

function valueOf(input: InputValue, scope: Scope): unknown {
  if (typeof input === 'string') return evaluate(input, scope);
  if (Array.isArray(input)) return input.map((one) => valueOf(one, scope));
  return Object.fromEntries(Object.entries(input).map(([name, one]) => [name, valueOf(one, scope)]));
}

const idPattern = /^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** Tells whether an id came out of an earlier step of this run. */
export function madeBy(entries: readonly JournalEntry[]): (value: string) => boolean {
  const made = new Set(entries.filter((entry) => entry.state === 'DONE').flatMap((entry) => textsIn(entry.output)).filter((text) => idPattern.test(text)));
  return (value) => made.has(value);
}

/** A moment that an expression gave; throws when it is none. */
export function momentOf(expression: string, scope: Scope): Date {
  const value = evaluate(expression, scope);
  const moment = value instanceof Date ? value : new Date(String(value));
  if (Number.isNaN(moment.getTime())) throw new Error(`«${expression}» is not a moment in time.`);
  return moment;
}
