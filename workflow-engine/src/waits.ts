import { evaluate, eventsOf, type Scope, type StepDocument, type Waiting } from '@firmament/workflow/journal';
import type { Workbench } from './ports.js';
import { momentOf } from './scope.js';
import { doneResult, nextKey, textOf, type Turn } from './turn.js';

/** Works out a wait for a moment, an event, or a person; what comes back writes that it begins. */
export function beginWait({ run, step, scope, ...turn }: Turn): (bench: Workbench) => Promise<void> {
  const key = nextKey({ run, step, scope, ...turn });
  if (step.kind === 'approval') {
    const approver = step.approver === undefined ? null : evaluate(step.approver, scope);
    const question = {
      title: textOf(step.title, scope), approverUserId: approver === null ? null : String(approver), deadline: step.deadline === undefined ? null : momentOf(step.deadline, scope),
    };
    return (bench) => bench.journal.ask(run, key, question);
  }
  const waiting = waitingFor(step, scope);
  return (bench) => bench.journal.waiting(run, key, waiting);
}

function waitingFor(step: StepDocument, scope: Scope): Waiting {
  if (step.kind === 'waitUntil') {
    const until = momentOf(step.at, scope);
    return { eventTypes: [], match: '', eventKey: null, until, words: `Waits until ${until.toISOString()}.` };
  }
  if (step.kind !== 'waitForEvent') throw new Error(`«${step.name}» is no wait.`);
  return {
    eventTypes: eventsOf(step), match: textOf(step.match, scope), eventKey: step.eventKey ?? null, until: momentOf(step.deadline, scope), words: `Waits for ${eventsOf(step).join(' or ')}.`,
  };
}

/** Ends a wait that is due: with its answer, or because its time has come. */
export async function endWait(bench: Workbench, turn: Turn): Promise<void> {
  const { run, step } = turn;
  const key = { stepKey: step.key, attempt: turn.fact.attempts, round: run.round };
  await bench.journal.result(run, key, doneResult(turn, await answerFor(bench, turn)));
}

async function answerFor(bench: Workbench, turn: Turn): Promise<unknown> {
  if (turn.step.kind === 'approval') return await bench.journal.verdict(turn.run, turn.step.key) ?? { decision: 'EXPIRED', note: null, by: null };
  const event = turn.step.kind === 'waitForEvent' ? await bench.journal.answer(turn.run, turn.step.key) : null;
  if (!event) return { outcome: turn.step.kind === 'waitUntil' ? 'TIME' : 'DEADLINE', event: null };
  return { outcome: 'EVENT', event: { id: event.id, type: event.type, time: event.time, subject: event.subject, clientId: event.clientid ?? null, data: event.data } };
}
