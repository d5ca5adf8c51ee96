import type { GatewayContext } from './context.js';
import type { Ask } from './federation/execution.js';
import type { SubgraphAnswer, SubgraphClient, SubgraphError } from './subgraph-client.js';

/**
 * Hands each fetch of a query plan to its domain with the actor and request of this call, and nothing of the gateway's own
 * context. What a domain says beside its data stays here: session grants are kept for the cookie plugin.
 */
export function askDomains(clients: ReadonlyMap<string, SubgraphClient>): Ask {
  return async (domain, request, context) => {
    const client = clients.get(domain);
    if (!client) throw new Error(`the graph names the domain «${domain}», but nothing was opened for it`);
    const answer = await asked(client, request, context);
    if (client.name === 'identity' && /^\s*mutation\b/.test(request.query)) context.changed.identity = true;
    const grant = answer.extensions?.grant;
    if (grant !== undefined && grant !== null) context.grants.push({ from: client.name, payload: grant });
    return { ...(answer.data === undefined ? {} : { data: answer.data }), ...errorsOf(answer.errors) };
  };
}

/** A domain that is down costs its part of the answer, not the page. */
async function asked(client: SubgraphClient, request: Parameters<SubgraphClient['execute']>[0], context: GatewayContext): Promise<SubgraphAnswer> {
  try {
    return await client.execute(request, context.actor, context.meta);
  } catch (error) {
    context.log.error({ err: error, subgraph: client.name }, 'a domain did not answer');
    return { data: null, errors: [{ message: 'unavailable', extensions: { code: 'INTERNAL', reason: 'DOMAIN_UNAVAILABLE' } }] };
  }
}

/** Errors as plain data, the same whether they crossed a wire or not. */
function errorsOf(errors: readonly SubgraphError[] | undefined): { errors?: SubgraphError[] } {
  if (!errors || errors.length === 0) return {};
  return { errors: errors.map(({ message, path, extensions }) => ({ message, extensions: { ...extensions, code: extensions?.code ?? 'INTERNAL' }, ...(path ? { path } : {}) })) };
}
