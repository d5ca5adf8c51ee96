import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { StatementDocument, type StatementEntryKind, type StatementQuery } from '../../../gql/staff/graphql';
import { now } from '../../../lib/clock';
import { addDays, dayOf, dayWords, moneyWords, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Due, Money } from '../../../ui/facts';
import { Field } from '../../../ui/Field';
import { Go } from '../../../ui/Go';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { Empty, PageTrouble, Waiting } from '../../../ui/Trouble';
import { listAt } from './dashboard';
import css from './Money.module.css';

const kindWords: Record<StatementEntryKind, string> = { INVOICE: 'Invoice', CREDIT_NOTE: 'Credit note', PAYMENT: 'Payment', REFUND: 'Given back' };

/** What moved between a client and the firm in some days, with what was owed after each. */
export function StatementPage() {
  const { clientId } = useParams({ from: '/frame/money/statements/$clientId' });
  const search = useSearch({ from: '/frame/money/statements/$clientId' });
  const navigate = useNavigate({ from: '/money/statements/$clientId' });
  const today = dayOf(now());
  const [from, to, currency] = [search.from ?? addDays(today, -90), search.to ?? today, search.currency ?? 'GBP'];
  const page = usePage(StatementDocument, { clientId, currency, from, to });
  const client = page.data?.client;
  const statement = page.data?.clientStatement;
  const crumbs = [{ label: 'Money', to: '/money' }, { label: 'Receivables', to: '/money/receivables' }];
  if (page.waiting) return <Sheet crumbs={[...crumbs, { label: 'Statement' }]}><Waiting label="Statement" /></Sheet>;
  if (!client && !statement) return <Sheet crumbs={[...crumbs, { label: 'Not found' }]}><PageTrouble failure={page.failed('clientStatement') ?? page.failed('client') ?? (page.data ? null : page.failure)} what="Statements are" onRetry={page.again} /></Sheet>;
  const set = (change: Record<string, string>) => void navigate({ search: { currency, from, to, ...change }, replace: true });
  return (
    <Sheet crumbs={[...crumbs, { label: client?.displayName ?? 'Statement' }]}>
      <PageHead
        ruled title={`Statement, ${client?.displayName ?? 'client not available'}`} sentence={statement ? standing(statement) : 'It cannot be read at this moment.'}
        facts={[client && <Go key="client" to={`/clients/${client.id}`} className="fm-link">The client</Go>, <Go key="open" to={listAt('/money/invoices', { view: 'open', client: clientId, currency })} className="fm-link">What is open</Go>]}
      />
      <div className={css.scroll}>
        <div className={css.span}>
          <Field label="From" type="date" max={to} value={from} onChange={(event) => { if (event.target.value) set({ from: event.target.value }); }} />
          <Field label="Until" type="date" min={from} value={to} onChange={(event) => { if (event.target.value) set({ to: event.target.value }); }} />
          <Field label="Currency" maxLength={3} defaultValue={currency} key={currency} onBlur={(event) => { if (/^[A-Za-z]{3}$/.test(event.target.value) && event.target.value.toUpperCase() !== currency) set({ currency: event.target.value.toUpperCase() }); }} />
        </div>
        {statement ? <Entries statement={statement} from={from} to={to} /> : <PageTrouble failure={page.failed('clientStatement')} what="Statements are" onRetry={page.again} />}
      </div>
    </Sheet>
  );
}

type Statement = NonNullable<StatementQuery['clientStatement']>;

function standing({ closing }: Statement): string {
  const minor = BigInt(closing.minor);
  if (minor === 0n) return 'Nothing is owed on the last day.';
  return minor > 0n ? `They owe ${moneyWords(closing.minor, closing.currency)} on the last day.` : `They have ${moneyWords(String(-minor), closing.currency)} of credit on the last day.`;
}

function Entries({ statement, from, to }: { statement: Statement; from: string; to: string }) {
  return (
    <div className={css.wide} tabIndex={0} role="group" aria-label="Entries of the statement">
      <table className={css.lines} aria-label="Statement">
        <thead><tr><th scope="col">Day</th><th scope="col">What</th><th scope="col" className={css.num}>Amount</th><th scope="col" className={css.num}>Owed after it</th></tr></thead>
        <tbody>
          <tr><td className="fm-num">{dayWords(plainDate(from), 'UTC')}</td><td className="fm-second">Owed before</td><td /><td className={css.num}><Money minor={statement.opening.minor} currency={statement.opening.currency} /></td></tr>
          {statement.entries.map((one, at) => <tr key={at}><td><Due date={one.on} bare /></td><td>{kindWords[one.kind]} {one.reference && <span className="fm-second">{one.reference}</span>}</td><td className={css.num}><Money minor={one.amount.minor} currency={one.amount.currency} /></td><td className={css.num}><Money minor={one.balance.minor} currency={one.balance.currency} /></td></tr>)}
        </tbody>
        <tfoot><tr><td className="fm-num">{dayWords(plainDate(to), 'UTC')}</td><td><b className="fm-strong">Owed after</b></td><td /><td className={css.num}><b className="fm-strong"><Money minor={statement.closing.minor} currency={statement.closing.currency} /></b></td></tr></tfoot>
      </table>
      {statement.entries.length === 0 && <Empty>Nothing moved in these days.</Empty>}
    </div>
  );
}
