import type { EntityProperty, FilterQuery, MikroORM } from '@mikro-orm/postgresql';
import { isId } from '@firmament/events';
import type { EntityClass } from './context.js';
import { IdColumn } from './id-columns.js';
import { badCursor, decodeCursor } from './page.js';

type Value = string | number | Date | null;

/** Reads the values behind a cursor as the list's columns hold them; refuses a cursor that this list cannot have made, before Postgres sees it. */
export function readCursor<T extends object>(orm: MikroORM, entity: EntityClass<T>, fields: readonly string[], cursor: string): Value[] {
  const properties = orm.getMetadata().get(entity).properties as Record<string, EntityProperty>;
  return decodeCursor(cursor, fields.length).map((value, i) => valueFor(properties[fields[i] ?? ''], value));
}

function valueFor(property: EntityProperty | undefined, value: string | number | null): Value {
  if (value === null) return property?.nullable ? null : badCursor();
  if (property?.customType instanceof IdColumn) return isId(property.customType.prefix, value) ? value : badCursor();
  if (property?.runtimeType === 'Date') return Number.isNaN(Date.parse(String(value))) ? badCursor() : new Date(value);
  if (property?.runtimeType === 'number' || property?.runtimeType === 'string') return typeof value === property.runtimeType ? value : badCursor();
  return value;
}

/** Rows that stand after the cursor in the given order. */
export function keysetAfter<T>(order: [string, 'ASC' | 'DESC'][], values: Value[]): FilterQuery<T> {
  const branches = order.map(([field, direction], i) => ({
    ...Object.fromEntries(order.slice(0, i).map(([earlier], j) => [earlier, values[j]])),
    [field]: direction === 'ASC' ? { $gt: values[i] } : { $lt: values[i] },
  }));
  return { $or: branches } as FilterQuery<T>;
}
