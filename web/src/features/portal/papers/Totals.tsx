import type { PortalQuoteFragment } from '../../../gql/portal/graphql';
import { amountWords, billings, periodWords } from './paper-words';
import { isNothing } from '../../../lib/amounts';
import { capital } from '../../../lib/format';
import css from './Papers.module.css';

/** What it costs in all, and what is due when. While the house is asked anew, the figures are grey. */
export function Totals({ quote, stale }: { quote: PortalQuoteFragment; stale?: boolean }) {
  const taxes = [...new Set(quote.lines.map(({ taxName }) => taxName).filter(Boolean))].join(', ');
  const once = !isNothing(quote.fixedTotal.minor) || quote.recurring.length === 0;
  return (
    <div className={css.totals} data-stale={stale || undefined} aria-busy={stale || undefined}>
      <dl>
        <div><dt>Before tax</dt><dd>{amountWords(quote.net)}</dd></div>
        <div><dt>{taxes || 'Tax'}</dt><dd>{amountWords(quote.tax)}</dd></div>
        {once && <div data-strong><dt>{quote.recurring.length > 0 ? 'Once, with tax' : 'In all, with tax'}</dt><dd>{amountWords(quote.fixedTotal)}</dd></div>}
        {quote.recurring.map(({ period, total }) => <div key={period} data-strong><dt>{capital(periodWords(period))}, with tax</dt><dd>{amountWords(total)}</dd></div>)}
      </dl>
      {quote.recurring.length > 0 && <p className={css.small}>What comes again and again is counted once in the first two lines.</p>}
    </div>
  );
}

/** What is billed when, in plain words. */
export function DueWhen({ quote }: { quote: PortalQuoteFragment }) {
  return (
    <div className={css.due}>
      {billings(quote.plan).map(({ heading, bills }) => (
        <section key={heading}>
          <h3>{heading}</h3>
          <ul>{bills.map((bill, i) => <li key={i}><span>{bill.title}</span><b>{bill.amount ? amountWords(bill.amount) : 'To be agreed'}</b></li>)}</ul>
        </section>
      ))}
    </div>
  );
}
