import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { Directive } from 'type-graphql';
import { Invalid } from './refusals.js';

/** Where a page of a list stands. */
@ObjectType({ description: 'Where a page of a list stands.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'True when more rows follow.' }) hasNextPage!: boolean;
  @Field(() => Boolean, { description: 'True when rows stand before this page.' }) hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: 'Cursor of the first row.' }) startCursor!: string | null;
  @Field(() => String, { nullable: true, description: 'Cursor of the last row; pass it as `after`.' }) endCursor!: string | null;
}

/** The arguments of every list: `first` 1 to 100 and a cursor. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 50, description: 'How many rows, 1 to 100.' }) first: number = 50;
  @Field(() => String, { nullable: true, description: 'The cursor after which the page starts.' }) after?: string | null;
}

/** One page of rows, as `ctx.read.page` gives it. */
export interface Page<T> {
  edges: { cursor: string; node: T }[];
  nodes: T[];
  pageInfo: PageInfo;
  /** Counts when it is read: a list that nobody counts costs nothing. */
  readonly totalCount: Promise<number>;
}

/** Makes the connection type of an entity: `class ClientConnection extends connectionOf(Client) {}` with `@ObjectType()`. */
export function connectionOf<T extends object>(type: ClassType<T>): abstract new () => { edges: { cursor: string; node: T }[]; nodes: T[]; pageInfo: PageInfo; totalCount: number | Promise<number> } {
  @ObjectType(`${type.name}Edge`, { description: `A ${type.name} with its place in the list.` })
  class Edge {
    @Field(() => String, { description: 'The place of this row.' }) cursor!: string;
    @Field(() => type, { description: 'The row.' }) node!: T;
  }
  @ObjectType({ description: `A page of ${type.name} rows.` })
  abstract class Connection {
    @Field(() => [Edge], { description: 'Rows with their cursors.' }) edges!: Edge[];
    @Field(() => [type], { description: 'The rows alone.' }) nodes!: T[];
    @Field(() => PageInfo, { description: 'Where this page stands.' }) pageInfo!: PageInfo;
    @Field(() => Int, { description: 'Rows of the whole list under the same filter.' }) totalCount!: number;
  }
  return Connection as never;
}

/** Refuses a page size outside 1 to 100. */
export function checkFirst(first: number): number {
  if (!Number.isInteger(first) || first < 1 || first > 100) throw new Invalid('PAGE_SIZE', 'Ask for 1 to 100 rows.', 'first');
  return first;
}

/** A cursor is opaque to callers: the sort values and the id of a row, as base64url JSON. */
export const encodeCursor = (values: readonly unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

/** Reads a cursor back; refuses one that this list did not make. */
export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === length && values.every((v) => v === null || typeof v === 'string' || typeof v === 'number')) return values as (string | number | null)[];
  } catch { /* not ours: refused below */ }
  return badCursor();
}

/** Refuses a cursor that another list made, or nobody. */
export function badCursor(): never { throw new Invalid('BAD_CURSOR', 'This cursor does not belong to this list.', 'after'); }
