import type { Alarm, AttemptKey, AttemptResult, CompiledCall, Ending, JournalEntry, LeasedRun, Outcome, Pause, RunRef, Waiting } from '@firmament/workflow/journal';
import type { Envelope } from '@firmament/events';

/** A question for a person. */
export interface Question { title: string; approverUserId: string | null; deadline: Date | null }
/** A person's decision. */
export interface Verdict { decision: string; note: string | null; by: string | null }

/** The journal as the engine uses it; every write proves the lease and throws LostLease when it is gone. */
export interface Journal {
  lease(run: RunRef): Promise<LeasedRun | null>;
  read(run: LeasedRun): Promise<{ entries: JournalEntry[]; now: Date }>;
  started(run: LeasedRun, key: AttemptKey, input: unknown): Promise<void>;
  skipped(run: LeasedRun, key: AttemptKey, words: string): Promise<void>;
  unstartable(run: LeasedRun, key: AttemptKey, error: unknown): Promise<void>;
  result(run: LeasedRun, key: AttemptKey, result: AttemptResult): Promise<void>;
  waiting(run: LeasedRun, key: AttemptKey, waiting: Waiting): Promise<void>;
  ask(run: LeasedRun, key: AttemptKey, question: Question): Promise<void>;
  answer(run: LeasedRun, stepKey: string): Promise<Envelope | null>;
  verdict(run: LeasedRun, stepKey: string): Promise<Verdict | null>;
  park(run: LeasedRun, pause: Pause): Promise<void>;
  stick(run: LeasedRun, alarm: Alarm): Promise<void>;
  waitForOwner(run: LeasedRun, stepKey: string): Promise<void>;
  complete(run: LeasedRun, lastStepKey: string): Promise<void>;
  /** Turns the run round: what was done is taken back from here on. */
  beginUndo(run: LeasedRun, reason: string): Promise<void>;
  /** Ends a run that was taken back. */
  end(run: LeasedRun & { ending: Ending }, undone: number): Promise<void>;
}

/** One call of an action; `madeHere` says whether an id came from an earlier step of the run. */
export interface StepCall { run: LeasedRun; stepKey: string; call: CompiledCall; input: unknown; madeHere: (value: string) => boolean }

/** All that working on a run needs. */
export interface Workbench {
  journal: Journal;
  call(step: StepCall): Promise<Outcome>;
  /** 0 to 1, for jitter. */
  dice(): number;
  /** The first window of a retry; the policy's own unless a fault test wants it shorter. */
  retryBaseMs?: number;
  /** Called at each named point; fault tests kill the process there. */
  reached(point: CrashPoint, stepKey: string): void;
}

/** Where a fault test may kill the engine. */
export type CrashPoint = 'leased' | 'started' | 'called' | 'recorded';
