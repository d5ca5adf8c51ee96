import type { ApolloClient } from '@apollo/client';
import { AbortLineUploadDocument, BeginLineUploadDocument, CompleteLineUploadDocument, LinePartAddressesDocument, LineUploadStandingDocument } from '../../gql/public/graphql';
import { answerOf } from '../../lib/taker';
import type { Taker } from '../../lib/upload';

/** What opens a line to somebody who has not signed in. */
export interface LinkOfMail {
  token: string;
  passcode: string | null;
}

/** Takes files for one line, by the link of a mail. */
export function lineTaker(graph: ApolloClient, itemId: string, link: LinkOfMail): Taker {
  const all = { errorPolicy: 'all' } as const;
  return {
    begin: async (declared) => (await answerOf(graph.mutate({ mutation: BeginLineUploadDocument, variables: { input: { ...declared, itemId, link } }, ...all }))).beginRequestUpload,
    addresses: async (uploadId, numbers) => (await answerOf(graph.mutate({ mutation: LinePartAddressesDocument, variables: { input: { uploadId, numbers, link } }, ...all }))).presignRequestUploadParts,
    complete: async (uploadId, parts) => { await answerOf(graph.mutate({ mutation: CompleteLineUploadDocument, variables: { input: { uploadId, parts, link } }, ...all })); },
    standing: async (id) => (await answerOf(graph.query({ query: LineUploadStandingDocument, variables: { id, token: link.token }, fetchPolicy: 'no-cache', ...all }))).requestUpload,
    abort: async (uploadId) => { await answerOf(graph.mutate({ mutation: AbortLineUploadDocument, variables: { input: { uploadId, link } }, ...all })); },
  };
}
