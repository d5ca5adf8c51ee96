import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Audience } from './audience.js';
import { answerPlugin } from './answer-plugin.js';
import type { GatewayContext } from './context.js';
import { askDomains } from './data-source.js';
import { FederatedGateway } from './federation/federated-gateway.js';
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

/** Opens one door: a gateway over its contract, errors masked. */
export async function openDoor(parts: DoorParts): Promise<Door> {
  const { audience, introspection, log } = parts;
  const gateway = new FederatedGateway(parts.supergraphSdl, askDomains(parts.clients));
  const server = new ApolloServer<GatewayContext>({
    gateway, introspection, formatError: maskError, logger: quiet(log),
    includeStacktraceInErrorResponses: false, hideSchemaDetailsFromClientErrors: !introspection,
    csrfPrevention: true, allowBatchedHttpRequests: false, persistedQueries: false, stopOnTerminationSignals: false,
    plugins: [answerPlugin(parts.desk, parts.meter)],
  });
  await server.start();
  const handler = expressMiddleware(server, { context: async ({ res }) => res.locals[CONTEXT] as GatewayContext });
  return { audience, inspector: new RequestInspector(gateway.schema, audience), handler, stop: () => server.stop() };
}

/** The libraries' own chatter is of use only when something is wrong. */
function quiet(log: Logger) {
  return {
    debug: () => undefined, info: () => undefined,
    warn: (message?: string) => { log.warn(message); }, error: (message?: string) => { log.error(message); },
  };
}
