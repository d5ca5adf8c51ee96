import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildASTSchema, parse, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { EventContract } from '@firmament/events';

/** What the house knows of one operation. */
export interface OperationEntry { operation: string; permission: string; action: boolean }

/** Everything that a document may name: events, actions, their inputs and answers, permissions. */
export interface Catalogue {
  schema: GraphQLSchema;
  operations: ReadonlyMap<string, OperationEntry>;
  events: ReadonlyMap<string, EventContract<unknown>>;
}

/** Builds a catalogue from the composed schema's text and the list of operations. */
export function catalogueOf(sdl: string, operations: readonly OperationEntry[], events: readonly EventContract<unknown>[]): Catalogue {
  return {
    schema: buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true }),
    operations: new Map(operations.map((one) => [one.operation, one])),
    events: new Map(events.map((one) => [one.name, one])),
  };
}

/** Reads the committed schema files from a folder, once and only when somebody publishes. */
export function catalogueFrom(folder: string, events: readonly EventContract<unknown>[]): () => Catalogue {
  let read: Catalogue | undefined;
  return () => (read ??= catalogueOf(
    readFileSync(join(folder, 'supergraph.graphql'), 'utf8'),
    operationsIn(JSON.parse(readFileSync(join(folder, 'operations.json'), 'utf8')) as unknown), events));
}

interface RawOperation { operation?: string; name?: string; kind?: string; permission?: string | null; action?: boolean }

function operationsIn(file: unknown): OperationEntry[] {
  const list = Array.isArray(file) ? file : ((file as { operations?: unknown }).operations ?? []);
  const rows = Array.isArray(list) ? list as RawOperation[]
    : Object.entries(list as Record<string, RawOperation>).map(([operation, row]) => ({ operation, ...row }));
  return rows.map((row) => ({ operation: row.operation ?? row.name ?? '', permission: row.permission ?? '', action: row.action === true }));
}

/** The mutation with this name, if the supergraph has it. */
export const mutationField = (catalogue: Catalogue, name: string): GraphQLField<unknown, unknown> | undefined =>
  catalogue.schema.getMutationType()?.getFields()[name];
