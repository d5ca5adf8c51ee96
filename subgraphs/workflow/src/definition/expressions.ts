import { eventsOf, type InputValue, type StepDocument, type WorkflowDocument } from './document.types.js';
import { ancestors } from '../run/run.rules.js';

/** One expression of a document: where it stands and what it may look at. */
export interface Placed {
  place: string;
  text: string;
  /** Names it may start from. */
  roots: readonly string[];
  /** Steps whose answers are known there. */
  steps: ReadonlySet<string>;
  /** The arriving events that `event` means there; null where it is what started the run. */
  arriving: readonly string[] | null;
}

const all = ['event', 'steps', 'run', 'now'] as const;
const atTrigger = ['event', 'now'] as const;

/** Every expression of a document with its place. */
export function expressionsOf(document: WorkflowDocument): Placed[] {
  const { trigger, steps } = document;
  const none = new Set<string>();
  const every = new Set(steps.map((step) => step.key));
  const at = (place: string, text: string | undefined, roots: readonly string[], known: ReadonlySet<string>): Placed[] =>
    (text === undefined ? [] : [{ place, text, roots, steps: known, arriving: null }]);
  const when = 'when' in trigger ? trigger.when : undefined;
  const businessKey = 'businessKey' in trigger ? trigger.businessKey : undefined;
  return [
    ...at('trigger.when', when, atTrigger, none), ...at('trigger.businessKey', businessKey, atTrigger, none),
    ...at('client', document.client, all, every), ...at('subject', document.subject, all, every),
    ...steps.flatMap((step) => ofStep(step, document)),
  ];
}

function ofStep(step: StepDocument, document: WorkflowDocument): Placed[] {
  const before = ancestors(document.steps, step.key);
  const place = `steps.${step.key}`;
  const at = (name: string, text: string | undefined, steps: ReadonlySet<string> = before): Placed[] =>
    (text === undefined ? [] : [{ place: `${place}.${name}`, text, roots: all, steps, arriving: null }]);
  const mine = [...at('when', step.when), ...at('words', step.words, new Set([...before, step.key]))];
  if (step.kind === 'action') {
    const undo = step.undo ? ofInput(step.undo.input, 'undo.input', (name, text) => at(name, text, new Set([...before, step.key]))) : [];
    return [...mine, ...ofInput(step.input, 'input', (name, text) => at(name, text)), ...undo];
  }
  if (step.kind === 'waitUntil') return [...mine, ...at('at', step.at)];
  if (step.kind === 'approval') return [...mine, ...at('title', step.title), ...at('approver', step.approver), ...at('deadline', step.deadline)];
  const arriving: Placed[] = step.eventKey === undefined ? []
    : [{ place: `${place}.eventKey`, text: step.eventKey, roots: ['event'], steps: new Set(), arriving: eventsOf(step) }];
  return [...mine, ...at('match', step.match), ...at('deadline', step.deadline), ...arriving];
}

function ofInput(value: InputValue, place: string, at: (name: string, text: string) => Placed[]): Placed[] {
  if (typeof value === 'string') return at(place, value);
  if (Array.isArray(value)) return value.flatMap((one, index) => ofInput(one, `${place}[${index}]`, at));
  return Object.entries(value).flatMap(([name, one]) => ofInput(one, `${place}.${name}`, at));
}
