import { evaluate, eventsOf } from '@firmament/workflow/journal';
import type { Workbench } from './ports.js';
import { momentOf } from './scope.js';
import { doneResult, nextKey, textOf, type Turn } from './turn.js';

/** Begins a wait: for a moment, an event, or a person. */
export async function beginWait(bench: Workbench, turn: Turn): Promise<void> {
  const { run, step, scope } = turn;
  const key = nextKey(turn);
  if (step.kind === 'waitUntil') {
    const until = momentOf(step.at, scope);
    await bench.journal.waiting(run, key, { eventTypes: [], match: '', eventKey: null, until, words: `Waits until ${until.toISOString()}.` });
  } else if (step.kind === 'waitForEvent') {
    await bench.journal.waiting(run, key, {
      eventTypes: eventsOf(step), match: textOf(step.match, scope), eventKey: step.eventKey ?? null, until: momentOf(step.deadline, scope), words: `Waits for ${eventsOf(step).join(' or ')}.`,
    });
  } else if (step.kind === 'approval') {
    const approver = step.approver === undefined ? null : evaluate(step.approver, scope);
    await bench.journal.ask(run, key, {
      title: textOf(step.title, scope), approverUserId: approver === null ? null : String(approver), deadline: step.deadline === undefined ? null : momentOf(step.deadline, scope),
    });
  }
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
