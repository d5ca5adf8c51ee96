import type { EntityManager } from '@mikro-orm/postgresql';
import type { EventContract } from '@firmament/events';
import type { Logger } from 'pino';
import type { Actor, RequestMeta } from './actor.js';
import type { ReadTx } from './read-transaction.js';

/** A row as the driver gives it: bare uuids and column names. */
export type SqlRow = Record<string, unknown>;

/** Where a fact belongs: the thing it is about and, where derivable, the client. */
export interface FactPlace { aggregateId: string; clientId?: string | null }

/** A class that is an entity. */
export type EntityClass<T extends object> = new () => T;

/** Everything a resolver, listener or sweep may lean on. Made once per request; nothing of it is global. */
export interface Ctx {
  readonly actor: Actor;
  readonly meta: RequestMeta;
  /** Business time. The same through the whole request, and the seeded time where a story of the past is told. */
  readonly now: Date;
  readonly log: Logger;
  /** The domain's parsed configuration. */
  readonly config: unknown;
  /** The domain's ports to the world outside. */
  readonly ports: unknown;
  /** MikroORM on the write transaction. Throws outside a mutation or listener, and after the commit. */
  readonly em: EntityManager;
  /** The only legal read path of queries, field resolvers and references. */
  readonly read: ReadTx;
  /** A fresh TypeID with this prefix. */
  newId(prefix: string): string;
  randomBytes(length: number): Buffer;
  /** True when the actor holds the permission. */
  can(permission: string): boolean;
  /** Refuses with FORBIDDEN unless the actor holds the permission. */
  demand(permission: string): void;
  /** Loads a row to change it and locks it; NOT_FOUND when unseen, CONFLICT STALE_VERSION when `ifVersion` is old. */
  load<T extends object>(entity: EntityClass<T>, id: string, options?: { ifVersion?: number | null }): Promise<T>;
  /** States a fact; it leaves with the commit or not at all. */
  emit<T>(contract: EventContract<T>, data: T, place: FactPlace): void;
  /** Raw SQL on the write transaction with `$1` parameters. */
  sql<T extends SqlRow = SqlRow>(text: string, params?: readonly unknown[]): Promise<T[]>;
  /** Only in a `@Tenantless` operation: from here on the transaction belongs to this firm. */
  enterTenant(firmId: string): Promise<void>;
  /** Carries on as `system` after a capability was verified, such as a booking's manage token; the reason is logged. */
  actAsSystem(because: string): Promise<void>;
  /** Hands the gateway a one-time grant beside the answer. */
  grant(payload: Record<string, unknown>): void;
  /** NOT_FOUND unless the client is known here; waits up to two seconds for news of it. */
  clientExists(clientId: string): Promise<void>;
}
