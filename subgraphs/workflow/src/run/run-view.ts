import { findContract, type Envelope } from '@firmament/events';
import type { CompiledPlan, StepDocument } from '../definition/document.types.js';
import { foldAttempts, layout } from './run.rules.js';
import type { StepFact } from './run.types.js';
import type { Run } from './run.entity.js';
import { flat, linksIn, triedWords } from './run-words.rules.js';
import { RunStepState, type RunOrigin, type RunStep, type RunStepDetail } from './run-view.types.js';
import type { StepAttempt } from './step-attempt.entity.js';

/** What starts runs without a fact of any domain. */
const ownTriggers: Readonly<Record<string, string>> = { 'workflow.schedule.due': 'Its time came.', 'workflow.manual.started': 'Somebody started it.' };

/** What set the run off, in words. */
export function originOf(event: Envelope): RunOrigin {
  const contract = findContract(event.type, Number(event.dataschema.split('/')[1] ?? 1));
  const words = contract?.summary ?? ownTriggers[event.type] ?? event.type;
  return {
    eventId: event.id, eventType: event.type, words, actorKind: event.actorkind,
    actorName: event.actorname ?? null, at: new Date(event.time),
  };
}

/** The steps of a run as staff see them, the trigger first. */
export function stepsOf(run: Run, plan: CompiledPlan, attempts: readonly StepAttempt[], ownerName: string | null): RunStep[] {
  const { steps } = plan.document;
  const facts = foldAttempts(steps, attempts, run.round);
  const places = layout(steps);
  return [triggerStep(run), ...steps.map((step, index) => {
    const mine = attempts.filter((one) => one.stepKey === step.key).sort((a, b) => a.attempt - b.attempt);
    const fact = facts.get(step.key);
    const place = places.get(step.key) ?? { column: 1, lane: 0 };
    const state = stateOf(fact, mine);
    return {
      id: step.key, no: index + 2, name: step.name, icon: step.icon ?? null, kind: step.kind, ...place,
      dependsOn: step.dependsOn.length > 0 ? step.dependsOn : ['trigger'], state, tookMs: tookMs(mine, state), startedAt: mine[0]?.startedAt ?? null,
      tries: mine.length, nextTryAt: state === RunStepState.RETRYING || state === RunStepState.WAITING ? fact?.wakeAt ?? null : null,
      waits: state === RunStepState.WAITING ? mine.at(-1)?.words ?? null : null, words: wordsOf(step, state, mine, steps), detail: detailOf(step, state, mine, ownerName),
    };
  })];
}

function triggerStep(run: Run): RunStep {
  const origin = originOf(run.triggerEvent);
  return {
    id: 'trigger', no: 1, name: origin.words.replace(/\.$/, ''), icon: run.triggerEvent.type === 'workflow.schedule.due' ? 'clock' : 'bolt', kind: 'trigger', column: 0, lane: 0, dependsOn: [], state: RunStepState.DONE, tookMs: null,
    startedAt: origin.at, tries: 1, nextTryAt: null, waits: null, words: [run.subject, origin.actorName ? `by ${origin.actorName}` : null].filter(Boolean).join(', ') || origin.words,
    detail: {
      tried: 'It happened.', actsAs: origin.actorName ?? origin.actorKind, record: linksIn(run.triggerEvent.aggregateid)[0] ?? linksIn(run.triggerEvent.data)[0] ?? null,
      repeatSafe: 'Yes: a second event with the same key starts nothing.', sent: flat(run.triggerEvent.data), answered: [],
    },
  };
}

function stateOf(fact: StepFact | undefined, mine: readonly StepAttempt[]): RunStepState {
  if (!fact || fact.state === 'NOT_REACHED') return mine.length > 0 ? RunStepState.RETRYING : RunStepState.NOT_REACHED;
  const names = { STARTED: RunStepState.RUNNING, RETRY: RunStepState.RETRYING, WAITING: RunStepState.WAITING, DONE: RunStepState.DONE, SKIPPED: RunStepState.SKIPPED, STUCK: RunStepState.STUCK };
  return names[fact.state];
}

function tookMs(mine: readonly StepAttempt[], state: RunStepState): number | null {
  const first = mine[0]?.startedAt;
  const last = mine.at(-1)?.finishedAt;
  return first && last && state !== RunStepState.SKIPPED ? Math.max(0, last.getTime() - first.getTime()) : null;
}

function wordsOf(step: StepDocument, state: RunStepState, mine: readonly StepAttempt[], steps: readonly StepDocument[]): string {
  const last = mine.at(-1);
  if (state === RunStepState.DONE) return last?.words ?? 'Done.';
  if (state === RunStepState.SKIPPED) return last?.words ?? 'Not needed.';
  if (state === RunStepState.WAITING) return last?.words ?? 'Waits.';
  if (state === RunStepState.STUCK) return `Refused: ${last?.error?.sentence ?? 'no answer came.'}`;
  if (state === RunStepState.RETRYING) return `Tried again: ${last?.error?.sentence ?? 'no answer came.'}`;
  if (state === RunStepState.RUNNING) return 'Is being done.';
  const numbers = step.dependsOn.map((key) => steps.findIndex((one) => one.key === key) + 2);
  return numbers.length === 0 ? 'Its turn has not come.' : `Waits for step ${numbers.join(' and ')}`;
}

function detailOf(step: StepDocument, state: RunStepState, mine: readonly StepAttempt[], ownerName: string | null): RunStepDetail {
  const last = mine.at(-1);
  const sent = mine.find((one) => one.input !== null && one.input !== undefined)?.input;
  const error = last?.error;
  return {
    tried: triedWords(mine.length, state), actsAs: `${ownerName ?? 'The owner of the workflow'}, with the rights of today`,
    record: linksIn(last?.output)[0] ?? linksIn(sent)[0] ?? null,
    repeatSafe: step.kind === 'action' ? 'Yes: the same key, so nothing is done twice.' : 'Yes: waiting changes nothing.',
    sent: flat(sent), answered: error ? [{ name: 'answer', value: `${error.code ?? 'INTERNAL'}: ${error.sentence ?? ''}` }] : flat(last?.output),
  };
}
