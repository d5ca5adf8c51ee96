import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { createResolversMap } from 'type-graphql';
import type { Marks } from './audience.js';
import { isId } from '@firmament/events';
import { codeSchema } from './code-schema.js';
import { knowsClient } from './client-ref.js';
import type { SubgraphDefinition } from './define-subgraph.js';
import { permissionOf } from './operation-permission.js';
import { once } from './idempotency.js';
import { auditFact } from './fact-writer.js';
import { RequestContext } from './request-context.js';
import { NotFound } from './refusals.js';
import { printSubgraphSdl } from './sdl.js';
import { unitOfWork } from './unit-of-work.js';

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;
type ResolverMap = Record<string, Record<string, unknown>>;

/** The schema that requests run on: federation's entry points added, each mutation root wrapped in its unit of work. */
export function executableSchema(def: SubgraphDefinition): GraphQLSchema {
  const schema = codeSchema(def);
  const resolvers = createResolversMap(schema) as ResolverMap;
  const mutations = resolvers.Mutation ?? {};
  for (const [name, resolve] of Object.entries(mutations)) {
    const marks = (schema.getMutationType()?.getFields()[name]?.extensions ?? {}) as Marks;
    mutations[name] = mutationRoot(name, resolve as Resolver, marks, permissionOf(def, 'mutation', name));
  }
  for (const [name, resolve] of Object.entries(resolvers.Query ?? {})) {
    if (schema.getQueryType()?.getFields()[name]?.extensions.tenantless === true) (resolvers.Query ?? {})[name] = tenantlessQuery(resolve as Resolver);
  }
  for (const [typeName, reference] of Object.entries(def.references ?? {})) {
    (resolvers[typeName] ??= {}).__resolveReference = async (key: { id: string }, ctx: RequestContext) => {
      ctx.demand(reference.permission);
      return withTypename(await reference.resolve(key.id, ctx), typeName);
    };
  }
  return buildSubgraphSchema([{ typeDefs: parse(printSubgraphSdl(def)), resolvers: resolvers as never }]);
}

const withTypename = (found: object | null, typeName: string): object | null => {
  if (found && !('__typename' in found)) Object.defineProperty(found, '__typename', { value: typeName, enumerable: false });
  return found;
};

/** authorise → write transaction round the root field → commit → the selection, in a fresh read transaction. */
function mutationRoot(name: string, resolve: Resolver, marks: Marks, permission: string | null): Resolver {
  return async (source, args, ctx, info) => {
    if (permission) ctx.demand(permission);
    // A root before this one may have entered a firm; that firm is not this root's.
    ctx.actor = ctx.caller;
    ctx.tenantless = marks.tenantless === true;
    if (!ctx.actor.tenantId && !ctx.tenantless) throw new NotFound('This firm is not known.');
    if (marks.forClient) await knowsClientOf(ctx, args, marks.forClient);
    return unitOfWork(ctx, () => once(ctx, name, args, info, async () => {
      const answer: unknown = await resolve(source, args, ctx, info);
      if (ctx.facts.length === 0 && ctx.actor.tenantId) auditFact(ctx, name, idsIn(answer));
      return answer;
    }));
  };
}

/** In a context of its own: query roots run side by side, and none may be carried into the firm that another one enters. */
async function knowsClientOf(ctx: RequestContext, args: unknown, field: string): Promise<void> {
  const named = (args as { input?: Record<string, unknown> }).input?.[field];
  if (named === null || named === undefined) return;
  if (!isId('cli', named)) throw new NotFound('This client is not known here.');
  await knowsClient(ctx.runtime, ctx.actor, named);
}

function tenantlessQuery(resolve: Resolver): Resolver {
  return async (source, args, ctx, info) => {
    const own = new RequestContext(ctx.runtime, ctx.caller, ctx.meta);
    own.tenantless = true;
    try {
      return await resolve(source, args, own, info);
    } finally {
      await own.closeRead();
    }
  };
}

function idsIn(answer: unknown): string[] {
  if (!answer || typeof answer !== 'object') return [];
  const own = (answer as { id?: unknown }).id;
  const inner = Object.values(answer).flatMap((value) => (value && typeof value === 'object' && typeof (value as { id?: unknown }).id === 'string' ? [(value as { id: string }).id] : []));
  return [...(typeof own === 'string' ? [own] : []), ...inner];
}
