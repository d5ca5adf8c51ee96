import { undoKey, undoPlan, type ActionStep, type CompiledCall, type CompiledPlan, type JournalEntry, type LeasedRun, type StepDocument } from '@firmament/workflow/journal';

/** The steps that a run has before it: its document's, or, when it is taken back, the undoing of what was done, the latest first. */
export function stepsOf(run: LeasedRun, entries: readonly JournalEntry[]): readonly StepDocument[] {
  const { steps } = run.plan.document;
  if (!run.ending) return steps;
  const undoable = new Map(steps.flatMap((step) => (step.kind === 'action' && step.undo ? [[step.key, undoStep(step, step.undo)] as const] : [])));
  const byUndoKey = new Map([...undoable].map(([key, step]) => [undoKey(key), step]));
  const done = entries.filter((entry) => entry.state === 'DONE').map((entry) => entry.stepKey);
  return undoPlan(done, new Set(undoable.keys())).flatMap(({ key, dependsOn }) => {
    const step = byUndoKey.get(key);
    return step ? [{ ...step, dependsOn: [...dependsOn] }] : [];
  });
}

const undoStep = (step: ActionStep, undo: NonNullable<ActionStep['undo']>): ActionStep =>
  ({ kind: 'action', key: undoKey(step.key), name: `Take back: ${step.name}`, action: undo.action, input: undo.input, dependsOn: [] });

/** The call of a step, or of its undoing. */
export const callOf = (plan: CompiledPlan, key: string): CompiledCall | undefined =>
  plan.calls[key] ?? Object.entries(plan.undoCalls ?? {}).find(([step]) => undoKey(step) === key)?.[1];
