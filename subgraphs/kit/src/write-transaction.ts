import { CompiledQuery } from 'kysely';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { EventContract } from '@firmament/events';
import type { SqlRow } from './context.js';
import { settingsStatement, type SessionValues } from './session-values.js';

/** A fact that waits for the flush. */
export interface PendingFact { contract: EventContract; data: unknown; aggregateId: string; clientId: string | null }

interface RawExecutor { executeQuery(query: CompiledQuery): Promise<{ rows: unknown[] }> }

/** One database transaction with its context set first. After it ends, its entity manager throws. */
export class WriteTransaction {
  readonly em: EntityManager;
  #open = true;
  readonly #raw: EntityManager;

  private constructor(raw: EntityManager) {
    this.#raw = raw;
    this.em = guarded(raw, () => this.#open);
  }

  /** BEGIN, then the context as the first statement. */
  static async begin(orm: MikroORM, values: SessionValues): Promise<WriteTransaction> {
    const raw = orm.em.fork() as EntityManager;
    await raw.begin();
    const write = new WriteTransaction(raw);
    try {
      await write.setContext(values);
    } catch (error) {
      await write.rollback();
      throw error;
    }
    return write;
  }

  async setContext(values: SessionValues): Promise<void> { await this.sql(settingsStatement(values)); }

  async sql<T extends SqlRow = SqlRow>(text: string, params: readonly unknown[] = []): Promise<T[]> {
    if (!this.#open) throw closed();
    const executor = this.#raw.getTransactionContext() as unknown as RawExecutor;
    return (await executor.executeQuery(CompiledQuery.raw(text, [...params]))).rows as T[];
  }

  async flush(): Promise<void> { await this.#raw.flush(); }

  /** Forgets what was read and flushed: the next find asks the database again. */
  forget(): void { this.#raw.clear(); }

  async commit(): Promise<void> {
    await this.#raw.commit();
    this.#open = false;
    this.#raw.clear();
  }

  async rollback(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#raw.rollback();
    this.#raw.clear();
  }
}

const closed = (): Error => new Error('this transaction has ended; relations are read through ctx.read');

function guarded(em: EntityManager, isOpen: () => boolean): EntityManager {
  return new Proxy(em, {
    get(target, key) {
      if (!isOpen()) throw closed();
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
