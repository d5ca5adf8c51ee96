import { callOf } from './undo.js';
import { holds, mayRetry, retryDelay, type ActionStep, type AttemptKey, type JournalEntry, type LeasedRun, type Outcome, type StepDocument, type StepFact } from '@firmament/workflow/journal';
import type { Workbench } from './ports.js';
import { inputFor, madeBy, scopeOf } from './scope.js';
import { doneResult, nextKey, type Turn } from './turn.js';
import { beginWait, endWait } from './waits.js';

/** What a step's turn ended with; `ownerInactive` puts the whole run down. */
export type TurnEnd = 'written' | 'ownerInactive';

/** Does one step: decides whether it is needed, writes that it begins, acts, writes what came of it. */
export async function perform(bench: Workbench, run: LeasedRun, step: StepDocument, fact: StepFact, entries: readonly JournalEntry[], now: Date): Promise<TurnEnd> {
  const turn: Turn = { run, step, fact, entries, now, scope: scopeOf(run, entries, now) };
  if (fact.state === 'WAITING') { await endWait(bench, turn); return 'written'; }
  let write: ((bench: Workbench) => Promise<void>) | null;
  try {
    // A step that began once is needed, whatever its condition would say today.
    const needed = fact.attempts > 0 || holds(step.when, turn.scope);
    write = needed ? (step.kind === 'action' ? null : beginWait(turn)) : () => bench.journal.skipped(run, nextKey(turn), 'Not needed.');
  } catch (error) {
    return unstartable(bench, turn, error);
  }
  if (step.kind === 'action' && !write) return act(bench, { ...turn, step });
  // Outside of the attempt above: a database that is lost for a moment is not a fault of the definition.
  await write?.(bench);
  return 'written';
}

async function unstartable(bench: Workbench, turn: Turn, error: unknown): Promise<TurnEnd> {
  const sentence = error instanceof Error ? error.message.split('\n')[0] ?? error.message : String(error);
  await bench.journal.unstartable(turn.run, nextKey(turn), { code: 'EXPRESSION', sentence });
  return 'written';
}

async function act(bench: Workbench, turn: Turn & { step: ActionStep }): Promise<TurnEnd> {
  const { run, step } = turn;
  const call = callOf(run.plan, step.key);
  if (!call) throw new Error(`version ${run.versionNo} has no call for ${step.key}`);
  let input: unknown;
  try {
    input = sentBefore(turn) ?? inputFor(call, step.input, turn.scope);
  } catch (error) {
    return unstartable(bench, turn, error);
  }
  const key = nextKey(turn);
  await bench.journal.started(run, key, input);
  bench.reached('started', step.key);
  const outcome = await bench.call({ run, stepKey: step.key, call, input, madeHere: madeBy(turn.entries) });
  bench.reached('called', step.key);
  const end = await record(bench, turn, key, outcome);
  bench.reached('recorded', step.key);
  return end;
}

/** What the step sent the first time: the same key must always carry the same contents. */
function sentBefore(turn: Turn): unknown {
  return turn.entries.find((entry) => entry.stepKey === turn.step.key && entry.input !== null && entry.input !== undefined)?.input;
}

async function record(bench: Workbench, turn: Turn, key: AttemptKey, outcome: Outcome): Promise<TurnEnd> {
  const { run } = turn;
  if (outcome.kind === 'done') {
    await bench.journal.result(run, key, doneResult(turn, outcome.output));
    return 'written';
  }
  if (outcome.kind === 'ownerInactive') {
    await bench.journal.result(run, key, { state: 'RETRY', error: { code: 'OWNER_INACTIVE', sentence: outcome.sentence }, delayMs: 0 });
    return 'ownerInactive';
  }
  const error = { code: outcome.code, sentence: outcome.sentence, ...('field' in outcome && outcome.field ? { field: outcome.field } : {}) };
  const tries = turn.fact.attemptsInRound + 1;
  if (outcome.kind === 'retry' && mayRetry(tries)) {
    await bench.journal.result(run, key, { state: 'RETRY', error, delayMs: retryDelay(tries, bench.dice(), { retryAfterMs: outcome.retryAfterMs, baseMs: bench.retryBaseMs }) });
  } else {
    await bench.journal.result(run, key, { state: 'STUCK', error });
  }
  return 'written';
}
