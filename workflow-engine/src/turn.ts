import { evaluate, quietly, type AttemptKey, type JournalEntry, type LeasedRun, type Scope, type StepDocument, type StepFact } from '@firmament/workflow/journal';
import { withAnswer } from './scope.js';

/** One step of one run, with all that is known when its turn comes. */
export interface Turn { run: LeasedRun; step: StepDocument; fact: StepFact; entries: readonly JournalEntry[]; now: Date; scope: Scope }

/** The attempt that comes next. */
export const nextKey = (turn: Turn): AttemptKey => ({ stepKey: turn.step.key, attempt: turn.fact.attempts + 1, round: turn.run.round });

/** A finished step with its line for the run page; the run learns its client and subject as soon as they are known. */
export function doneResult(turn: Turn, output: unknown): { state: 'DONE'; output: unknown; words: string | null; clientId: string | null; subject: string | null } {
  const scope = withAnswer(turn.scope, turn.run, turn.step, output);
  const { client, subject } = turn.run.plan.document;
  return { state: 'DONE', output, words: quietly(turn.step.words, scope), clientId: quietly(client, scope), subject: quietly(subject, scope) };
}

/** The text of an expression that must give one. */
export const textOf = (expression: string, scope: Scope): string => String(evaluate(expression, scope));
