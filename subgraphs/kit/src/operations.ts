import { getNamedType, isInputObjectType, type GraphQLField } from 'graphql';
import type { Marks } from './audience.js';
import type { SubgraphDefinition } from './define-subgraph.js';
import { codeSchema } from './code-schema.js';
import { permissionOf } from './operation-permission.js';

/** One row of `schema/operations.json`: what publish checks, limits, the engine and the ledger need to know of an operation. */
export interface OperationRow {
  operation: string;
  kind: 'query' | 'mutation' | 'reference';
  subgraph: string;
  permission: string | null;
  audiences: readonly string[];
  action: boolean;
  internal: boolean;
  tenantless: boolean;
  /** Argument name → GraphQL type; the fields of `input` are spelled out. */
  inputs: Record<string, string>;
}

/** Lists the operations and references of a domain with their permissions. */
export function operationsOf(def: SubgraphDefinition): OperationRow[] {
  const schema = codeSchema(def);
  const rows: OperationRow[] = [];
  for (const [kind, type] of [['query', schema.getQueryType()], ['mutation', schema.getMutationType()]] as const) {
    for (const field of Object.values(type?.getFields() ?? {})) rows.push(rowOf(def, kind, field));
  }
  for (const [name, reference] of Object.entries(def.references ?? {})) {
    rows.push({ operation: name, kind: 'reference', subgraph: def.name, permission: reference.permission, audiences: [], action: false, internal: false, tenantless: false, inputs: {} });
  }
  return rows.sort((a, b) => a.kind.localeCompare(b.kind) || a.operation.localeCompare(b.operation));
}

function rowOf(def: SubgraphDefinition, kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>): OperationRow {
  const marks = field.extensions as Marks;
  return {
    operation: field.name, kind, subgraph: def.name, permission: permissionOf(def, kind, field.name), audiences: [...(marks.audiences ?? [])].sort(),
    action: marks.action === true, internal: marks.internal === true, tenantless: marks.tenantless === true, inputs: inputsOf(field),
  };
}

function inputsOf(field: GraphQLField<unknown, unknown>): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const arg of field.args) {
    const type = getNamedType(arg.type);
    if (arg.name === 'input' && isInputObjectType(type)) for (const inner of Object.values(type.getFields())) inputs[`input.${inner.name}`] = String(inner.type);
    else inputs[arg.name] = String(arg.type);
  }
  return inputs;
}
