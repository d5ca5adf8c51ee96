import type { EventContract } from '@firmament/events';
import type { ManualInput, Shape, TriggerDocument } from './document.types.js';
import { eventShape, mergedShape, objectShape, shapeOfContract } from './shape.js';

/** The events of the house by name. */
export type Events = ReadonlyMap<string, EventContract<unknown>>;

const text: Shape = { type: 'string' };
const actorShape = objectShape([['kind', text], ['id', text], ['name', text]]);

/** The shape of a fact as expressions see it. */
export function shapeOfFact(events: Events, name: string): Shape {
  const contract = events.get(name);
  return eventShape(contract ? shapeOfContract(contract) : { type: 'any' });
}

/** The shape of the first to come of several facts. */
export const shapeOfFacts = (events: Events, names: readonly string[]): Shape => mergedShape(names.map((name) => shapeOfFact(events, name)));

/**
 * What `event` means in a document. A schedule has no event: only when it came due is known. What was started by hand
 * has no client and no subject of its own either: only who, when, and what was filled in.
 */
export function shapeOfTrigger(events: Events, trigger: TriggerDocument): Shape {
  if ('event' in trigger) return shapeOfFact(events, trigger.event);
  if ('schedule' in trigger) return objectShape([['time', text], ['data', objectShape([['occurrence', text], ['date', text], ['zone', text]])]]);
  return objectShape([['id', text], ['time', text], ['actor', actorShape], ['data', shapeOfInputs(trigger.manual.inputs)]]);
}

const shapeOfInputs = (inputs: Record<string, ManualInput>): Shape =>
  objectShape(Object.entries(inputs).map(([name, { type }]) => [name, { type: type === 'id' ? 'string' : type }]));
