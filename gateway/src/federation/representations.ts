import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isObject, merge, own, put } from './merging.js';
import type { Json } from './merging.js';
import { isOfType, rewrite } from './rewrites.js';

/** What a domain is asked about: each entity once, however many places of the page want it. */
export interface Asked {
  readonly representations: readonly Json[];
  /** For each representation, the objects that its answer belongs into. */
  readonly targets: readonly Json[][];
  /** For each representation, its places among the objects that were looked at. */
  readonly places: readonly number[][];
}

/** Reads from what is known already how each object is named to the domain that knows more; who lacks a key is not asked about. */
export function representationsOf(schema: GraphQLSchema, fetch: FetchNode, objects: readonly Json[]): Asked {
  const [representations, targets, places]: [Json[], Json[][], number[][]] = [[], [], []];
  const [byName, byObject] = [new Map<string, number>(), new Map<Json, number>()];
  for (const [place, object] of objects.entries()) {
    const met = byObject.get(object);
    if (met !== undefined) { places[met]?.push(place); continue; }
    const representation = represent(schema, object, fetch.requires ?? []);
    if (!representation?.__typename) continue;
    rewrite(schema, fetch.inputRewrites, representation);
    const name = JSON.stringify(representation);
    const known = byName.get(name) ?? representations.push(representation) - 1;
    byName.set(name, known);
    byObject.set(object, known);
    (targets[known] ??= []).push(object);
    (places[known] ??= []).push(place);
  }
  return { representations, targets, places };
}

/** The asked fields of an object; null when one of them is not there. */
function represent(schema: GraphQLSchema, source: unknown, selections: readonly QueryPlanSelectionNode[]): Json | null {
  if (!isObject(source)) return null;
  const made: Json = {};
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      const part = selection.typeCondition && isOfType(schema, source, selection.typeCondition) ? represent(schema, source, selection.selections) : null;
      if (part) merge(made, part);
      continue;
    }
    const name = selection.alias ?? selection.name;
    const value = own(source, name);
    if (value === undefined) return null;
    put(made, name, selection.selections ? inside(schema, value, selection.selections) : value);
  }
  return made;
}

function inside(schema: GraphQLSchema, value: unknown, selections: readonly QueryPlanSelectionNode[]): unknown {
  return Array.isArray(value) ? value.map((one) => represent(schema, one, selections)) : represent(schema, value, selections);
}
