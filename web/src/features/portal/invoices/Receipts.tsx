import { useState } from 'react';
import type { PortalReceiptRowFragment } from '../../../gql/portal/graphql';
import { refusalWords } from '../../../lib/failures';
import { dayWords, plainDate } from '../../../lib/format';
import { Part } from '../Page';
import { amountWords } from './invoice-words';
import css from './Invoices.module.css';

/** Where a receipt is fetched, asked anew each time: the address is over in minutes. */
export type ReceiptAddress = (id: string) => Promise<{ url: string | null; error?: unknown }>;

/** What the client has in hand for each payment, and for what was given back. */
export function Receipts({ receipts, addressOf, title = 'Receipts' }: { receipts: readonly PortalReceiptRowFragment[]; addressOf: ReceiptAddress; title?: string }) {
  const [busy, setBusy] = useState<string | null>(null);
  const [refused, setRefused] = useState('');
  if (receipts.length === 0) return null;
  const fetchIt = async (id: string) => {
    setBusy(id);
    const { url, error } = await addressOf(id).catch((thrown: unknown) => ({ url: null, error: thrown }));
    setBusy(null);
    setRefused(url ? '' : refusalWords(error) || 'The receipt cannot be fetched at this moment. It is kept; try once more.');
    if (url) window.location.assign(url);
  };
  return (
    <Part title={title}>
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
