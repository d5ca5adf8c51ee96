import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from './context.js';
import { dedupe, fanOut } from './dedupe.js';
import type { SubgraphAnswer, SubgraphClient, SubgraphError } from './subgraph-client.js';

type Options = GraphQLDataSourceProcessOptions<Record<string, unknown>>;
type Response = Awaited<ReturnType<GraphQLDataSource['process']>>;

/**
 * Hands each fetch of a query plan to its domain with the actor and request of this call, and nothing of the gateway's own
 * context. The library drops what a subgraph says beside its data, so session grants are kept here for the cookie plugin.
 */
export class SubgraphSource implements GraphQLDataSource<Record<string, unknown>> {
  constructor(private readonly client: SubgraphClient) {}

  async process(options: Options): Promise<Response> {
    const context = options.context as unknown as GatewayContext;
    const variables = (options.request.variables ?? {}) as Record<string, unknown>;
    const asked = Array.isArray(variables.representations) ? dedupe(variables.representations) : undefined;
    const answer = await this.ask(context, {
      query: options.request.query ?? '',
      variables: asked ? { ...variables, representations: asked.representations } : variables,
      ...(options.request.operationName ? { operationName: options.request.operationName } : {}),
    });
    if (this.client.name === 'identity' && /^\s*mutation\b/.test(options.request.query ?? '')) context.changed.identity = true;
    const grant = answer.extensions?.grant;
    if (grant !== undefined && grant !== null) context.grants.push({ from: this.client.name, payload: grant });
    return { ...dataOf(answer, asked?.positions), ...errorsOf(answer.errors, asked?.positions) } as Response;
  }

  /** A domain that is down costs its part of the answer, not the page. */
  private async ask(context: GatewayContext, request: Parameters<SubgraphClient['execute']>[0]): Promise<SubgraphAnswer> {
    try {
      return await this.client.execute(request, context.actor, context.meta);
    } catch (error) {
      context.log.error({ err: error, subgraph: this.client.name }, 'a domain did not answer');
      return { data: null, errors: [{ message: 'unavailable', extensions: { code: 'INTERNAL', reason: 'DOMAIN_UNAVAILABLE' } }] };
    }
  }
}

function dataOf(answer: SubgraphAnswer, positions: readonly number[] | undefined): { data?: Record<string, unknown> | null } {
  const entities = answer.data?._entities;
  if (!positions || !Array.isArray(entities)) return answer.data === undefined ? {} : { data: answer.data };
  return { data: { ...answer.data, _entities: fanOut(entities, positions) } };
}

/** Errors as plain data, the same whether they crossed a wire or not. */
function errorsOf(errors: readonly SubgraphError[] | undefined, positions: readonly number[] | undefined): { errors?: GraphQLFormattedError[] } {
  if (!errors || errors.length === 0) return {};
  const placed = positions ? errors.flatMap((error) => fanOutError(error, positions)) : errors;
  return {
    errors: placed.map(({ message, path, extensions }) => ({
      message, extensions: { ...extensions, code: extensions?.code ?? 'INTERNAL' }, ...(path ? { path } : {}),
    })),
  };
}

/** An error about one entity stands at every place that asked for it: the gateway finds the page's place by that number. */
function fanOutError(error: SubgraphError, positions: readonly number[]): SubgraphError[] {
  const [root, entity, ...rest] = error.path ?? [];
  if (root !== '_entities' || typeof entity !== 'number') return [error];
  return positions.flatMap((position, place) => (position === entity ? [{ ...error, path: ['_entities', place, ...rest] }] : []));
}
