import {
  LostLease, alarmFor, decide, foldAttempts,
  type Alarm, type Decision, type JournalEntry, type LeasedRun, type RunRef, type StepFact,
} from '@firmament/workflow/journal';
import { perform } from './perform.js';
import type { Workbench } from './ports.js';

/** What became of a run after this process had it; `again` is when it wants to be woken. */
export interface Advanced { held: boolean; again: Date | null }

const untouched: Advanced = { held: false, again: null };

/** Takes a due run and does every step that is ready; puts it down when it must wait, is stuck, or is done. */
export async function advance(bench: Workbench, ref: RunRef): Promise<Advanced> {
  const run = await bench.journal.lease(ref);
  if (!run) return untouched;
  bench.reached('leased', '');
  try {
    return await workOn(bench, run);
  } catch (error) {
    if (error instanceof LostLease) return untouched;
    throw error;
  }
}

async function workOn(bench: Workbench, run: LeasedRun): Promise<Advanced> {
  const { steps } = run.plan.document;
  for (;;) {
    const { entries, now } = await bench.journal.read(run);
    const facts = foldAttempts(steps, entries, run.round);
    const decision = decide(steps, facts, now);
    if (decision.act !== 'perform') return putDown(bench, run, decision, facts, entries);
    const step = steps.find((one) => one.key === decision.key);
    const fact = facts.get(decision.key);
    if (!step || !fact) throw new Error(`run ${run.runId} decided on an unknown step ${decision.key}`);
    const end = run.ownerActive ? await perform(bench, run, step, fact, entries, now) : 'ownerInactive';
    if (end === 'ownerInactive') {
      await bench.journal.waitForOwner(run, step.key);
      return { held: true, again: null };
    }
  }
}

async function putDown(bench: Workbench, run: LeasedRun, decision: Exclude<Decision, { act: 'perform' }>, facts: ReadonlyMap<string, StepFact>, entries: readonly JournalEntry[]): Promise<Advanced> {
  const { steps } = run.plan.document;
  if (decision.act === 'complete') {
    await bench.journal.complete(run, steps.at(-1)?.key ?? '');
    return { held: true, again: null };
  }
  const [key] = decision.keys;
  const step = steps.find((one) => one.key === key);
  if (!key || !step) throw new Error(`run ${run.runId} stopped without a reason`);
  if (decision.act === 'stuck') await bench.journal.stick(run, alarmOf(run, key, facts, entries));
  else await bench.journal.park(run, { stepKey: key, reason: reasonFor(step, facts.get(key), entries), wakeAt: decision.wakeAt });
  return { held: true, again: decision.wakeAt };
}

interface StoredError { code?: string; sentence?: string; field?: string }

const errorOf = (entries: readonly JournalEntry[], key: string): StoredError =>
  (entries.filter((entry) => entry.stepKey === key).at(-1)?.error ?? {}) as StoredError;

function reasonFor(step: LeasedRun['plan']['document']['steps'][number], fact: StepFact | undefined, entries: readonly JournalEntry[]): string {
  if (step.kind === 'approval') return `Waits for a decision: ${step.name}.`;
  if (step.kind === 'waitForEvent') return `Waits for what «${step.name}» needs.`;
  if (step.kind === 'waitUntil') return `Waits: ${step.name}.`;
  return `«${step.name}» is tried again after ${fact?.attemptsInRound ?? 1} of 8 tries: ${errorOf(entries, step.key).sentence ?? 'no answer came.'}`;
}

function alarmOf(run: LeasedRun, key: string, facts: ReadonlyMap<string, StepFact>, entries: readonly JournalEntry[]): Alarm {
  const { steps } = run.plan.document;
  const step = steps.find((one) => one.key === key);
  const error = errorOf(entries, key);
  const named = (wanted: (fact: StepFact | undefined) => boolean): string[] => steps.filter((one) => one.key !== key && wanted(facts.get(one.key))).map((one) => one.name);
  return alarmFor({
    stepKey: key, stepName: step?.name ?? key, action: step?.kind === 'action' ? step.action : key,
    code: error.code ?? 'INTERNAL', sentence: error.sentence ?? 'No answer came.', field: error.field, permission: run.plan.calls[key]?.permission,
    ownerName: run.ownerName ?? 'the owner', attempts: facts.get(key)?.attemptsInRound ?? 1,
    done: named((fact) => fact?.state === 'DONE'), notDone: named((fact) => fact?.state !== 'DONE' && fact?.state !== 'SKIPPED'),
  });
}
