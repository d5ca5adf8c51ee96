import { Type } from '@mikro-orm/core';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int } from 'type-graphql';
import { idToUuid, isId, uuidToId } from '@firmament/events';
import { NotFound } from './refusals.js';

/** A column of type uuid that code sees as a TypeID with one prefix. */
export class IdColumn extends Type<string | null, string | null> {
  constructor(readonly prefix: string) { super(); }
  override convertToDatabaseValue(value: string | null | undefined): string | null {
    if (value === null || value === undefined) return null;
    if (isId(this.prefix, value)) return idToUuid(value);
    if (/^[0-9a-f]{8}-/i.test(value)) return value;
    // An id of another kind can belong to no row here, so it answers like an unknown one.
    throw new NotFound();
  }
  override convertToJSValue(value: string | null | undefined): string | null {
    if (value === null || value === undefined) return null;
    return value.includes('_') ? value : uuidToId(this.prefix, value);
  }
  override getColumnType(): string { return 'uuid'; }
  override compareAsType(): string { return 'string'; }
}

/** Options of a foreign id column. */
export interface IdColumnOptions { fieldName?: string; nullable?: boolean }

const columns = new Map<string, IdColumn>();
const columnOf = (prefix: string): IdColumn => {
  const known = columns.get(prefix) ?? new IdColumn(prefix);
  columns.set(prefix, known);
  return known;
};

/** The entity's own id: GraphQL `id: ID!` and the uuid column `id`. */
export function IdField(prefix: string): PropertyDecorator {
  return (target, key) => {
    Field(() => ID, { description: `Opaque id, \`${prefix}_…\`; sortable by time.` })(target, key);
    PrimaryKey({ type: columnOf(prefix), fieldName: 'id' })(target, key as string);
  };
}

/** A plain column that holds another thing's id. Not a GraphQL field by itself. */
export function IdProperty(prefix: string, options: IdColumnOptions = {}): PropertyDecorator {
  return (target, key) => Property({ type: columnOf(prefix), ...options })(target, key as string);
}

/** The firm a row belongs to. Never a GraphQL field. */
export function TenantField(): PropertyDecorator {
  return IdProperty('firm', { fieldName: 'tenant_id' });
}

/** The number that grows with every change of the row; callers send it back as `ifVersion`. */
export function VersionField(): PropertyDecorator {
  return (target, key) => {
    Field(() => Int, { description: 'Grows by one with every change; send it back as `ifVersion`.' })(target, key);
    Property({ type: 'integer', fieldName: 'version' })(target, key as string);
  };
}

/** Makes an object type an entity of the supergraph with the given key fields. */
export const Key = (fields: string, options: { resolvable?: boolean } = {}): ClassDecorator =>
  Directive(`@key(fields: "${fields}"${options.resolvable === false ? ', resolvable: false' : ''})`) as ClassDecorator;
