import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import type { RequestHandler } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Audience } from './audience.js';
import { answerPlugin } from './answer-plugin.js';
import type { GatewayContext } from './context.js';
import { SubgraphSource } from './data-source.js';
import type { GrantDesk } from './grants.js';
import { RequestInspector } from './limits.js';
import { maskError } from './masking.js';
import type { RequestMeter } from './request-meter.js';
import type { SubgraphClient } from './subgraph-client.js';

/** What a door is built of. */
export interface DoorParts {
  readonly audience: Audience;
  readonly supergraphSdl: string;
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  readonly desk: GrantDesk;
  readonly meter: RequestMeter;
  readonly introspection: boolean;
  readonly log: Logger;
}

/** One audience's contract, served. */
export interface Door {
  readonly audience: Audience;
  readonly inspector: RequestInspector;
  readonly handler: RequestHandler;
  stop(): Promise<void>;
}

/** The key under which the guard leaves the context for the server. */
export const CONTEXT = 'firmament';

/** Opens one door: a gateway over its contract, each subgraph behind our own source, errors masked. */
export async function openDoor(parts: DoorParts): Promise<Door> {
  const { audience, introspection, log } = parts;
  const gateway = new ApolloGateway({
    supergraphSdl: parts.supergraphSdl,
    buildService: ({ name }) => sourceFor(name, parts.clients),
    logger: quiet(log),
  });
  let schema: GraphQLSchema | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => { schema = apiSchema; });
  const server = new ApolloServer<GatewayContext>({
    gateway, introspection, formatError: maskError, logger: quiet(log),
    includeStacktraceInErrorResponses: false, hideSchemaDetailsFromClientErrors: !introspection,
    csrfPrevention: true, allowBatchedHttpRequests: false, persistedQueries: false, stopOnTerminationSignals: false,
    plugins: [answerPlugin(parts.desk, parts.meter)],
  });
  await server.start();
  if (!schema) throw new Error(`the contract «${audience}» did not load`);
  const handler = expressMiddleware(server, { context: async ({ res }) => res.locals[CONTEXT] as GatewayContext });
  return { audience, inspector: new RequestInspector(schema, audience), handler, stop: () => server.stop() };
}

function sourceFor(name: string, clients: ReadonlyMap<string, SubgraphClient>): GraphQLDataSource {
  const client = clients.get(name);
  if (!client) throw new Error(`the graph names the domain «${name}», but nothing was opened for it`);
  return new SubgraphSource(client);
}

/** The libraries' own chatter is of use only when something is wrong. */
function quiet(log: Logger) {
  return {
    debug: () => undefined, info: () => undefined,
    warn: (message?: string) => { log.warn(message); }, error: (message?: string) => { log.error(message); },
  };
}
