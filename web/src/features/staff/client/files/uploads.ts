import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useSyncExternalStore } from 'react';
import { AbortUploadDocument, BeginUploadDocument, CompleteUploadDocument, PartAddressesDocument, UploadVerdictDocument } from '../../../../gql/staff/graphql';
import { failuresOf } from '../../../../lib/failures';
import { Refusal, type Taker } from '../../../../lib/upload';
import { UploadQueue, type Queued, type Way } from '../../../../lib/upload-queue';
import { uploadWords } from '../upload-words';

/** Where files go: into a folder, to the top of a client, or as a new version of a file. */
export type Goal = { folderId: string } | { clientId: string } | { fileId: string };

/** One queue for the whole app: it goes on while another page is looked at. */
const queue = new UploadQueue();

/** Leaving the app while something is under way is asked about once. */
window.addEventListener('beforeunload', (event) => { if (queue.busy) event.preventDefault(); });

/** Failures that a further try may mend; every other one is final. */
const passing = new Set(['UNREACHABLE', 'INTERNAL', 'RATE_LIMITED']);

async function said<Data>(work: Promise<{ data?: Data | null; error?: unknown }>): Promise<Data> {
  const { data, error } = await work;
  const failure = failuresOf(error)[0];
  if (failure && !passing.has(failure.code)) throw new Refusal(failure.words);
  if (!data) throw new Error(failure?.words ?? 'no answer');
  return data;
}

function takerOf(graph: ApolloClient, goal: Goal): Taker {
  return {
    begin: async (declared) => (await said(graph.mutate({ mutation: BeginUploadDocument, variables: { input: { ...declared, ...goal } }, errorPolicy: 'all' }))).beginUpload,
    addresses: async (uploadId, numbers) => (await said(graph.mutate({ mutation: PartAddressesDocument, variables: { input: { uploadId, numbers } }, errorPolicy: 'all' }))).presignUploadParts,
    complete: async (uploadId, parts) => { await said(graph.mutate({ mutation: CompleteUploadDocument, variables: { input: { uploadId, parts } }, errorPolicy: 'all' })); },
  };
}

function wayTo(graph: ApolloClient, goal: Goal, onDone: () => void): Way {
  return {
    taker: takerOf(graph, goal), onDone,
    verdict: async (id) => {
      const { fileUpload } = await said(graph.query({ query: UploadVerdictDocument, variables: { id }, fetchPolicy: 'network-only', errorPolicy: 'all' }));
      if (fileUpload.state === 'DONE') return 'done';
      return fileUpload.state === 'CHECKING' ? 'checking' : { refused: `${uploadWords(fileUpload)}.` };
    },
    onStop: (uploadId) => void graph.mutate({ mutation: AbortUploadDocument, variables: { input: { uploadId } }, errorPolicy: 'ignore' }),
  };
}

/** The queue as it stands, and a way to add to it. */
export function useUploads(onDone: () => void): { list: readonly Queued[]; queue: UploadQueue; send: (files: readonly File[], place: string, goal: Goal) => void } {
  const graph = useApolloClient();
  const list = useSyncExternalStore(queue.subscribe, queue.snapshot);
  const through = list.filter((one) => one.step === 'done').length;
  // Whichever page added it, the list that is in sight is asked anew when a file is through.
  useEffect(() => { if (through > 0) onDone(); }, [through]);
  return { list, queue, send: (files, place, goal) => queue.add(files, place, wayTo(graph, goal, () => undefined)) };
}
