import type { Attempt, Decision, PlannedStep, RunState, StepFact } from './run.types.js';

const ways: Record<RunState, readonly RunState[]> = {
  QUEUED: ['RUNNING', 'COMPENSATING', 'CANCELLED'],
  RUNNING: ['RUNNING', 'WAITING', 'COMPENSATING', 'STUCK', 'COMPLETED', 'FAILED', 'CANCELLED'],
  WAITING: ['RUNNING', 'COMPENSATING', 'CANCELLED'],
  COMPENSATING: ['COMPENSATING', 'WAITING', 'STUCK', 'FAILED', 'CANCELLED'],
  STUCK: ['RUNNING', 'QUEUED', 'COMPENSATING', 'CANCELLED'],
  COMPLETED: [], FAILED: [], CANCELLED: [],
};

/** True when a run may pass from one state to another. */
export const mayPass = (from: RunState, to: RunState): boolean => ways[from].includes(to);

/** True for states that a run never leaves. */
export const isFinal = (state: RunState): boolean => ways[state].length === 0;

/** The house's one retry policy: full jitter over a growing window. */
export const retryPolicy = { attempts: 8, baseMs: 1_000, factor: 3, capMs: 600_000 } as const;

/** A chain of runs that cause each other may not be deeper than this. */
export const deepestCause = 10;

/** How long to wait after the given attempt failed; `dice` is 0 to 1, a provider's Retry-After is a lower bound. A fault test may begin with a smaller window. */
export function retryDelay(attempt: number, dice: number, { retryAfterMs = 0, baseMs = retryPolicy.baseMs as number }: { retryAfterMs?: number; baseMs?: number } = {}): number {
  const window = Math.min(retryPolicy.capMs, baseMs * retryPolicy.factor ** (attempt - 1));
  return Math.max(Math.ceil(dice * window), retryAfterMs);
}

/** True when the policy allows another attempt in this round. */
export const mayRetry = (attemptsInRound: number): boolean => attemptsInRound < retryPolicy.attempts;

/** Folds a run's attempts into where each step stands. */
export function foldAttempts(steps: readonly PlannedStep[], attempts: readonly Attempt[], round: number): Map<string, StepFact> {
  const facts = new Map<string, StepFact>(steps.map((step) => [step.key,
    { key: step.key, state: 'NOT_REACHED', attempts: 0, attemptsInRound: 0, wakeAt: null }]));
  for (const one of [...attempts].sort((a, b) => a.attempt - b.attempt)) {
    const fact = facts.get(one.stepKey);
    if (!fact) continue;
    fact.attempts = Math.max(fact.attempts, one.attempt);
    // An interrupted attempt counts: a step that kills its engine each time must end with a person, not in a loop.
    if (one.round === round) fact.attemptsInRound += 1;
    fact.state = foldState(one, round);
    fact.wakeAt = one.state === 'INTERRUPTED' ? null : one.wakeAt;
  }
  return facts;
}

function foldState(one: Attempt, round: number): StepFact['state'] {
  if (one.state === 'INTERRUPTED') return 'STARTED';
  // What was stuck or being retried before a person resumed the run may be tried at once.
  if (one.round < round && (one.state === 'STUCK' || one.state === 'RETRY')) return 'NOT_REACHED';
  return one.state;
}

const settled = (fact: StepFact | undefined): boolean => fact?.state === 'DONE' || fact?.state === 'SKIPPED';

function isReady(step: PlannedStep, facts: ReadonlyMap<string, StepFact>, now: Date): boolean {
  const fact = facts.get(step.key);
  if (!fact || !step.dependsOn.every((key) => settled(facts.get(key)))) return false;
  if (fact.state === 'NOT_REACHED' || fact.state === 'STARTED') return true;
  return (fact.state === 'RETRY' || fact.state === 'WAITING') && fact.wakeAt !== null && fact.wakeAt <= now;
}

/**
 * What to do next: the first ready step in the order of the document; else wait for what is due; else say that it is stuck.
 * A stuck step holds up what depends on it and nothing else.
 */
export function decide(steps: readonly PlannedStep[], facts: ReadonlyMap<string, StepFact>, now: Date): Decision {
  const ready = steps.find((step) => isReady(step, facts, now));
  if (ready) return { act: 'perform', key: ready.key };
  const open = steps.map((step) => facts.get(step.key)).filter((fact): fact is StepFact => fact !== undefined && !settled(fact));
  if (open.length === 0) return { act: 'complete' };
  const waiting = open.filter((fact) => fact.state === 'RETRY' || fact.state === 'WAITING');
  const times = waiting.flatMap((fact) => (fact.wakeAt ? [fact.wakeAt.getTime()] : []));
  const wakeAt = times.length > 0 ? new Date(Math.min(...times)) : null;
  const stuck = open.filter((fact) => fact.state === 'STUCK').map((fact) => fact.key);
  if (stuck.length > 0) return { act: 'stuck', keys: stuck, wakeAt };
  return { act: 'park', wakeAt, keys: waiting.map((fact) => fact.key) };
}

/** The key under which the journal keeps the taking back of a step. */
export const undoKey = (key: string): string => `undo:${key}`;

/** What there is to take back, each after what was done after it: the latest first. `done` are the keys of finished steps in the order in which they ended. */
export function undoPlan(done: readonly string[], undoable: ReadonlySet<string>): PlannedStep[] {
  const keys = done.filter((key) => undoable.has(key)).reverse();
  return keys.map((key, index) => ({ key: undoKey(key), dependsOn: keys.slice(Math.max(0, index - 1), index).map(undoKey) }));
}

/** The steps in an order in which each comes after those it depends on, or the keys that form a cycle. */
export function inOrder<S extends PlannedStep>(steps: readonly S[]): { ordered: S[]; cycle: string[] } {
  const ordered: S[] = [];
  let rest = [...steps];
  while (rest.length > 0) {
    const done = new Set(ordered.map((step) => step.key));
    const next = rest.find((step) => step.dependsOn.every((key) => done.has(key) || !steps.some((s) => s.key === key)));
    if (!next) return { ordered, cycle: rest.map((step) => step.key) };
    ordered.push(next);
    rest = rest.filter((step) => step !== next);
  }
  return { ordered, cycle: [] };
}

/** All steps that a step waits for, directly or through others. */
export function ancestors(steps: readonly PlannedStep[], key: string): Set<string> {
  const found = new Set<string>();
  const visit = (one: string): void => {
    for (const before of steps.find((step) => step.key === one)?.dependsOn ?? []) {
      if (!found.has(before)) { found.add(before); visit(before); }
    }
  };
  visit(key);
  return found;
}

/** Where a step stands in the graph: columns go left to right, lanes top to bottom. */
export function layout(steps: readonly PlannedStep[]): Map<string, { column: number; lane: number }> {
  const places = new Map<string, { column: number; lane: number }>();
  const used = new Map<number, number>();
  for (const step of inOrder(steps).ordered) {
    const column = 1 + Math.max(0, ...step.dependsOn.map((key) => places.get(key)?.column ?? 0));
    const lane = used.get(column) ?? 0;
    used.set(column, lane + 1);
    places.set(step.key, { column, lane });
  }
  return places;
}
