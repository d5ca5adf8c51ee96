import type { EntityProperty, MikroORM, Type } from '@mikro-orm/core';
import type { EntityClass, SqlRow } from './context.js';

type Reader<T> = (row: SqlRow) => T;
const readers = new WeakMap<MikroORM, Map<unknown, Reader<object>>>();

/** Gives the function that turns a driver row into a plain, unmanaged object of the entity's class. */
export function rowReader<T extends object>(orm: MikroORM, entity: EntityClass<T>): Reader<T> {
  const ofOrm = readers.get(orm) ?? new Map<unknown, Reader<object>>();
  readers.set(orm, ofOrm);
  const known = ofOrm.get(entity) ?? makeReader(orm, entity);
  ofOrm.set(entity, known);
  return known as Reader<T>;
}

function makeReader<T extends object>(orm: MikroORM, entity: EntityClass<T>): Reader<T> {
  const properties = Object.values(orm.getMetadata().get(entity).properties) as EntityProperty[];
  const columns = properties.filter((p) => p.persist !== false && p.fieldNames?.length === 1)
    .map((p) => ({ name: p.name as string, column: p.fieldNames[0] as string, convert: converter(p, orm) }));
  // The ORM puts tracking accessors on the class; a prototype between them and the row keeps getters and drops tracking.
  const prototype: object = Object.create(entity.prototype as object, Object.fromEntries(
    [...columns.map((c) => c.name), '__helper', 'toJSON'].map((name) => [name, { value: undefined, writable: true, configurable: true, enumerable: true }])));
  return (row) => {
    const made = Object.create(prototype) as SqlRow;
    for (const { name, column, convert } of columns) made[name] = convert(row[column]);
    return made as T;
  };
}

function converter(property: EntityProperty, orm: MikroORM): (value: unknown) => unknown {
  const platform = orm.em.getPlatform();
  const type = property.customType as Type<unknown> | undefined;
  const isDate = property.runtimeType === 'Date';
  // The rows of a list share their firm, and often what they belong to.
  let [before, made]: [unknown, unknown] = [undefined, undefined];
  return (value) => {
    if (value === null || value === undefined) return null;
    if (type && typeof value === 'string' && value === before) return made;
    if (type) {
      const converted: unknown = type.convertToJSValue(value, platform);
      if (typeof converted === 'string') [before, made] = [value, converted];
      return converted;
    }
    return isDate && !(value instanceof Date) ? new Date(value as string) : value;
  };
}
