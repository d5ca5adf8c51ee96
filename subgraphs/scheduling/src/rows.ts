import type { FilterQuery } from '@mikro-orm/core';
import type { Ctx, EntityClass } from '@firmament/kit';

/** Finds rows, on the write transaction inside a mutation and on the lean read elsewhere: the same question, asked by both. */
export type FindRows = <T extends object>(entity: EntityClass<T>, where: FilterQuery<T>) => Promise<T[]>;

/** Questions of a mutation: they see what it has already changed. */
export const writing = (ctx: Ctx): FindRows => (entity, where) => ctx.em.find(entity, where) as never;

/** Questions of a query. */
export const reading = (ctx: Ctx): FindRows => (entity, where) => ctx.read.rows(entity, where);

/**
 * Inserts a row without asking for it back. A visitor who signed in nowhere may add rows that the visitor cannot see, and
 * RETURNING would fail on those; so ids, versions and defaults come from code.
 */
export async function insertRow(ctx: Ctx, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = Object.keys(row);
  await ctx.sql(`insert into scheduling.${table} (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`, Object.values(row));
}
