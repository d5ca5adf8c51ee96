import { performance } from 'node:perf_hooks';
import { randomBytes } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { NatsConnection } from '@nats-io/transport-node';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Actor, RequestMeta } from './actor.js';
import { readConfig } from './config.js';
import { crashAt } from './crash.js';
import type { SubgraphDefinition } from './define-subgraph.js';
import type { DomainRuntime } from './domain-runtime.js';
import { executableSchema } from './executable-schema.js';
import { SubgraphExecutor, type SubgraphAnswer, type SubgraphRequest } from './execute.js';
import { answerHook, type HookAnswer, type HookRequest } from './hooks.js';
import { Messaging, type MessagingStatus } from './messaging.js';
import { makeOrm } from './orm-options.js';
import { makePool } from './pool.js';
import { assertReadyToServe } from './start-checks.js';
import { Sweeper } from './sweeper.js';

/** The logins of one domain; each sees its own schema only. */
export interface DomainUrls { rw: string; relay?: string; consumer?: string; sweeper?: string }

/** What a domain is opened with. Time, chance and the environment come in here and nowhere else. */
export interface DomainOptions {
  urls: DomainUrls;
  nats?: NatsConnection | undefined;
  log: Logger;
  clock?: () => Date;
  random?: (bytes: number) => Uint8Array;
  env?: Readonly<Record<string, string | undefined>>;
  publicRights?: readonly string[];
  /** Connections of the write side and of the read side, each. */
  poolSize?: number;
}

/** Figures for health and metrics. */
export interface DomainHealth { ok: boolean; detail: string; messaging: MessagingStatus | null }

/** An opened domain: answers requests, and after `startMessaging` carries its facts and runs its sweeps. */
export interface Domain {
  readonly name: string;
  readonly def: SubgraphDefinition;
  execute(request: SubgraphRequest, actor: Actor, meta: RequestMeta): Promise<SubgraphAnswer>;
  /** Hears a callback of a provider. */
  hear(hook: string, request: HookRequest, meta: RequestMeta): Promise<HookAnswer>;
  startMessaging(): Promise<void>;
  health(): Promise<DomainHealth>;
  stop(): Promise<void>;
}

/** Opens a domain. Connects lazily; refuses to open when the database is not migrated, a wall is open or the role is too strong. */
export async function openDomain(def: SubgraphDefinition, options: DomainOptions): Promise<Domain> {
  const opened = new OpenedDomain(def, options);
  await assertReadyToServe(def, opened.readPool());
  return opened;
}

class OpenedDomain implements Domain, DomainRuntime {
  readonly log: Logger;
  readonly config: unknown;
  readonly ports: unknown;
  readonly clock: () => Date;
  readonly random: (bytes: number) => Uint8Array;
  readonly publicRights: readonly string[];
  readonly #executor: SubgraphExecutor;
  readonly #messaging: Messaging | null;
  readonly #sweeper: Sweeper | null;
  #pool: pg.Pool | null = null;
  #orm: MikroORM | null = null;

  constructor(readonly def: SubgraphDefinition, private readonly options: DomainOptions) {
    this.log = options.log.child({ subgraph: def.name });
    this.config = readConfig(def.config, options.env ?? {});
    this.ports = def.ports?.(this.config as never, this.log) ?? {};
    this.clock = options.clock ?? (() => new Date());
    this.random = options.random ?? randomBytes;
    this.publicRights = options.publicRights ?? def.publicPermissions ?? [];
    this.#executor = new SubgraphExecutor(this, executableSchema(def));
    this.#messaging = options.nats && options.urls.relay && options.urls.consumer
      ? new Messaging(this, { nats: options.nats, relayUrl: options.urls.relay, consumerUrl: options.urls.consumer, crashPoint: crashAt(options.env ?? {}) }) : null;
    this.#sweeper = options.urls.sweeper && def.sweeps?.length ? new Sweeper(this, options.urls.sweeper) : null;
  }

  get name(): string { return this.def.name; }
  monotonic = (): number => performance.now();
  emits(contract: { name: string }): boolean { return this.def.emits.some((known) => known.name === contract.name); }
  nudge(): void { this.#messaging?.nudge(); }
  execute(request: SubgraphRequest, actor: Actor, meta: RequestMeta): Promise<SubgraphAnswer> { return this.#executor.execute(request, actor, meta); }
  hear(hook: string, request: HookRequest, meta: RequestMeta): Promise<HookAnswer> { return answerHook(this, hook, request, meta); }

  readPool(): pg.Pool {
    return (this.#pool ??= makePool(this.options.urls.rw, this.options.poolSize ?? 3, this.log));
  }

  orm(): MikroORM {
    return (this.#orm ??= makeOrm(this.def, this.options.urls.rw, this.options.poolSize ?? 3));
  }

  async startMessaging(): Promise<void> {
    await this.#messaging?.start();
    this.#sweeper?.start();
  }

  async health(): Promise<DomainHealth> {
    try {
      await this.readPool().query('select 1');
      return { ok: true, detail: 'ready', messaging: (await this.#messaging?.status()) ?? null };
    } catch (error) {
      return { ok: false, detail: (error as Error).message, messaging: null };
    }
  }

  async stop(): Promise<void> {
    await this.#sweeper?.stop();
    await this.#messaging?.stop();
    await this.#orm?.close(true);
    await this.#pool?.end();
    await (this.ports as { stop?: () => unknown }).stop?.();
  }
}
