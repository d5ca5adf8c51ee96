import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { buildASTSchema, parse, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { Door } from '../support/gateway.js';

const folder = new URL('../../schema/', import.meta.url);
const read = (file: string): GraphQLSchema => buildASTSchema(parse(readFileSync(new URL(file, folder), 'utf8')), { assumeValid: true, assumeValidSDL: true });

/** The contracts that the three doors serve. */
export const doors: Readonly<Record<Door, GraphQLSchema>> = { staff: read('contracts/staff.graphql'), portal: read('contracts/portal.graphql'), public: read('contracts/public.graphql') };

/** What each domain serves to the gateway. */
export const subgraphs: Readonly<Record<string, GraphQLSchema>> = Object.fromEntries(
  readdirSync(new URL('subgraphs/', folder)).map((file) => [basename(file, '.graphql'), read(`subgraphs/${file}`)]));

/** A row of the generated list of operations, as far as the walk reads it. */
export interface Operation {
  operation: string;
  kind: 'query' | 'mutation' | 'reference';
  subgraph: string;
  permission: string | null;
  internal: boolean;
  tenantless: boolean;
}

/** All operations and references of the house. */
export const operations = JSON.parse(readFileSync(new URL('operations.json', folder), 'utf8')) as readonly Operation[];

/** The root field of an operation in a schema; undefined where that schema does not have it. */
export function rootField(schema: GraphQLSchema, { kind, operation }: Pick<Operation, 'kind' | 'operation'>): GraphQLField<unknown, unknown> | undefined {
  return (kind === 'mutation' ? schema.getMutationType() : schema.getQueryType())?.getFields()[operation];
}
