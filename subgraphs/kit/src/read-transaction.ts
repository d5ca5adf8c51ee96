import DataLoader from 'dataloader';
import type { FilterQuery, MikroORM, QueryOrderMap } from '@mikro-orm/postgresql';
import type { Pool, PoolClient } from 'pg';
import type { EntityClass, SqlRow } from './context.js';
import { keysetAfter, readCursor } from './keyset.js';
import { checkFirst, encodeCursor, type Page } from './page.js';
import { rowReader } from './row-reader.js';
import { beginStatement, type SessionValues } from './session-values.js';

/** How a list is ordered and cut. */
export interface RowOptions<T> { orderBy?: QueryOrderMap<T>; limit?: number }
/** How a page is asked for; the id is the tie-break and need not be named. */
export interface PageOptions<T> { first?: number; after?: string | null; orderBy?: Partial<Record<keyof T & string, 'ASC' | 'DESC'>> }

/** Lean reads: plain rows with an entity's prototype, under the same row security as everything else. */
export interface ReadTx {
  rows<T extends object>(entity: EntityClass<T>, where: FilterQuery<T>, options?: RowOptions<T>): Promise<T[]>;
  one<T extends object>(entity: EntityClass<T>, where: FilterQuery<T>, options?: RowOptions<T>): Promise<T | null>;
  /** By id, batched over the whole request. */
  load<T extends object>(entity: EntityClass<T>, id: string | null | undefined): Promise<T | null>;
  /** By foreign id, batched over the whole request. */
  children<T extends object>(entity: EntityClass<T>, foreignKey: keyof T & string, id: string, options?: RowOptions<T>): Promise<T[]>;
  /** What a statement of one's own says of an id, batched over the whole request under a name; null where it says nothing. */
  each<V>(name: string, id: string, read: (ids: readonly string[]) => Promise<ReadonlyMap<string, V>>): Promise<V | null>;
  page<T extends object>(entity: EntityClass<T>, where: FilterQuery<T>, options: PageOptions<T>): Promise<Page<T>>;
  count<T extends object>(entity: EntityClass<T>, where: FilterQuery<T>): Promise<number>;
  /** For projections: `$1` parameters, bare uuids and column names. */
  sql<T extends SqlRow = SqlRow>(text: string, params?: readonly unknown[]): Promise<T[]>;
}

/** The slice of the query builder that lean reads use; its own generics cannot follow an entity class known only by type. */
interface RowQuery<T> {
  select(fields: '*'): RowQuery<T>;
  where(where: FilterQuery<T>): RowQuery<T>;
  orderBy(order: QueryOrderMap<T>): RowQuery<T>;
  limit(limit: number): RowQuery<T>;
  count(): RowQuery<T>;
  toQuery(): { sql: string; params: readonly unknown[] };
}

const queryOf = <T extends object>(orm: MikroORM, entity: EntityClass<T>): RowQuery<T> => orm.em.fork().createQueryBuilder(entity, 'e') as unknown as RowQuery<T>;

/** Turns the `?` placeholders of the query builder into the driver's `$n`, leaving quoted text alone. */
export function numbered(sql: string): string {
  let n = 0;
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (part) => (part === '?' ? `$${++n}` : part));
}

/** One read transaction, opened at the first query: BEGIN and the context travel in one message. */
export class LeanRead implements ReadTx {
  #client: Promise<PoolClient> | null = null;
  #closed = false;
  #tail: Promise<unknown> = Promise.resolve();
  readonly #loaders = new Map<string, DataLoader<string, unknown>>();

  constructor(private readonly pool: Pool, private readonly orm: MikroORM, private readonly session: () => SessionValues) {}

  async sql<T extends SqlRow = SqlRow>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    // An answer that failed early is out while some of its fields still read: nobody would end what they open now.
    if (this.#closed) throw new Error('this read is over: the answer is out');
    const client = await (this.#client ??= this.#open());
    // The driver answers one statement at a time; queueing here keeps its own queue empty.
    const mine = this.#tail.then(() => client.query<T>(text, [...params]));
    this.#tail = mine.catch(() => undefined);
    return (await mine).rows;
  }

  async rows<T extends object>(entity: EntityClass<T>, where: FilterQuery<T>, options: RowOptions<T> = {}): Promise<T[]> {
    const query = queryOf(this.orm, entity).select('*').where(where);
    if (options.orderBy) query.orderBy(options.orderBy);
    if (options.limit !== undefined) query.limit(options.limit);
    const { sql, params } = query.toQuery();
    return (await this.sql(numbered(sql), params)).map(rowReader(this.orm, entity));
  }

  async one<T extends object>(entity: EntityClass<T>, where: FilterQuery<T>, options: RowOptions<T> = {}): Promise<T | null> {
    return (await this.rows(entity, where, { ...options, limit: 1 }))[0] ?? null;
  }

  async load<T extends object>(entity: EntityClass<T>, id: string | null | undefined): Promise<T | null> {
    if (!id) return null;
    const loader = this.#loader<T | null>(`${entity.name}#id`, async (ids) => {
      const found = await this.rows(entity, { id: { $in: [...ids] } } as unknown as FilterQuery<T>);
      const byId = new Map(found.map((row) => [(row as { id: string }).id, row]));
      return ids.map((one) => byId.get(one) ?? null);
    });
    return loader.load(id);
  }

  async children<T extends object>(entity: EntityClass<T>, foreignKey: keyof T & string, id: string, options: RowOptions<T> = {}): Promise<T[]> {
    const loader = this.#loader<T[]>(`${entity.name}#${foreignKey}#${JSON.stringify(options)}`, async (ids) => {
      const found = await this.rows(entity, { [foreignKey]: { $in: [...ids] } } as unknown as FilterQuery<T>, options.orderBy ? { orderBy: options.orderBy } : {});
      const byParent = Map.groupBy(found, (row) => row[foreignKey] as unknown as string);
      return ids.map((one) => (byParent.get(one) ?? []).slice(0, options.limit));
    });
    return loader.load(id);
  }

  async each<V>(name: string, id: string, read: (ids: readonly string[]) => Promise<ReadonlyMap<string, V>>): Promise<V | null> {
    const loader = this.#loader<V | null>(`each#${name}`, async (ids) => {
      const found = await read(ids);
      return ids.map((one) => found.get(one) ?? null);
    });
    return loader.load(id);
  }

  async page<T extends object>(entity: EntityClass<T>, where: FilterQuery<T>, options: PageOptions<T>): Promise<Page<T>> {
    const first = checkFirst(options.first ?? 50);
    const order = Object.entries(options.orderBy ?? {}).filter(([field]) => field !== 'id') as [string, 'ASC' | 'DESC'][];
    const idOrder = (options.orderBy as Record<string, 'ASC' | 'DESC'> | undefined)?.id ?? order[0]?.[1] ?? 'ASC';
    const full: [string, 'ASC' | 'DESC'][] = [...order, ['id', idOrder]];
    const after = options.after ? keysetAfter<T>(full, readCursor(this.orm, entity, full.map(([field]) => field), options.after)) : null;
    const found = await this.rows(entity, after ? ({ $and: [where, after] } as FilterQuery<T>) : where, { orderBy: Object.fromEntries(full) as QueryOrderMap<T>, limit: first + 1 });
    const nodes = found.slice(0, first);
    const count = (): Promise<number> => this.count(entity, where);
    const edges = nodes.map((node) => ({ node, cursor: encodeCursor(full.map(([field]) => (node as SqlRow)[field])) }));
    return {
      edges, nodes,
      get totalCount() { return count(); },
      pageInfo: { hasNextPage: found.length > first, hasPreviousPage: Boolean(options.after), startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null },
    };
  }

  async count<T extends object>(entity: EntityClass<T>, where: FilterQuery<T>): Promise<number> {
    const { sql, params } = queryOf(this.orm, entity).where(where).count().toQuery();
    const [row] = await this.sql<{ count: string }>(numbered(sql), params);
    return Number(row?.count ?? 0);
  }

  /** Ends the transaction, if one was opened, and forgets what was loaded; nothing is read here any more. */
  async close(): Promise<void> {
    const opened = this.#client;
    this.#client = null;
    this.#closed = true;
    this.#loaders.clear();
    if (!opened) return;
    const client = await opened.catch(() => null);
    if (!client) return;
    await this.#tail;
    const ended = await client.query('rollback').then(() => undefined, (error: Error) => error);
    client.release(ended);
  }

  async #open(): Promise<PoolClient> {
    const client = await this.pool.connect();
    try {
      await client.query(beginStatement(this.session(), 'read only'));
      return client;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }

  #loader<V>(name: string, batch: (ids: readonly string[]) => Promise<V[]>): DataLoader<string, V> {
    const known = this.#loaders.get(name) ?? new DataLoader<string, unknown>(batch, { maxBatchSize: 500 });
    this.#loaders.set(name, known);
    return known as DataLoader<string, V>;
  }
}
