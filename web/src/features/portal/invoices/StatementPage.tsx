import { useQuery } from '@apollo/client/react';
import { reveal } from '../../../gql/portal';
import { PortalFrameDocument, PortalInvoiceRowFragmentDoc, PortalInvoicesDocument, PortalStandingFragmentDoc, PortalStatementDocument } from '../../../gql/portal/graphql';
import { addDays, dayOf, dayWords, plainDate } from '../../../lib/format';
import { now } from '../../../lib/clock';
import { usePage } from '../../../lib/use-page';
import { BackTo } from '../BackTo';
import { Nothing, Page, PageOut, Part, Waiting } from '../Page';
import { amountWords, movedWords } from './invoice-words';
import css from './Invoices.module.css';

const title = 'Statement';
const days = 365;

/** All that moved between the client and the firm in a year, each currency for itself. */
export function StatementPage() {
  const page = usePage(PortalInvoicesDocument, {});
  const { data } = useQuery(PortalFrameDocument, { fetchPolicy: 'cache-first' });
  const standing = reveal(PortalStandingFragmentDoc, data?.portalHome as never);
  const clientId = standing?.clients.find(({ active }) => active)?.id;
  const { invoices } = page.data ?? {};
  if (!invoices || !clientId) return page.waiting || !clientId ? <Waiting title={title} /> : <PageOut title={title} page={page} />;
  const currencies = [...new Set(invoices.nodes.map((row) => reveal(PortalInvoiceRowFragmentDoc, row).total.currency))];
  return (
    <>
      <BackTo to="/invoices" words="Invoices" />
      <Page title={title} heading="All that moved in twelve months.">
        {currencies.length === 0 && <Nothing>Nothing was billed yet.</Nothing>}
        {currencies.map((currency) => <Movements key={currency} clientId={clientId} currency={currency} />)}
      </Page>
    </>
  );
}

function Movements({ clientId, currency }: { clientId: string; currency: string }) {
  const today = dayOf(now());
  const page = usePage(PortalStatementDocument, { clientId, currency, from: addDays(today, -days), to: today });
  const statement = page.data?.clientStatement;
  if (!statement) return page.waiting ? null : <Nothing>The statement cannot be read at this moment.</Nothing>;
  return (
    <Part title={`In ${currency}`}>
      <table className={css.movements}>
        <caption className="fm-hidden">What moved in {currency}, in the order of days</caption>
        <thead><tr><th scope="col">Day</th><th scope="col">What</th><th scope="col" data-number>Amount</th><th scope="col" data-number data-wide>Owed after it</th></tr></thead>
        <tbody>
          {statement.entries.map((entry, i) => (
            <tr key={i}><td>{dayWords(plainDate(entry.on), 'UTC')}</td><td>{movedWords(entry)}</td><td data-number>{amountWords(entry.amount)}</td><td data-number data-wide>{amountWords(entry.balance)}</td></tr>
          ))}
        </tbody>
      </table>
      <dl className={css.sums}><div><dt>Before that</dt><dd>{amountWords(statement.opening)}</dd></div><div data-strong><dt>Owed today</dt><dd>{amountWords(statement.closing)}</dd></div></dl>
    </Part>
  );
}
