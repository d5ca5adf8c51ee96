/** The front door of the kit: what every domain may lean on. It knows no domain. */
import 'reflect-metadata';

export { Action, Audience, ForClient, Internal, Personal, Tenantless, type Marks } from './audience.js';
export { covers, signActor, verifyActor, type Actor, type ActorKind, type RequestMeta } from './actor.js';
export { ConfigFault, readConfig } from './config.js';
export type { Ctx, EntityClass, FactPlace, SqlRow } from './context.js';
export { byId, defineSubgraph, on, stub, sweep, type Listener, type ReceivedEvent, type Reference, type SubgraphDefinition, type Sweep, type SweepCtx } from './define-subgraph.js';
export { openDomain, type Domain, type DomainHealth, type DomainOptions, type DomainUrls } from './domain.js';
export { codeSchema } from './code-schema.js';
export { executableSchema } from './executable-schema.js';
export type { SubgraphAnswer, SubgraphRequest } from './execute.js';
export { IdColumn, IdField, IdProperty, Key, TenantField, VersionField } from './id-columns.js';
export { idToUuid, isId, newId, uuidToId } from './ids.js';
export { dropInboxPurge, inboxPurge } from './inbox-purge.js';
export { crossTenantKitTables, dropKitTables, grantTables, kitTables } from './kit-tables.js';
export { loggerOptions, redactText } from './logging.js';
export { durableOf, listenersOf, systemActor } from './messaging.js';
export { metricsText } from './metrics.js';
export { Money } from './money.js';
export { operationsOf, type OperationRow } from './operations.js';
export { connectionOf, decodeCursor, encodeCursor, PageArgs, PageInfo, type Page } from './page.js';
export type { ReadTx } from './read-transaction.js';
export { Conflict, Forbidden, IdempotencyMismatch, Invalid, NotFound, RateLimited, Refusal, Unauthenticated, type RefusalCode } from './refusals.js';
export { BigIntScalar, CurrencyCodeScalar, DateScalar, DateTimeScalar, DecimalScalar, JsonScalar, TimeZoneScalar } from './scalars.js';
export { printSubgraphSdl } from './sdl.js';
export { currentTraceparent, inSpan, startTracing } from './tracing.js';
export { connectNats, domainUrls, serve } from './serve.js';
export { Migration } from '@mikro-orm/migrations';
