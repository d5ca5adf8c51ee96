import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/core';
import { newId, type EventContract } from '@firmament/events';
import type { Logger } from 'pino';
import { covers, type Actor, type RequestMeta } from './actor.js';
import { knowsClient } from './client-ref.js';
import type { EntityClass, FactPlace, SqlRow } from './context.js';
import type { DomainRuntime } from './domain-runtime.js';
import type { HookCtx } from './hooks.js';
import { LeanRead, type ReadTx } from './read-transaction.js';
import { Conflict, Forbidden, NotFound, Unauthenticated } from './refusals.js';
import { sessionOf } from './session-values.js';
import type { PendingFact, WriteTransaction } from './write-transaction.js';

/** The one context of a request; opened by the executor, a listener's delivery or a sweep. */
export class RequestContext implements HookCtx {
  readonly now: Date;
  readonly log: Logger;
  readonly config: unknown;
  readonly ports: unknown;
  readonly facts: PendingFact[] = [];
  granted: Record<string, unknown> | undefined;
  /** True when a keyed request was answered from its record. */
  replayed = false;
  actor: Actor;
  /** Who asked, before any operation of the request entered a firm or carried on as system. */
  readonly caller: Actor;
  /** Set by the executor while a `@Tenantless` operation runs. */
  tenantless = false;
  #write: WriteTransaction | null = null;
  #read: LeanRead | null = null;
  #ended = false;

  constructor(readonly runtime: DomainRuntime, actor: Actor, readonly meta: RequestMeta) {
    this.actor = actor;
    this.caller = actor;
    this.now = meta.seedTime ? new Date(meta.seedTime) : runtime.clock();
    this.config = runtime.config;
    this.ports = runtime.ports;
    this.log = runtime.log.child({ requestId: meta.requestId, correlationId: meta.correlationId, tenantId: actor.tenantId, actorKind: actor.kind });
  }

  get em(): EntityManager { return this.#writing().em; }
  get read(): ReadTx {
    if (this.#ended && !this.#read) throw new Error('this request is over: its answer is out');
    return (this.#read ??= new LeanRead(this.runtime.readPool(), this.runtime.orm(), () => sessionOf(this.actor)));
  }

  newId(prefix: string): string { return newId(prefix, { now: this.runtime.clock(), random: (n) => this.runtime.random(n) }); }
  randomBytes(length: number): Buffer { return Buffer.from(this.runtime.random(length)); }

  can(permission: string): boolean {
    const { def, publicRights } = this.runtime;
    if (this.actor.kind === 'public') return publicRights.includes(permission);
    if (this.actor.kind === 'portal') return (def.portalPermissions ?? []).includes(permission) || publicRights.includes(permission);
    return covers(this.actor.permissions, permission);
  }

  demand(permission: string): void {
    if (this.can(permission)) return;
    if (this.actor.kind === 'public') throw new Unauthenticated();
    throw new Forbidden();
  }

  async load<T extends object>(entity: EntityClass<T>, id: string, options: { ifVersion?: number | null } = {}): Promise<T> {
    const row = await this.em.findOne(entity, { id } as never, { lockMode: LockMode.PESSIMISTIC_WRITE }) as T | null;
    if (!row) throw new NotFound();
    const stored = (row as { version?: number }).version;
    if (options.ifVersion !== undefined && options.ifVersion !== null && stored !== options.ifVersion) {
      throw new Conflict('STALE_VERSION', 'Somebody changed this in the meantime. Look again.', { version: stored });
    }
    return row;
  }

  emit<T>(contract: EventContract<T>, data: T, place: FactPlace): void {
    this.#writing();
    if (!this.runtime.emits(contract)) throw new Error(`${this.runtime.def.name} did not declare that it emits ${contract.name}`);
    this.facts.push({ contract, data, aggregateId: place.aggregateId, clientId: place.clientId ?? this.actor.clientId ?? null });
  }

  async sql<T extends SqlRow = SqlRow>(text: string, params: readonly unknown[] = []): Promise<T[]> { return this.#writing().sql<T>(text, params); }

  async enterTenant(firmId: string): Promise<void> {
    if (!this.tenantless) throw new Error('only a @Tenantless operation may enter a firm');
    this.actor = { ...this.actor, tenantId: firmId };
    // What was read before the firm was known ran in a transaction without one.
    await this.closeRead();
    await this.#write?.setContext(sessionOf(this.actor));
  }

  async actAsSystem(because: string): Promise<void> {
    this.log.info({ because }, 'a verified capability carries on as system');
    this.actor = { ...this.actor, kind: 'system', permissions: [] };
    await this.#writing().setContext(sessionOf(this.actor));
  }

  /** Only a hook may say so, once it has verified what came in. */
  async actAsProvider(connectionId: string): Promise<void> {
    this.actor = { kind: 'provider', id: connectionId, tenantId: this.actor.tenantId, permissions: [] };
    await this.#writing().setContext(sessionOf(this.actor));
  }

  grant(payload: Record<string, unknown>): void { this.granted = payload; }
  async clientExists(clientId: string): Promise<void> { await knowsClient(this.runtime, this.actor, clientId); }

  /** The executor opens and closes the write side around a mutation root. */
  attach(write: WriteTransaction | null): void { this.#write = write; }
  get isWriting(): boolean { return this.#write !== null; }

  /** Ends the read transaction; the next read opens a fresh one. */
  async closeRead(): Promise<void> {
    const read = this.#read;
    this.#read = null;
    await read?.close();
  }

  /** Ends the reads of a request for good: fields that still run when its answer is out must not open another transaction. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.closeRead();
  }

  #writing(): WriteTransaction {
    if (!this.#write) throw new Error('the write side is open only inside a mutation or a listener, until its commit');
    return this.#write;
  }
}
