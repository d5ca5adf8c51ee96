import type { ApolloClient } from '@apollo/client';
import {
  AbortPortalUploadDocument, BeginPortalLineUploadDocument, BeginPortalUploadDocument, CompletePortalLineUploadDocument, CompletePortalUploadDocument, PortalLinePartAddressesDocument, PortalPartAddressesDocument, PortalUploadStandingDocument,
} from '../../gql/portal/graphql';
import { answerOf } from '../../lib/taker';
import type { Taker } from '../../lib/upload';

const all = { errorPolicy: 'all' } as const;

/** What holds for every upload of somebody who is signed in. */
function known(graph: ApolloClient): Pick<Taker, 'standing' | 'abort'> {
  return {
    standing: async (id) => (await answerOf(graph.query({ query: PortalUploadStandingDocument, variables: { id }, fetchPolicy: 'no-cache', ...all }))).fileUpload,
    abort: async (uploadId) => { await answerOf(graph.mutate({ mutation: AbortPortalUploadDocument, variables: { input: { uploadId } }, ...all })); },
  };
}

/** Takes files for one line of a request. */
export function lineTaker(graph: ApolloClient, itemId: string): Taker {
  return {
    ...known(graph),
    begin: async (declared) => (await answerOf(graph.mutate({ mutation: BeginPortalLineUploadDocument, variables: { input: { ...declared, itemId } }, ...all }))).beginRequestUpload,
    addresses: async (uploadId, numbers) => (await answerOf(graph.mutate({ mutation: PortalLinePartAddressesDocument, variables: { input: { uploadId, numbers } }, ...all }))).presignRequestUploadParts,
    complete: async (uploadId, parts) => { await answerOf(graph.mutate({ mutation: CompletePortalLineUploadDocument, variables: { input: { uploadId, parts } }, ...all })); },
  };
}

/** Takes files for a folder to which the client may add. */
export function folderTaker(graph: ApolloClient, folderId: string): Taker {
  return {
    ...known(graph),
    begin: async (declared) => (await answerOf(graph.mutate({ mutation: BeginPortalUploadDocument, variables: { input: { ...declared, folderId } }, ...all }))).beginUpload,
    addresses: async (uploadId, numbers) => (await answerOf(graph.mutate({ mutation: PortalPartAddressesDocument, variables: { input: { uploadId, numbers } }, ...all }))).presignUploadParts,
    complete: async (uploadId, parts) => { await answerOf(graph.mutate({ mutation: CompletePortalUploadDocument, variables: { input: { uploadId, parts } }, ...all })); },
  };
}
