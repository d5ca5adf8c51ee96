import type { JsonShape } from './shape.js';

/**
 * What a reader of the old shape would trip over in the new one; an empty list means the version may stand.
 * A contract's data may gain optional fields and lose nothing: events that were stored yesterday are read tomorrow.
 */
export function breakingChanges(before: JsonShape, after: JsonShape, path = 'data'): string[] {
  return [
    ...typeChanges(before, after, path),
    ...enumChanges(before, after, path),
    ...fieldChanges(before, after, path),
    ...limitChanges(before, after, path),
    ...childChanges(before, after, path),
  ];
}

function typesOf(node: JsonShape): string[] {
  if (Array.isArray(node.anyOf)) return (node.anyOf as JsonShape[]).flatMap(typesOf);
  if (node.type === undefined) return [];
  return Array.isArray(node.type) ? (node.type as string[]) : [String(node.type)];
}

function typeChanges(before: JsonShape, after: JsonShape, path: string): string[] {
  const [old, now] = [new Set(typesOf(before)), new Set(typesOf(after))];
  if (old.size === 0 && now.size > 0) return [`${path} was anything and is now ${[...now].join(' or ')}`];
  const gone = [...old].filter((type) => now.size > 0 && !now.has(type) && !(type === 'integer' && now.has('number')));
  const added = [...now].filter((type) => old.size > 0 && !old.has(type) && !(type === 'integer' && old.has('number')));
  return [...gone.map((t) => `${path} may no longer be ${t}`), ...added.map((t) => `${path} may now be ${t}, which readers do not expect`)];
}

function enumChanges(before: JsonShape, after: JsonShape, path: string): string[] {
  const [old, now] = [before.enum as unknown[] | undefined, after.enum as unknown[] | undefined];
  if (!old && now) return [`${path} was open and is now a closed list`];
  return (old ?? []).filter((value) => now && !now.includes(value)).map((value) => `${path} lost the value ${String(value)}`);
}

function fieldChanges(before: JsonShape, after: JsonShape, path: string): string[] {
  const [old, now] = [propertiesOf(before), propertiesOf(after)];
  const [mustOld, mustNow] = [requiredOf(before), requiredOf(after)];
  const removed = Object.keys(old).filter((name) => !(name in now)).map((name) => `${path}.${name} was removed`);
  const demanded = [...mustNow].filter((name) => !mustOld.has(name)).map((name) => `${path}.${name} is now required`);
  const loosened = [...mustOld].filter((name) => name in now && !mustNow.has(name)).map((name) => `${path}.${name} may now be missing`);
  return [...removed, ...demanded, ...loosened];
}

const upper = ['maxLength', 'maximum', 'maxItems', 'exclusiveMaximum'];
const lower = ['minLength', 'minimum', 'minItems', 'exclusiveMinimum'];

function limitChanges(before: JsonShape, after: JsonShape, path: string): string[] {
  const tighter = (key: string, sign: 1 | -1): boolean => {
    const [old, now] = [before[key] as number | undefined, after[key] as number | undefined];
    return now !== undefined && (old === undefined || sign * now < sign * old);
  };
  const narrowed = [...upper.filter((key) => tighter(key, 1)), ...lower.filter((key) => tighter(key, -1))].map((key) => `${path}: ${key} is narrower`);
  const patterned = after.pattern !== undefined && before.pattern !== after.pattern ? [`${path}: another pattern`] : [];
  const unmarked = before['x-personal'] === true && after['x-personal'] !== true ? [`${path} lost its personal mark`] : [];
  return [...narrowed, ...patterned, ...unmarked];
}

function childChanges(before: JsonShape, after: JsonShape, path: string): string[] {
  const [old, now] = [propertiesOf(before), propertiesOf(after)];
  const fields = Object.keys(old).filter((name) => name in now).flatMap((name) => breakingChanges(old[name] ?? {}, now[name] ?? {}, `${path}.${name}`));
  const items = before.items && after.items ? breakingChanges(before.items as JsonShape, after.items as JsonShape, `${path}[]`) : [];
  return [...fields, ...items, ...optionChanges(before, after, path)];
}

/** Options are compared by their kind (`string`, `object`…): a nullable field is a list of two options. */
function optionChanges(before: JsonShape, after: JsonShape, path: string): string[] {
  const options = (node: JsonShape): JsonShape[] => (Array.isArray(node.anyOf) ? (node.anyOf as JsonShape[]) : []);
  const twin = (option: JsonShape): JsonShape | undefined =>
    options(after).find((other) => String(other.type) === String(option.type)) ?? (String(after.type) === String(option.type) ? after : undefined);
  return options(before).flatMap((option) => {
    const other = twin(option);
    return other && other !== after ? breakingChanges(option, other, path) : [];
  });
}

const propertiesOf = (node: JsonShape): Record<string, JsonShape> => (node.properties ?? {}) as Record<string, JsonShape>;
const requiredOf = (node: JsonShape): Set<string> => new Set((node.required ?? []) as string[]);
