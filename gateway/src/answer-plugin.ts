import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from './context.js';
import type { GrantDesk } from './grants.js';
import type { RequestMeter } from './request-meter.js';
import { Refusal } from './refusal.js';

/** Logs what is masked, spends session grants, names the request in every error, and counts what was answered. */
export function answerPlugin(desk: GrantDesk, meter: RequestMeter): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart({ contextValue }) {
      const stop = meter.start(contextValue.audience);
      return {
        async didEncounterErrors({ errors }) { logUnexpected(errors, contextValue); },
        async willSendResponse(request) {
          await spendGrants(desk, request);
          const errors = nameRequest(request);
          await contextValue.settle(errors.length > 0);
          stop(request.operation?.operation ?? 'unknown', String(errors[0]?.extensions?.code ?? 'OK'));
        },
      };
    },
  };
}

type Sending = GraphQLRequestContextWillSendResponse<GatewayContext>;

/** An answer without a session is worth nothing to somebody who signs in: it becomes the refusal. */
async function spendGrants(desk: GrantDesk, { contextValue, response }: Sending): Promise<void> {
  try {
    await desk.spend(contextValue);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal('INTERNAL', 'You could not be signed in.');
    if (!(error instanceof Refusal)) contextValue.log.error({ err: error }, 'a grant could not be spent');
    if (response.body.kind === 'single') response.body.singleResult = { errors: [refusal.toError(contextValue.meta.requestId)] };
  }
}

function nameRequest({ contextValue, response }: Sending): readonly GraphQLFormattedError[] {
  if (response.body.kind !== 'single') return [];
  const result = response.body.singleResult;
  delete result.extensions; // nothing beside the data is for callers
  if (!result.errors) return [];
  result.errors = result.errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId: contextValue.meta.requestId } }));
  return result.errors;
}

/** Refusals are everyday; what nobody foresaw is logged whole, because the caller sees only the request's id. */
function logUnexpected(errors: readonly GraphQLError[], { log }: GatewayContext): void {
  for (const error of errors) {
    const code = error.extensions.code;
    if (code !== undefined && code !== 'INTERNAL' && code !== 'INTERNAL_SERVER_ERROR' && code !== 'DOWNSTREAM_SERVICE_ERROR') continue;
    log.error({ err: error.originalError ?? error, path: error.path, subgraph: error.extensions.serviceName }, 'an unexpected error was masked');
  }
}
