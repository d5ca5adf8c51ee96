import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { reveal } from '../../../gql/portal';
import { PortalInvoicePageDocument, PortalInvoiceRowFragmentDoc, PortalReceiptPaperDocument, PortalReceiptRowFragmentDoc, type PortalInvoicePageQuery } from '../../../gql/portal/graphql';
import { isNothing } from '../../../lib/amounts';
import { usePage } from '../../../lib/use-page';
import { LetterButton } from '../../../ui/Portal';
import { BackTo } from '../BackTo';
import { Page, PageOut, Part, Waiting } from '../Page';
import { useAddressPart } from '../ways';
import { amountWords, isOwed, standingWords } from './invoice-words';
import { isMoving, PayPanel } from './PayPanel';
import { Receipts, type ReceiptAddress } from './Receipts';
import { usePaper } from './use-paper';
import css from './Invoices.module.css';

type Invoice = PortalInvoicePageQuery['invoice'];

/** One invoice: what it is for, what is left of it, how it is paid, and the paper itself. */
export function InvoicePage() {
  const id = useAddressPart('invoiceId');
  const [moves, setMoves] = useState(false);
  const page = usePage(PortalInvoicePageDocument, { id }, { everyMs: moves ? 3_000 : 0 });
  const invoice = page.data?.invoice;
  const isUnderWay = invoice ? isMoving(invoice) : false;
  useEffect(() => setMoves(isUnderWay), [isUnderWay]);
  if (!invoice) return page.waiting ? <Waiting title="Invoice" /> : <PageOut title="Invoice" page={page} />;
  const row = reveal(PortalInvoiceRowFragmentDoc, invoice);
  const { words, tone } = standingWords(row);
  return (
    <>
      <BackTo to="/invoices" words="Invoices" />
      <Page title={`Invoice ${row.number ?? ''}`} heading={row.title ?? `Invoice ${row.number ?? ''}`} sub={<p className={css.tone} data-tone={tone} role="status">{words}</p>}>
        {isOwed(row) && <PayPanel invoice={invoice} onMoved={() => void page.again()} />}
        {isOwed(row) && invoice.howToPay && <Part title={invoice.payableOnline ? 'Other ways to pay' : 'How to pay'}><p className={css.words}>{invoice.howToPay}</p><p className={css.tone}>Please name {row.number}.</p></Part>}
        <Part title={`Invoice ${row.number ?? ''}`}><Lines invoice={invoice} /><Sums invoice={invoice} /></Part>
        {invoice.note && <Part title="From us"><p className={css.words}>{invoice.note}</p></Part>}
        <ReceiptsOf invoice={invoice} invoiceId={row.id} />
        <Paper invoiceId={row.id} />
      </Page>
    </>
  );
}

function ReceiptsOf({ invoice, invoiceId }: { invoice: Invoice; invoiceId: string }) {
  const graph = useApolloClient();
  const addressOf: ReceiptAddress = async (id) => {
    const { data, error } = await graph.query({ query: PortalReceiptPaperDocument, variables: { id: invoiceId }, fetchPolicy: 'no-cache', errorPolicy: 'all' });
    return { url: data?.invoice.receipts.find((one) => one.id === id)?.download?.url ?? null, error };
  };
  return <Receipts receipts={invoice.receipts.map((one) => reveal(PortalReceiptRowFragmentDoc, one))} addressOf={addressOf} />;
}

function Lines({ invoice }: { invoice: Invoice }) {
  return (
    <ul className={css.lines}>
      {invoice.lines.map((line) => (
        <li key={line.id}><span>{line.title}{line.description && <small>{line.description}</small>}{line.quantity !== '1' && <small>{line.quantity} × {amountWords(line.unitPrice)}</small>}</span><b>{amountWords(line.net)}</b></li>
      ))}
    </ul>
  );
}

function Sums({ invoice }: { invoice: Invoice }) {
  const row = reveal(PortalInvoiceRowFragmentDoc, invoice);
  const paid = BigInt(row.total.minor) - BigInt(row.balance.minor);
  return (
    <dl className={css.sums}>
      {!isNothing(invoice.discounted.minor) && <div><dt>Taken off</dt><dd>{amountWords(invoice.discounted)}</dd></div>}
      <div><dt>Before tax</dt><dd>{amountWords(invoice.net)}</dd></div>
      <div><dt>Tax</dt><dd>{amountWords(invoice.tax)}</dd></div>
      <div data-strong><dt>In all</dt><dd>{amountWords(row.total)}</dd></div>
      {row.status !== 'VOID' && paid > 0n && <div><dt>Paid or credited</dt><dd>{amountWords({ minor: String(paid), currency: row.total.currency })}</dd></div>}
      {row.status === 'PARTIALLY_PAID' && <div data-strong><dt>Left to pay</dt><dd>{amountWords(row.balance)}</dd></div>}
    </dl>
  );
}

function Paper({ invoiceId }: { invoiceId: string }) {
  const { fetchIt, busy, refused } = usePaper(invoiceId);
  return (
    <div className={css.acts}>
      <LetterButton look="outline" busy={busy} onClick={() => void fetchIt()}>Fetch the invoice as PDF</LetterButton>
      {refused && <p className={css.refused} role="alert">{refused}</p>}
    </div>
  );
}
