import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { PortalInvoicePaperDocument } from '../../../gql/portal/graphql';
import { refusalWords } from '../../../lib/failures';

/** Fetches an invoice as it went out. Each time for an address of its own, which is over in minutes. */
export function usePaper(invoiceId: string) {
  const graph = useApolloClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const fetchIt = async () => {
    setBusy(true);
    const { data, error } = await graph.query({ query: PortalInvoicePaperDocument, variables: { id: invoiceId }, fetchPolicy: 'no-cache', errorPolicy: 'all' }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    setBusy(false);
    const url = data?.invoice.download?.url;
    setRefused(url ? '' : refusalWords(error) || 'The invoice cannot be fetched at this moment. It is kept; try once more.');
    if (url) window.location.assign(url);
  };
  return { fetchIt, busy, refused };
}
