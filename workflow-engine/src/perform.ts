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
  try {
    // A step that began once is needed, whatever its condition would say today.
    if (fact.attempts === 0 && !holds(step.when, turn.scope)) {
      await bench.journal.skipped(run, nextKey(turn), 'Not needed.');
      return 'written';
    }
    if (step.kind !== 'action') { await beginWait(bench, turn); return 'written'; }
  } catch (error) {
    return unstartable(bench, turn, error);
  }
  return act(bench, { ...turn, step });
}

async function unstartable(bench: Workbench, turn: Turn, error: unknown): Promise<TurnEnd> {
  // A lost lease or a lost database is not a fault of the definition.
  if (!(error instanceof Error) || error.name === 'LostLease' || 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)) throw error;
  await bench.journal.unstartable(turn.run, nextKey(turn), { code: 'EXPRESSION', sentence: error.message.split('\n')[0] ?? error.message });
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
    await bench.journal.result(run, key, { state: 'RETRY', error, delayMs: retryDelay(tries, bench.dice(), outcome.retryAfterMs) });
  } else {
    await bench.journal.result(run, key, { state: 'STUCK', error });
  }
  return 'written';
}
