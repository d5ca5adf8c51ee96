import type { GraphQLInputType } from 'graphql';
import type { ActionStep, CompiledCall, CompiledPlan, Fault, FaultReason, InputValue, Shape, StepDocument, WorkflowDocument } from './document.types.js';
import { inOrder } from '../run/run.rules.js';
import { mutationField, type Catalogue } from './catalogue.js';
import { isRoot, pathsOf, syntaxFault, type Path } from './cel.js';
import { readDocument } from './document.shape.js';
import { expressionsOf, type Placed } from './expressions.js';
import { compileCall, inputFields, pathExists, want, type Wanted } from './selection.js';
import { eventShape, objectShape, runShape, shapeAt, shapeOfContract } from './shape.js';

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
    ...eventFaults(document, catalogue),
    ...document.steps.flatMap((step) => (step.kind === 'action' ? actionFaults(step, catalogue, may) : [])),
    ...expressionsOf(document).flatMap((one) => expressionFaults(one, document, catalogue, wanted)),
  ];
  if (faults.length > 0) return { plan: null, faults };
  return { plan: { document, eventShape: shapeOfEvent(catalogue, document.trigger.event), calls: callsOf(document, catalogue, wanted) }, faults: [] };
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

const shapeOfEvent = (catalogue: Catalogue, name: string): Shape => {
  const contract = catalogue.events.get(name);
  return eventShape(contract ? shapeOfContract(contract) : { type: 'any' });
};

function eventFaults(document: WorkflowDocument, catalogue: Catalogue): Fault[] {
  const named: [string, string][] = [['trigger.event', document.trigger.event],
    ...document.steps.flatMap((step) => (step.kind === 'waitForEvent' ? [[`steps.${step.key}.event`, step.event] as [string, string]] : []))];
  return named.filter(([, name]) => !catalogue.events.has(name))
    .map(([place, name]) => fault(place, 'EVENT_UNKNOWN', `No domain emits «${name}».`));
}

function actionFaults(step: ActionStep, catalogue: Catalogue, may?: (permission: string) => boolean): Fault[] {
  const place = `steps.${step.key}`;
  const field = mutationField(catalogue, step.action);
  const entry = catalogue.operations.get(step.action);
  if (!field || !entry) return [fault(`${place}.action`, 'ACTION_UNKNOWN', `There is no action «${step.action}».`)];
  if (!entry.action) return [fault(`${place}.action`, 'ACTION_NOT_ALLOWED', `«${step.action}» may not be called by a workflow.`)];
  if (!entry.permission) return [fault(`${place}.action`, 'PERMISSION_UNKNOWN', `«${step.action}» names no permission.`)];
  if (may && !may(entry.permission)) {
    return [fault(`${place}.action`, 'PERMISSION_MISSING', `To publish this workflow takes the right «${entry.permission}».`)];
  }
  const input = field.args.find((arg) => arg.name === 'input');
  return input ? inputFaults(step.input, input.type, `${place}.input`)
    : Object.keys(step.input).map((name) => fault(`${place}.input.${name}`, 'INPUT_UNKNOWN', `«${step.action}» takes no input.`));
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
  if (root === 'event') {
    return shapeAt(shapeOfEvent(catalogue, one.event), rest) ? null : fault(one.place, 'EVENT_FIELD_UNKNOWN', `«${one.event}» has no «${rest.join('.')}».`);
  }
  if (root === 'run') return shapeAt(runShape, rest) ? null : fault(one.place, 'NAME_UNKNOWN', `A run has no «${rest.join('.')}».`);
  return root === 'steps' ? stepPathFault(rest, one, document, catalogue, wanted) : null;
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
  if (step.kind === 'waitForEvent') return shapeAt(waitShape(shapeOfEvent(catalogue, step.event)), path) !== null;
  if (step.kind === 'waitUntil') return shapeAt(waitShape({ type: 'any' }), path) !== null;
  const field = mutationField(catalogue, step.action);
  // An unknown action is told once, at its own place.
  return field === undefined || pathExists(field.type, path);
}

function callsOf(document: WorkflowDocument, catalogue: Catalogue, wanted: Map<string, Wanted>): Record<string, CompiledCall> {
  return Object.fromEntries(document.steps.flatMap((step) => {
    const field = step.kind === 'action' ? mutationField(catalogue, step.action) : undefined;
    if (!field) return [];
    return [[step.key, compileCall(field, catalogue.operations.get(field.name)?.permission ?? '', wanted.get(step.key) ?? {})]];
  }));
}
