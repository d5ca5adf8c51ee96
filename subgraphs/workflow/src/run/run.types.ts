export type { Envelope as TriggerEvent } from '@firmament/events';

/** Where a run stands. COMPLETED, FAILED and CANCELLED are final. */
export type RunState = 'QUEUED' | 'RUNNING' | 'WAITING' | 'COMPENSATING' | 'STUCK' | 'COMPLETED' | 'FAILED' | 'CANCELLED';

/** How one attempt at a step stands in the journal. */
export type AttemptState = 'STARTED' | 'RETRY' | 'WAITING' | 'DONE' | 'SKIPPED' | 'STUCK' | 'INTERRUPTED';

/** Where a step of a run stands, folded from its attempts. */
export interface StepFact {
  key: string;
  state: 'NOT_REACHED' | Exclude<AttemptState, 'INTERRUPTED'>;
  /** Highest attempt number ever written. */
  attempts: number;
  /** Attempts since a person last resumed the run. */
  attemptsInRound: number;
  /** When a waiting or retrying step is due; null = it waits for an event or a person. */
  wakeAt: Date | null;
}

/** One attempt as the journal stores it. */
export interface Attempt { stepKey: string; attempt: number; round: number; state: AttemptState; wakeAt: Date | null }

/** The least that deciding needs to know of a step. */
export interface PlannedStep { key: string; dependsOn: readonly string[] }

/** What the engine does next with a run it holds. */
export type Decision =
  | { act: 'perform'; key: string }
  | { act: 'park'; wakeAt: Date | null; keys: string[] }
  | { act: 'stuck'; keys: string[]; wakeAt: Date | null }
  | { act: 'complete' };

/** What came of one call. */
export type Outcome =
  | { kind: 'done'; output: unknown }
  | { kind: 'retry'; code: string; sentence: string; retryAfterMs?: number | undefined }
  | { kind: 'permanent'; code: string; sentence: string; field?: string | undefined }
  | { kind: 'ownerInactive'; sentence: string };
