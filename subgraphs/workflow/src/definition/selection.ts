import {
  getNamedType, getNullableType, isInputObjectType, isLeafType, isListType, isNonNullType, isObjectType,
  type GraphQLField, type GraphQLInputType, type GraphQLOutputType,
} from 'graphql';
import type { CompiledCall, Shape } from './document.types.js';
import { objectShape } from './shape.js';

/** Which fields of an answer are used: a tree without values. */
export interface Wanted { [field: string]: Wanted }

/** Adds a path to the tree; list marks are not fields. */
export function want(tree: Wanted, path: readonly string[]): void {
  const [first, ...rest] = path.filter((step) => step !== '[]');
  if (first !== undefined) want((tree[first] ??= {}), rest);
}

/** True when the path names fields that exist on the type. */
export function pathExists(type: GraphQLOutputType, path: readonly string[]): boolean {
  const [first, ...rest] = path;
  const here = getNullableType(type);
  if (first === undefined) return true;
  if (isListType(here)) return first === '[]' && pathExists(here.ofType, rest);
  const field = isObjectType(here) ? here.getFields()[first] : undefined;
  return field !== undefined && pathExists(field.type, rest);
}

function selectionText(type: GraphQLOutputType, tree: Wanted): string {
  const named = getNamedType(type);
  if (isLeafType(named) || !isObjectType(named)) return '';
  const parts = Object.entries(tree).map(([name, inner]) => {
    const field = named.getFields()[name];
    return field ? `${name}${selectionText(field.type, inner)}` : '';
  });
  // A thing that is only asked whether it is there still needs one field.
  return ` { ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
}

function outputShape(type: GraphQLOutputType, tree: Wanted): Shape {
  const here = getNullableType(type);
  if (isListType(here)) return { type: 'list', of: outputShape(here.ofType, tree) };
  if (!isObjectType(here)) return { type: scalarType(getNamedType(here).name) };
  return objectShape(Object.entries(tree).flatMap(([name, inner]) => {
    const field = here.getFields()[name];
    return field ? [[name, outputShape(field.type, inner)] as [string, Shape]] : [];
  }));
}

function inputShape(type: GraphQLInputType): Shape {
  const here = getNullableType(type);
  if (isListType(here)) return { type: 'list', of: inputShape(here.ofType) };
  if (!isInputObjectType(here)) return { type: scalarType(getNamedType(here).name) };
  return objectShape(Object.values(here.getFields()).map((field) => [field.name, inputShape(field.type)]));
}

const scalars: Record<string, Exclude<Shape['type'], 'object' | 'list'>> = {
  Int: 'int', BigInt: 'bigint', Float: 'float', Boolean: 'boolean', DateTime: 'datetime', Date: 'date', JSON: 'any', JSONObject: 'any', Json: 'any',
};
// Identifiers, texts, enums and the other named scalars travel as text.
const scalarType = (name: string): Exclude<Shape['type'], 'object' | 'list'> => scalars[name] ?? 'string';

/** The operation text and the shapes on both sides of one action. */
export function compileCall(field: GraphQLField<unknown, unknown>, permission: string, wanted: Wanted): CompiledCall {
  const input = field.args.find((arg) => arg.name === 'input');
  const selection = selectionText(field.type, wanted);
  const head = input ? `mutation Step($input: ${String(input.type)}) { ${field.name}(input: $input)` : `mutation Step { ${field.name}`;
  return {
    operation: field.name, query: `${head}${selection} }`, permission,
    inputShape: input ? inputShape(input.type) : { type: 'object', fields: {} }, resultShape: outputShape(field.type, wanted),
  };
}

/** The names an input must carry and the names it may carry, at one level. */
export function inputFields(type: GraphQLInputType): { required: string[]; all: Map<string, GraphQLInputType> } | null {
  const named = getNullableType(type);
  if (!isInputObjectType(named)) return null;
  const fields = Object.values(named.getFields());
  return {
    required: fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined).map((field) => field.name),
    all: new Map(fields.map((field) => [field.name, field.type])),
  };
}
