import { GraphQLError, execute, parse, validate, type DocumentNode, type ExecutionResult, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Actor, RequestMeta } from './actor.js';
import type { DomainRuntime } from './domain-runtime.js';
import { Refusal } from './refusals.js';
import { RequestContext } from './request-context.js';
import { inSpan } from './tracing.js';
import { asRefusal } from './unit-of-work.js';

/** A GraphQL request as the gateway sends it to one subgraph. */
export interface SubgraphRequest { query: string; variables?: Record<string, unknown> | undefined; operationName?: string | undefined }

/** The answer, with a grant for the gateway where the operation made one. */
export interface SubgraphAnswer { data?: Record<string, unknown> | null; errors?: GraphQLFormattedError[]; extensions?: { grant?: Record<string, unknown>; replayed?: boolean } }

/** Runs requests on one schema with parsed and validated documents kept. Used by both modes. */
export class SubgraphExecutor {
  readonly #documents = new LRUCache<string, { document: DocumentNode } | { errors: readonly GraphQLError[] }>({ max: 2_000 });

  constructor(private readonly runtime: DomainRuntime, private readonly schema: GraphQLSchema) {}

  async execute(request: SubgraphRequest, actor: Actor, meta: RequestMeta): Promise<SubgraphAnswer> {
    const prepared = this.#prepare(request.query);
    if ('errors' in prepared) return { errors: prepared.errors.map((e) => ({ ...e.toJSON(), extensions: { code: 'BAD_USER_INPUT', reason: 'GRAPHQL_INVALID' } })) };
    const ctx = new RequestContext(this.runtime, actor, meta);
    try {
      const result: ExecutionResult = await inSpan(`${this.runtime.def.name}.execute`, { 'firmament.request': meta.requestId, 'firmament.correlation': meta.correlationId, 'firmament.actor': actor.kind }, meta.traceparent, async () => execute({ schema: this.schema, document: prepared.document, contextValue: ctx, variableValues: request.variables ?? null, operationName: request.operationName ?? null }));
      return this.#answer(ctx, result);
    } finally {
      await ctx.end();
    }
  }

  #prepare(query: string): { document: DocumentNode } | { errors: readonly GraphQLError[] } {
    const known = this.#documents.get(query);
    if (known) return known;
    const prepared = prepare(this.schema, query);
    this.#documents.set(query, prepared);
    return prepared;
  }

  #answer(ctx: RequestContext, result: ExecutionResult): SubgraphAnswer {
    const extensions = { ...(ctx.granted ? { grant: ctx.granted } : {}), ...(ctx.replayed ? { replayed: true } : {}) };
    return {
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(result.errors ? { errors: result.errors.map((error) => publicError(ctx, error)) } : {}),
      ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
    };
  }
}

function prepare(schema: GraphQLSchema, query: string): { document: DocumentNode } | { errors: readonly GraphQLError[] } {
  try {
    const document = parse(query, { maxTokens: 20_000 });
    const errors = validate(schema, document);
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    return { errors: [error as GraphQLError] };
  }
}

interface FieldFault { property: string; constraints?: Record<string, string>; children?: FieldFault[] }

/** Says a refusal as it is, an argument fault in words, and hides everything else behind the request id. */
function publicError(ctx: RequestContext, error: GraphQLError): GraphQLFormattedError {
  const cause = asRefusal(ctx.runtime, error.originalError ?? error);
  const place = { ...(error.path ? { path: error.path } : {}), ...(error.locations ? { locations: error.locations } : {}) };
  const requestId = ctx.meta.requestId;
  if (cause instanceof Refusal) return { message: cause.message, ...place, extensions: { ...cause.extensions, requestId } };
  const faults = (error.extensions.validationErrors ?? (cause as { extensions?: { validationErrors?: unknown } }).extensions?.validationErrors) as FieldFault[] | undefined;
  if (faults) {
    const { field, sentence } = firstFault(faults, 'input');
    return { message: sentence, ...place, extensions: { code: 'BAD_USER_INPUT', reason: 'ARGUMENT_INVALID', field, requestId } };
  }
  if (!error.originalError || error.originalError instanceof GraphQLError) {
    return { message: error.message, ...place, extensions: { code: 'BAD_USER_INPUT', reason: 'ARGUMENT_INVALID', requestId } };
  }
  if (isTextFault(cause)) return { message: 'A text holds a character that cannot be kept.', ...place, extensions: { code: 'BAD_USER_INPUT', reason: 'TEXT_INVALID', requestId } };
  ctx.log.error({ err: cause, path: error.path }, 'a resolver failed');
  return { message: 'This did not work, and it is our fault. Nothing was changed.', ...place, extensions: { code: 'INTERNAL', requestId } };
}

/** Postgres cannot hold NUL bytes or broken UTF-8; that is the caller's text, not our failure. */
const isTextFault = (cause: unknown): boolean => /22021|invalid byte sequence|\\u0000 cannot be converted/.test(`${(cause as { code?: string }).code ?? ''} ${(cause as Error).message ?? ''}`);

function firstFault(faults: readonly FieldFault[], path: string): { field: string; sentence: string } {
  const fault = faults[0];
  if (!fault) return { field: path, sentence: 'An argument is wrong.' };
  const field = `${path}.${fault.property}`;
  const sentence = Object.values(fault.constraints ?? {})[0];
  if (!sentence && fault.children?.length) return firstFault(fault.children, field);
  return { field, sentence: sentence ? `${sentence[0]?.toUpperCase() ?? ''}${sentence.slice(1)}.` : 'An argument is wrong.' };
}
