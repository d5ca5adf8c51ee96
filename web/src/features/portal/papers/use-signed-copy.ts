import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { PortalSignedCopyDocument } from '../../../gql/portal/graphql';
import { refusalWords } from '../../../lib/failures';

/** Fetches the signed document. Each time for an address of its own, which is over in minutes. */
export function useSignedCopy(packetId: string) {
  const graph = useApolloClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const fetchIt = async () => {
    setBusy(true);
    const { data, error } = await graph.query({ query: PortalSignedCopyDocument, variables: { id: packetId }, fetchPolicy: 'no-cache', errorPolicy: 'all' }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    setBusy(false);
    const url = data?.signaturePacket?.signedDownload?.url;
    setRefused(url ? '' : refusalWords(error) || 'The signed copy cannot be fetched at this moment. It is kept; try once more.');
    if (url) window.location.assign(url);
  };
  return { fetchIt, busy, refused };
}
