import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import type { SubgraphDefinition } from './define-subgraph.js';
import { authChecker } from './permissions.js';

const codeSchemas = new WeakMap<SubgraphDefinition, GraphQLSchema>();

/** The schema as the code declares it, with the kit's marks in field extensions. */
export function codeSchema(def: SubgraphDefinition): GraphQLSchema {
  const known = codeSchemas.get(def) ?? buildSchemaSync({
    resolvers: def.resolvers as unknown as [() => unknown], orphanedTypes: [...(def.orphans ?? []), ...(def.entities as [])],
    authChecker: authChecker as never, validate: { forbidUnknownValues: false }, skipCheck: true,
  });
  codeSchemas.set(def, known);
  return known;
}
