import { useState } from 'react';
import { reveal } from '../../../gql/portal';
import { PortalInvoiceRowFragmentDoc, PortalInvoicesDocument, type PortalInvoiceRowFragment } from '../../../gql/portal/graphql';
import { usePage } from '../../../lib/use-page';
import { LetterButton } from '../../../ui/Portal';
import { BackTo } from '../BackTo';
import { Nothing, Page, PageOut, Part, Waiting } from '../Page';
import { Way } from '../ways';
import { amountWords, isOwed, owedInAll, standingWords } from './invoice-words';
import css from './Invoices.module.css';

const title = 'Invoices';

/** What is to be paid first, and what was settled after it. */
export function InvoicesPage() {
  const [after, setAfter] = useState<string | null>(null);
  const page = usePage(PortalInvoicesDocument, { after });
  const { invoices } = page.data ?? {};
  if (!invoices) return page.waiting ? <Waiting title={title} /> : <PageOut title={title} page={page} />;
  const rows = invoices.nodes.map((row) => reveal(PortalInvoiceRowFragmentDoc, row));
  const open = rows.filter(isOwed);
  const rest = rows.filter((row) => !isOwed(row));
  return (
    <>
      <BackTo to="/" words="Home" />
      <Page title={title} heading={open.length === 0 ? 'Nothing is to be paid.' : `${owedInAll(open)} to pay.`}>
        {open.length > 0 && <Part title="To pay"><ul>{open.map((row) => <InvoiceRow key={row.id} invoice={row} />)}</ul></Part>}
        <Part title="Settled">
          {rest.length === 0 && <Nothing>What you have paid stands here.</Nothing>}
          <ul>{rest.map((row) => <InvoiceRow key={row.id} invoice={row} />)}</ul>
          {after && <LetterButton look="text" onClick={() => setAfter(null)}>Back to the newest</LetterButton>}
          {invoices.pageInfo.hasNextPage && <LetterButton look="text" busy={page.refreshing} onClick={() => setAfter(invoices.pageInfo.endCursor ?? null)}>Older invoices</LetterButton>}
        </Part>
        <Part title="All that moved"><Way to="/statement" className={css.row}><span><b>Statement</b><small>Invoices, credit notes and payments of the last twelve months.</small></span></Way><Way to="/receipts" className={css.row}><span><b>Receipts</b><small>A document for each payment, and for what was given back.</small></span></Way></Part>
      </Page>
    </>
  );
}

function InvoiceRow({ invoice }: { invoice: PortalInvoiceRowFragment }) {
  const { words, tone } = standingWords(invoice);
  return (
    <li>
      <Way to={`/invoices/${invoice.id}`} className={css.row}>
        <span><b>{invoice.title ?? `Invoice ${invoice.number ?? ''}`}</b><small data-tone={tone}>{words}</small></span><span className={css.amount}>{amountWords(invoice.total)}</span>
      </Way>
    </li>
  );
}
