import type { GraphQLInputType } from 'graphql';
import { eventsOf, triggerName, type ActionStep, type CompiledCall, type CompiledPlan, type Fault, type FaultReason, type InputMap, type InputValue, type Shape, type StepDocument, type WaitForEventStep, type WorkflowDocument } from './document.types.js';
import { inOrder } from '../run/run.rules.js';
import { mutationField, type Catalogue } from './catalogue.js';
import { isRoot, pathsOf, syntaxFault, type Path } from './cel.js';
import { readDocument } from './document.shape.js';
import { expressionsOf, type Placed } from './expressions.js';
import { compileCall, inputFields, pathExists, want, type Wanted } from './selection.js';
import { scheduleFault } from '../schedule/occurrences.js';
import { objectShape, runShape, shapeAt } from './shape.js';
import { shapeOfFact, shapeOfFacts, shapeOfTrigger } from './trigger-shape.js';

/** What a wait answers with. */
export const waitShape = (event: Shape): Shape => objectShape([['outcome', { type: 'string' }], ['event', event]]);
/** What an approval answers with. */
export const approvalShape: Shape = objectShape([['decision', { type: 'string' }], ['note', { type: 'string' }], ['by', { type: 'string' }]]);

/** A document ready to run, or every fault in it. `may` says whether the owner holds a permission; leave it out to skip that. */
export type Checked = { plan: CompiledPlan; faults: [] } | { plan: null; faults: Fault[] };

/** Checks a document against the house: events, fields, actions, inputs, answers, permissions; and compiles it. */
export function checkDocument(given: unknown, catalogue: Catalogue, may?: (permission: string) => boolean): Checked {
  const read = readDocument(given);
  if (!read.document) return { plan: null, faults: read.faults };
  const structure = structureFaults(read.document);
  if (structure.length > 0) return { plan: null, faults: structure };
  const document: WorkflowDocument = { ...read.document, steps: inOrder(read.document.steps).ordered };
  const wanted = new Map<string, Wanted>(document.steps.map((step) => [step.key, {}]));
  const faults = [
    ...eventFaults(document, catalogue), ...scheduleFaults(document),
    ...document.steps.flatMap((step) => (step.kind === 'action' ? actionFaults(step, catalogue, may) : [])),
    ...expressionsOf(document).flatMap((one) => expressionFaults(one, document, catalogue, wanted)),
  ];
  if (faults.length > 0) return { plan: null, faults };
  return { plan: compile(document, catalogue, wanted), faults: [] };
}

function compile(document: WorkflowDocument, catalogue: Catalogue, wanted: Map<string, Wanted>): CompiledPlan {
  const waits = document.steps.filter((step): step is WaitForEventStep => step.kind === 'waitForEvent');
  const call = (action: string, asked: Wanted): CompiledCall[] => {
    const field = mutationField(catalogue, action);
    return field ? [compileCall(field, catalogue.operations.get(action)?.permission ?? '', asked)] : [];
  };
  const calls = (of: (step: ActionStep) => CompiledCall[]): Record<string, CompiledCall> =>
    Object.fromEntries(document.steps.flatMap((step) => (step.kind === 'action' ? of(step).map((one) => [step.key, one] as const) : [])));
  return {
    document, eventShape: shapeOfTrigger(catalogue.events, document.trigger),
    calls: calls((step) => call(step.action, wanted.get(step.key) ?? {})), undoCalls: calls((step) => (step.undo ? call(step.undo.action, {}) : [])),
    waitShapes: Object.fromEntries(waits.map((step) => [step.key, waitShape(shapeOfFacts(catalogue.events, eventsOf(step)))])),
  };
}

const fault = (place: string, reason: FaultReason, sentence: string): Fault => ({ place, reason, sentence });

function structureFaults(document: WorkflowDocument): Fault[] {
  const keys = document.steps.map((step) => step.key);
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index)
    .map((key) => fault(`steps.${key}`, 'STEP_KEY_TWICE', `Two steps are called «${key}».`));
  const unknown = document.steps.flatMap((step) => step.dependsOn.filter((key) => !keys.includes(key))
    .map((key) => fault(`steps.${step.key}.dependsOn`, 'STEP_UNKNOWN', `There is no step «${key}» to come after.`)));
  const { cycle } = inOrder(document.steps);
  const round = cycle.length > 0 ? [fault('steps', 'STEP_CYCLE', `These steps wait for each other: ${cycle.join(', ')}.`)] : [];
  return [...twice, ...unknown, ...round];
}

function eventFaults(document: WorkflowDocument, catalogue: Catalogue): Fault[] {
  const started: [string, string][] = 'event' in document.trigger ? [['trigger.event', document.trigger.event]] : [];
  const waits = document.steps.filter((step): step is WaitForEventStep => step.kind === 'waitForEvent');
  const named = [...started, ...waits.flatMap((step) => eventsOf(step).map((name): [string, string] => [`steps.${step.key}.event`, name]))];
  const tooLate = waits.filter((step) => step.since === 'RUN' && !syntaxFault(step.match) && pathsOf(step.match).some(([root]) => root === 'steps'))
    .map((step) => fault(`steps.${step.key}.match`, 'STEP_NOT_BEFORE', 'What counts since the run began cannot look at the answer of a step.'));
  return [...tooLate, ...named.filter(([, name]) => !catalogue.events.has(name))
    .map(([place, name]) => fault(place, 'EVENT_UNKNOWN', `No domain emits «${name}».`))];
}

function scheduleFaults({ trigger }: WorkflowDocument): Fault[] {
  const wrong = 'schedule' in trigger ? scheduleFault(trigger.schedule) : null;
  return wrong ? [fault('trigger.schedule', wrong.reason, wrong.sentence)] : [];
}

type May = ((permission: string) => boolean) | undefined;

function actionFaults(step: ActionStep, catalogue: Catalogue, may?: May): Fault[] {
  const place = `steps.${step.key}`;
  return [...callFaults(step, place, catalogue, may), ...(step.undo ? callFaults(step.undo, `${place}.undo`, catalogue, may) : [])];
}

function callFaults({ action, input }: { action: string; input: InputMap }, place: string, catalogue: Catalogue, may: May): Fault[] {
  const field = mutationField(catalogue, action);
  const entry = catalogue.operations.get(action);
  if (!field || !entry) return [fault(`${place}.action`, 'ACTION_UNKNOWN', `There is no action «${action}».`)];
  if (!entry.action) return [fault(`${place}.action`, 'ACTION_NOT_ALLOWED', `«${action}» may not be called by a workflow.`)];
  if (!entry.permission) return [fault(`${place}.action`, 'PERMISSION_UNKNOWN', `«${action}» names no permission.`)];
  if (may && !may(entry.permission)) {
    return [fault(`${place}.action`, 'PERMISSION_MISSING', `To publish this workflow takes the right «${entry.permission}».`)];
  }
  const taken = field.args.find((arg) => arg.name === 'input');
  return taken ? inputFaults(input, taken.type, `${place}.input`)
    : Object.keys(input).map((name) => fault(`${place}.input.${name}`, 'INPUT_UNKNOWN', `«${action}» takes no input.`));
}

function inputFaults(value: InputValue, type: GraphQLInputType, place: string): Fault[] {
  if (typeof value === 'string') return [];
  if (Array.isArray(value)) {
    const inner = 'ofType' in type ? type.ofType as GraphQLInputType : type;
    return value.flatMap((one, index) => inputFaults(one, inner, `${place}[${index}]`));
  }
  const fields = inputFields(type);
  if (!fields) return 'ofType' in type ? inputFaults(value, type.ofType as GraphQLInputType, place) : [fault(place, 'INPUT_UNKNOWN', 'This input has no fields.')];
  return [
    ...fields.required.filter((name) => !(name in value)).map((name) => fault(`${place}.${name}`, 'INPUT_MISSING', `«${name}» must be given.`)),
    ...Object.entries(value).flatMap(([name, one]) => {
      const inner = fields.all.get(name);
      return inner ? inputFaults(one, inner, `${place}.${name}`) : [fault(`${place}.${name}`, 'INPUT_UNKNOWN', `There is no input «${name}».`)];
    }),
  ];
}

function expressionFaults(one: Placed, document: WorkflowDocument, catalogue: Catalogue, wanted: Map<string, Wanted>): Fault[] {
  const syntax = syntaxFault(one.text);
  if (syntax) return [fault(one.place, 'EXPRESSION_SYNTAX', syntax)];
  return pathsOf(one.text).flatMap((path) => pathFault(path, one, document, catalogue, wanted) ?? []);
}

function pathFault(path: Path, one: Placed, document: WorkflowDocument, catalogue: Catalogue, wanted: Map<string, Wanted>): Fault | null {
  const [root, ...rest] = path;
  if (!isRoot(root) || !one.roots.includes(root ?? '')) return fault(one.place, 'NAME_UNKNOWN', `«${root ?? ''}» is not known here.`);
  if (root === 'event') return eventPathFault(rest, one, document, catalogue);
  if (root === 'run') return shapeAt(runShape, rest) ? null : fault(one.place, 'NAME_UNKNOWN', `A run has no «${rest.join('.')}».`);
  return root === 'steps' ? stepPathFault(rest, one, document, catalogue, wanted) : null;
}

function eventPathFault(path: Path, one: Placed, document: WorkflowDocument, catalogue: Catalogue): Fault | null {
  const known = one.arriving === null ? [[triggerName(document.trigger), shapeOfTrigger(catalogue.events, document.trigger)] as const]
    : one.arriving.map((name) => [name, shapeOfFact(catalogue.events, name)] as const);
  const without = known.find(([, shape]) => !shapeAt(shape, path));
  return without ? fault(one.place, 'EVENT_FIELD_UNKNOWN', `«${without[0]}» has no «${path.join('.')}».`) : null;
}

function stepPathFault(path: Path, one: Placed, document: WorkflowDocument, catalogue: Catalogue, wanted: Map<string, Wanted>): Fault | null {
  const [key, ...rest] = path;
  const step = document.steps.find((other) => other.key === key);
  if (!step) return fault(one.place, 'STEP_UNKNOWN', `There is no step «${key ?? ''}».`);
  if (!one.steps.has(step.key)) return fault(one.place, 'STEP_NOT_BEFORE', `«${step.name}» does not come before this; add it to dependsOn.`);
  if (!answers(step, rest, catalogue)) return fault(one.place, 'SELECTION_UNKNOWN', `«${step.name}» does not answer with «${rest.join('.')}».`);
  want(wanted.get(step.key) ?? {}, rest);
  return null;
}

function answers(step: StepDocument, path: Path, catalogue: Catalogue): boolean {
  if (step.kind === 'approval') return shapeAt(approvalShape, path) !== null;
  if (step.kind === 'waitForEvent') return shapeAt(waitShape(shapeOfFacts(catalogue.events, eventsOf(step))), path) !== null;
  if (step.kind === 'waitUntil') return shapeAt(waitShape({ type: 'any' }), path) !== null;
  const field = mutationField(catalogue, step.action);
  // An unknown action is told once, at its own place.
  return field === undefined || pathExists(field.type, path);
}
