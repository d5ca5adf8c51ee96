import type { Constructor, EntityClass as OrmEntity } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import type { DataOf, Envelope, EventContract } from '@firmament/events';
import type { Logger } from 'pino';
import type { ClassType } from 'type-graphql';
import { z } from 'zod';
import type { Ctx, EntityClass, SqlRow } from './context.js';
import type { Hook } from './hooks.js';
import type { Refusal } from './refusals.js';

/** How another graph's pointer at one of our types is followed. */
export interface Reference { readonly permission: string; readonly resolve: (id: string, ctx: Ctx) => Promise<object | null> }

/** A fact as a listener sees it. */
export type ReceivedEvent<T> = Omit<Envelope, 'data'> & { readonly data: T };

/** What a domain itself must do about a fact. */
export interface Listener {
  readonly contract: EventContract;
  readonly handle: (event: ReceivedEvent<never>, ctx: Ctx) => Promise<void>;
}

/** What the work of a sweep belongs to. `provider` is the outside service whose news it carries on: the facts name it, and the rights stay the sweep's own. */
export interface SweepStory { correlationId?: string; causationId?: string; seedTime?: string; provider?: { readonly connectionId: string; readonly name: string } }

/** What a sweep may do: scan its thin due-table across firms, then work inside each firm. */
export interface SweepCtx {
  readonly now: Date;
  readonly log: Logger;
  readonly config: unknown;
  readonly ports: unknown;
  /** SQL under the sweeper's login, which sees due-tables only. */
  scan<T extends SqlRow>(text: string, params?: readonly unknown[]): Promise<T[]>;
  /** One write transaction in a firm, as `system`. */
  inTenant<T>(firmId: string, work: (ctx: Ctx) => Promise<T>, story?: SweepStory): Promise<T>;
}

/** Work that comes due by the clock. */
export interface Sweep { readonly name: string; readonly everyMs: number; readonly run: (ctx: SweepCtx) => Promise<void> }

/** The declaration of a domain. Server, source, SDL, migrations, tests and docs are derived from it; it starts nothing. */
export interface SubgraphDefinition {
  /** Also: Postgres schema, roles' prefix, JetStream durable, SDL file. */
  readonly name: string;
  readonly entities: readonly OrmEntity[];
  readonly resolvers: readonly [Function, ...Function[]];
  /** Stubs of other domains' types, and types that nothing returns directly. */
  readonly orphans?: readonly ClassType[];
  readonly references?: Readonly<Record<string, Reference>>;
  readonly emits: readonly EventContract[];
  readonly listens?: readonly Listener[];
  readonly migrations: readonly Constructor<Migration>[];
  /** Each permission with the words a role editor shows. */
  readonly permissions: Readonly<Record<string, string>>;
  readonly publicPermissions?: readonly string[];
  readonly portalPermissions?: readonly string[];
  /** Named database constraints and the refusal each one means. */
  readonly constraints?: Readonly<Record<string, () => Refusal>>;
  readonly config?: z.ZodObject;
  /** The domain's ways to the world outside, one of each per process; `stop`, where they have one, is called when the domain stops. */
  readonly ports?: (config: never, log: Logger) => unknown;
  /** Tables (with schema) and the client column that merge and erasure must follow. */
  readonly clientTables?: Readonly<Record<string, string>>;
  readonly sweeps?: readonly Sweep[];
  /** Who hears callbacks of providers, by the word that stands in their address: `/hooks/<word>/<firm>/<connection>`. One domain per word in the house. */
  readonly hooks?: Readonly<Record<string, Hook>>;
}

const domainName = /^[a-z]+$/;
const hookName = /^[a-z]+(-[a-z]+)*$/;

/** Checks a declaration and gives it back frozen. Throws at load time with the first thing that is wrong. */
export function defineSubgraph<D extends SubgraphDefinition>(definition: D): D {
  if (!domainName.test(definition.name)) throw new Error(`«${definition.name}» is not a domain name`);
  for (const permission of Object.keys(definition.permissions)) {
    if (!permission.startsWith(`${definition.name}.`) || permission.split('.').length !== 3) throw new Error(`permission ${permission} is not ${definition.name}.<noun>.<verb>`);
  }
  for (const fact of definition.emits) {
    if (fact.domain !== definition.name) throw new Error(`${definition.name} cannot emit ${fact.name}: it belongs to ${fact.domain}`);
  }
  for (const hook of Object.keys(definition.hooks ?? {})) {
    if (!hookName.test(hook)) throw new Error(`«${hook}» is no word for the address of a hook`);
  }
  return Object.freeze(definition);
}

/** Says what this domain does when a fact arrives. */
export function on<C extends EventContract>(contract: C, handle: (event: ReceivedEvent<DataOf<C>>, ctx: Ctx) => Promise<void>): Listener {
  return { contract, handle: handle as Listener['handle'] };
}

/** Follows references to our own rows by id, batched. */
export function byId<T extends object>(entity: EntityClass<T>, permission: string): Reference {
  return { permission, resolve: (id, ctx) => ctx.read.load(entity, id) };
}

/** Follows references to another domain's type that we only add fields to: the key is all there is. */
export function stub<T extends object>(type: new () => T, permission: string): Reference {
  return { permission, resolve: async (id) => Object.assign(new type(), { id }) };
}

/** Declares work that comes due by the clock. */
export const sweep = (declared: Sweep): Sweep => declared;
