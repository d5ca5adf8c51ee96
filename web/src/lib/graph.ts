import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { OperationTypeNode } from 'graphql';
import { failuresOf } from './failures';

/** Gives every act a key of its own, so that a repeat on a bad line has its effect once. A form that is sent twice may bring its key. */
function idempotency(): ApolloLink {
  return new ApolloLink((operation, forward) => {
    if (operation.operationType === OperationTypeNode.MUTATION) {
      operation.setContext((context: { headers?: Record<string, string>; idempotencyKey?: string }) => ({
        headers: { ...context.headers, 'idempotency-key': context.idempotencyKey ?? crypto.randomUUID() },
      }));
    }
    return forward(operation);
  });
}

/** A client for one of our graphs. `onSignedOut` runs when the session has ended. */
export function graphAt(uri: string, onSignedOut?: () => void): ApolloClient {
  const signedOut = new ErrorLink(({ error }) => {
    if (onSignedOut && failuresOf(error).some((failure) => failure.code === 'UNAUTHENTICATED')) onSignedOut();
  });
  return new ApolloClient({
    link: ApolloLink.from([signedOut, idempotency(), new HttpLink({ uri, credentials: 'same-origin' })]),
    cache: new InMemoryCache(),
    defaultOptions: {
      watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' },
    },
  });
}
