import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useSyncExternalStore } from 'react';
import { AbortUploadDocument, BeginUploadDocument, CompleteUploadDocument, PartAddressesDocument, UploadStandingDocument } from '../../../../gql/staff/graphql';
import { answerOf } from '../../../../lib/taker';
import type { Taker } from '../../../../lib/upload';
import { UploadQueue, type Queued } from '../../../../lib/upload-queue';
import { uploadWords } from '../upload-words';

/** Where files go: into a folder, to the top of a client, or as a new version of a file. */
export type Goal = { folderId: string } | { clientId: string } | { fileId: string };

/** One queue for the whole app: it goes on while another page is looked at. */
const queue = new UploadQueue({ why: (reason) => `${uploadWords({ state: 'FAILED', reason })}.` });

/** Leaving the app while something is under way is asked about once. */
window.addEventListener('beforeunload', (event) => { if (queue.busy) event.preventDefault(); });

const all = { errorPolicy: 'all' } as const;

function takerOf(graph: ApolloClient, goal: Goal): Taker {
  return {
    begin: async (declared) => (await answerOf(graph.mutate({ mutation: BeginUploadDocument, variables: { input: { ...declared, ...goal } }, ...all }))).beginUpload,
    addresses: async (uploadId, numbers) => (await answerOf(graph.mutate({ mutation: PartAddressesDocument, variables: { input: { uploadId, numbers } }, ...all }))).presignUploadParts,
    complete: async (uploadId, parts) => { await answerOf(graph.mutate({ mutation: CompleteUploadDocument, variables: { input: { uploadId, parts } }, ...all })); },
    standing: async (id) => (await answerOf(graph.query({ query: UploadStandingDocument, variables: { id }, fetchPolicy: 'no-cache', ...all }))).fileUpload,
    abort: async (uploadId) => { await answerOf(graph.mutate({ mutation: AbortUploadDocument, variables: { input: { uploadId } }, ...all })); },
  };
}

/** The queue as it stands, and a way to add to it. */
export function useUploads(onDone: () => void): { list: readonly Queued[]; queue: UploadQueue; send: (files: readonly File[], place: string, goal: Goal) => void } {
  const graph = useApolloClient();
  const list = useSyncExternalStore(queue.subscribe, queue.snapshot);
  const through = list.filter((one) => one.step === 'done').length;
  // Whichever page added it, the list that is in sight is asked anew when a file is through.
  useEffect(() => { if (through > 0) onDone(); }, [through]);
  return { list, queue, send: (files, place, goal) => queue.add(files, place, takerOf(graph, goal)) };
}
