import type { FetchDataRewrite } from '@apollo/query-planner';
import { isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { isObject, own, put } from './merging.js';
import type { Json } from './merging.js';

const ON_TYPE = '... on ';

/** Whether an object is of a type, as far as it says what it is. */
export function isOfType(schema: GraphQLSchema, object: Json, typeName: string): boolean {
  const said = object.__typename;
  if (said === typeName) return true;
  const [type, wanted] = [typeof said === 'string' ? schema.getType(said) : undefined, schema.getType(typeName)];
  return isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
}

/** Changes what the plan says must be called or valued otherwise on its way between two domains. */
export function rewrite(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[] | undefined, value: unknown): void {
  for (const one of rewrites ?? []) follow(schema, one.path.slice(0, -1), value, (object) => { change(object, one, one.path.at(-1) ?? ''); });
}

function change(object: Json, one: FetchDataRewrite, field: string): void {
  if (one.kind === 'ValueSetter') { put(object, field, one.setValueTo); return; }
  const value = own(object, field);
  if (!value) return;
  put(object, one.renameKeyTo, value);
  put(object, field, undefined);
}

function follow(schema: GraphQLSchema, path: readonly string[], value: unknown, then: (object: Json) => void): void {
  if (Array.isArray(value)) { for (const one of value) follow(schema, path, one, then); return; }
  if (!isObject(value)) return;
  const [step, ...rest] = path;
  if (step === undefined) then(value);
  else if (!step.startsWith(ON_TYPE)) follow(schema, rest, own(value, step), then);
  // What does not say its type is taken to be of it.
  else if (!value.__typename || isOfType(schema, value, step.slice(ON_TYPE.length))) follow(schema, rest, value, then);
}
