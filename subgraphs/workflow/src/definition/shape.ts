import { z } from 'zod';
import type { EventContract } from '@firmament/events';
import type { Shape } from './document.types.js';

/**
 * A value from JSON as expressions see it: whole numbers as BigInt, and every field of the shape present,
 * null where it is absent, so that a condition can ask `== null` without an error.
 */
export function toExpression(value: unknown, shape: Shape): unknown {
  if (value === null || value === undefined) return null;
  if (shape.type === 'object') return objectIn(value, shape.fields);
  if (shape.type === 'list') return Array.isArray(value) ? value.map((one) => toExpression(one, shape.of)) : null;
  if (shape.type === 'int' || shape.type === 'bigint') return BigInt(value as string | number);
  return value;
}

function objectIn(value: unknown, fields: Record<string, Shape>): Record<string, unknown> {
  const given = value as Record<string, unknown>;
  return Object.fromEntries(Object.entries(fields).map(([name, shape]) => [name, toExpression(given[name], shape)]));
}

/** A value from an expression as JSON of the given shape; throws a sentence when it does not fit. */
export function toJson(value: unknown, shape: Shape, place: string): unknown {
  if (value === null || value === undefined) return null;
  if (shape.type === 'object') return objectOut(value, shape.fields, place);
  if (shape.type === 'list') {
    if (!Array.isArray(value)) throw new Error(`${place} must be a list.`);
    return value.map((one, index) => toJson(one, shape.of, `${place}[${index}]`));
  }
  return scalarOut(value, shape.type, place);
}

function objectOut(value: unknown, fields: Record<string, Shape>, place: string): Record<string, unknown> {
  if (typeof value !== 'object') throw new Error(`${place} must have fields.`);
  const given = (value instanceof Map ? Object.fromEntries(value) : value) as Record<string, unknown>;
  // Only what the input knows is passed on, so that an event may carry more than an action asks for.
  // Null is left out: to a mutation, «nothing known» and «not given» are the same, and a default may apply.
  return Object.fromEntries(Object.entries(fields).filter(([name]) => given[name] !== undefined && given[name] !== null)
    .map(([name, shape]) => [name, toJson(given[name], shape, `${place}.${name}`)]));
}

function scalarOut(value: unknown, type: Exclude<Shape['type'], 'object' | 'list'>, place: string): unknown {
  if (value instanceof Date) return type === 'date' ? value.toISOString().slice(0, 10) : value.toISOString();
  if (type === 'int' || type === 'float') {
    if (typeof value !== 'bigint' && typeof value !== 'number') throw new Error(`${place} must be a number.`);
    return Number(value);
  }
  if (type === 'any') return plain(value);
  if (type === 'boolean') {
    if (typeof value !== 'boolean') throw new Error(`${place} must be true or false.`);
    return value;
  }
  if (typeof value === 'object') throw new Error(`${place} must be a single value.`);
  return String(value);
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? Number(one) : one))) as unknown;
}

interface JsonSchema { type?: string; properties?: Record<string, JsonSchema>; items?: JsonSchema; anyOf?: JsonSchema[] }

/** The shape of an event's payload, read from its contract. */
export function shapeOfContract(contract: EventContract<unknown>): Shape {
  return shapeOfJsonSchema(z.toJSONSchema(contract.shape, { io: 'input', unrepresentable: 'any' }) as JsonSchema);
}

function shapeOfJsonSchema(schema: JsonSchema): Shape {
  const some = schema.anyOf?.find((one) => one.type !== 'null');
  if (some) return shapeOfJsonSchema(some);
  if (schema.properties) return objectShape(Object.entries(schema.properties).map(([name, one]) => [name, shapeOfJsonSchema(one)]));
  if (schema.type === 'array') return { type: 'list', of: shapeOfJsonSchema(schema.items ?? {}) };
  if (schema.type === 'integer') return { type: 'int' };
  if (schema.type === 'number') return { type: 'float' };
  if (schema.type === 'boolean') return { type: 'boolean' };
  return { type: schema.type === 'string' ? 'string' : 'any' };
}

/** An object's shape from its fields. */
export const objectShape = (fields: [string, Shape][]): Shape => ({ type: 'object', fields: Object.fromEntries(fields) });

/** The shape of an event as expressions see it: the facts about it, and its payload under `data`. */
export const eventShape = (data: Shape): Shape => objectShape([
  ['id', { type: 'string' }], ['type', { type: 'string' }], ['time', { type: 'string' }], ['subject', { type: 'string' }],
  ['clientId', { type: 'string' }], ['correlationId', { type: 'string' }],
  ['actor', objectShape([['kind', { type: 'string' }], ['id', { type: 'string' }], ['name', { type: 'string' }]])], ['data', data],
]);

/** The shape of `run` in expressions. */
export const runShape: Shape = objectShape([['id', { type: 'string' }], ['number', { type: 'int' }], ['businessKey', { type: 'string' }],
  ['ownerUserId', { type: 'string' }], ['startedAt', { type: 'datetime' }]]);

/** The shape under a path; null when the path leads nowhere. */
export function shapeAt(shape: Shape, path: readonly string[]): Shape | null {
  const [first, ...rest] = path;
  if (first === undefined) return shape;
  if (shape.type === 'any') return shape;
  if (shape.type === 'list') return first === '[]' ? shapeAt(shape.of, rest) : null;
  const next = shape.type === 'object' ? shape.fields[first] : undefined;
  return next ? shapeAt(next, rest) : null;
}

/** One shape that has room for all of them: what only some have is null in the others. */
export function mergedShape(shapes: readonly Shape[]): Shape {
  const [first, ...rest] = shapes;
  return rest.reduce<Shape>((all, one) => merge(all, one), first ?? { type: 'any' });
}

function merge(one: Shape, other: Shape): Shape {
  if (one.type === 'object' && other.type === 'object') {
    const names = [...new Set([...Object.keys(one.fields), ...Object.keys(other.fields)])];
    return objectShape(names.flatMap((name) => {
      const [a, b] = [one.fields[name], other.fields[name]];
      const shape = a && b ? merge(a, b) : a ?? b;
      return shape ? [[name, shape] as [string, Shape]] : [];
    }));
  }
  return JSON.stringify(one) === JSON.stringify(other) ? one : { type: 'any' };
}
