import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { PortalReceiptPaperDocument, type PortalInvoicePageQuery } from '../../../gql/portal/graphql';
import { refusalWords } from '../../../lib/failures';
import { dayWords, plainDate } from '../../../lib/format';
import { Part } from '../Page';
import { amountWords } from './invoice-words';
import css from './Invoices.module.css';

type Receipt = PortalInvoicePageQuery['invoice']['receipts'][number];

/** What the client has in hand for each payment, and for what was given back. */
export function Receipts({ invoiceId, receipts }: { invoiceId: string; receipts: readonly Receipt[] }) {
  const graph = useApolloClient();
  const [busy, setBusy] = useState<string | null>(null);
  const [refused, setRefused] = useState('');
  if (receipts.length === 0) return null;
  // Each time for an address of its own, which is over in minutes.
  const fetchIt = async (id: string) => {
    setBusy(id);
    const { data, error } = await graph.query({ query: PortalReceiptPaperDocument, variables: { id: invoiceId }, fetchPolicy: 'no-cache', errorPolicy: 'all' }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    setBusy(null);
    const url = data?.invoice.receipts.find((one) => one.id === id)?.download?.url;
    setRefused(url ? '' : refusalWords(error) || 'The receipt cannot be fetched at this moment. It is kept; try once more.');
    if (url) window.location.assign(url);
  };
  return (
    <Part title="Receipts">
      <ul>
        {receipts.map((one) => (
          <li key={one.id}>
            <button type="button" className={css.row} data-wide aria-busy={busy === one.id || undefined} disabled={busy !== null} onClick={() => void fetchIt(one.id)}>
              <span><b>{one.kind === 'REFUND' ? 'Given back' : 'Receipt'} {one.number}</b><small>{dayWords(plainDate(one.issuedOn), 'UTC')}, as PDF</small></span><span className={css.amount}>{amountWords(one.amount)}</span>
            </button>
          </li>
        ))}
      </ul>
      {refused && <p className={css.refused} role="alert">{refused}</p>}
    </Part>
  );
}
