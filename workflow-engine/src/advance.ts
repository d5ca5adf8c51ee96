import {
  LostLease, alarmFor, decide, foldAttempts,
  type Alarm, type Decision, type JournalEntry, type LeasedRun, type RunRef, type StepFact,
} from '@firmament/workflow/journal';
import { perform } from './perform.js';
import type { Workbench } from './ports.js';
import { callOf, stepsOf } from './undo.js';

/** What became of a run after this process had it; `again` is when it wants to be woken, `lost` that somebody else took it meanwhile. */
export interface Advanced { held: boolean; again: Date | null; lost?: boolean }

const untouched: Advanced = { held: false, again: null };

/** Takes a due run and does every step that is ready; puts it down when it must wait, is stuck, or is done. */
export async function advance(bench: Workbench, ref: RunRef): Promise<Advanced> {
  const run = await bench.journal.lease(ref);
  if (!run) return untouched;
  bench.reached('leased', '');
  try {
    return await workOn(bench, run);
  } catch (error) {
    if (error instanceof LostLease) return { ...untouched, lost: true };
    throw error;
  }
}

async function workOn(bench: Workbench, run: LeasedRun): Promise<Advanced> {
  for (;;) {
    const { entries, now } = await bench.journal.read(run);
    const steps = stepsOf(run, entries);
    const facts = foldAttempts(steps, entries, run.round);
    const decision = decide(steps, facts, now);
    if (decision.act === 'stuck' && await turnRound(bench, run, decision.keys, entries)) continue;
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

/** A refused step may say that the run is to be taken back instead of asking a person. */
async function turnRound(bench: Workbench, run: LeasedRun, stuck: readonly string[], entries: readonly JournalEntry[]): Promise<boolean> {
  const step = run.ending ? undefined : run.plan.document.steps.find((one) => one.kind === 'action' && one.whenRefused === 'UNDO' && stuck.includes(one.key));
  if (!step) return false;
  const reason = `«${step.name}» was not done: ${errorOf(entries, step.key).sentence ?? 'no answer came.'}`;
  await bench.journal.beginUndo(run, reason);
  run.ending = { state: 'FAILED', reason };
  return true;
}

async function putDown(bench: Workbench, run: LeasedRun, decision: Exclude<Decision, { act: 'perform' }>, facts: ReadonlyMap<string, StepFact>, entries: readonly JournalEntry[]): Promise<Advanced> {
  const steps = stepsOf(run, entries);
  if (decision.act === 'complete') {
    const { ending } = run;
    if (ending) await bench.journal.end({ ...run, ending }, steps.length);
    else await bench.journal.complete(run, steps.at(-1)?.key ?? '');
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
  const steps = stepsOf(run, entries);
  const step = steps.find((one) => one.key === key);
  const error = errorOf(entries, key);
  const named = (wanted: (fact: StepFact | undefined) => boolean): string[] => steps.filter((one) => one.key !== key && wanted(facts.get(one.key))).map((one) => one.name);
  return alarmFor({
    stepKey: key, stepName: step?.name ?? key, action: step?.kind === 'action' ? step.action : key,
    code: error.code ?? 'INTERNAL', sentence: error.sentence ?? 'No answer came.', field: error.field, permission: callOf(run.plan, key)?.permission,
    ownerName: run.ownerName ?? 'the owner', attempts: facts.get(key)?.attemptsInRound ?? 1,
    done: named((fact) => fact?.state === 'DONE'), notDone: named((fact) => fact?.state !== 'DONE' && fact?.state !== 'SKIPPED'),
  });
}
