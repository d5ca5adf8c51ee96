import type { AgreedVersionFragment } from '../../../gql/staff/graphql';
import { isNothing } from '../../../lib/amounts';
import { Money } from '../../../ui/facts';
import css from './Agreements.module.css';

export type Quote = AgreedVersionFragment['quote'];
type Amount = Quote['net'];

/** When a line is billed, in words. */
export function timingWords({ timing, period }: Pick<Quote['lines'][number], 'timing' | 'period'>): string {
  switch (timing) {
    case 'ON_ACCEPTANCE': return 'On acceptance';
    case 'DEPOSIT': return 'Deposit, the rest on completion';
    case 'ON_COMPLETION': return 'On completion';
    case 'RECURRING': return period ? `Each ${period.toLowerCase()}` : 'Again and again';
    case 'TO_BE_CONFIRMED': return 'To be confirmed';
  }
}

const Of = ({ amount }: { amount: Amount }) => <Money minor={amount.minor} currency={amount.currency} />;

/** Lines with their prices, tax and totals, to the minor unit. */
export function QuoteTable({ quote, label }: { quote: Quote; label: string }) {
  const taxes = [...new Set(quote.lines.flatMap((line) => (line.taxName ? [line.taxName] : [])))];
  return (
    <table className={css.lines} aria-label={label}>
      <thead><tr><th scope="col">Line</th><th scope="col" className={css.hide}>Billed</th><th scope="col" className={css.num}>Quantity</th><th scope="col" className={css.num}>Without tax</th></tr></thead>
      <tbody>
        {quote.lines.map((line) => (
          <tr key={line.key}>
            <td>{line.title}{!isNothing(line.discount.minor) && <small>Less <Of amount={line.discount} /></small>}</td>
            <td className={css.hide}>{timingWords(line)}</td>
            <td className={css.num}>{line.quantity}</td>
            <td className={css.num}>{line.timing === 'TO_BE_CONFIRMED' ? <span className="fm-quiet">To be confirmed</span> : <Of amount={line.net} />}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr><td className={css.hide} /><td colSpan={2} className={css.num}>Without tax</td><td className={css.num}><Of amount={quote.net} /></td></tr>
        <tr><td className={css.hide} /><td colSpan={2} className={css.num}>{taxes.length > 0 ? taxes.join(', ') : 'Tax'}</td><td className={css.num}><Of amount={quote.tax} /></td></tr>
        <tr className={css.total}><td className={css.hide} /><td colSpan={2} className={css.num}>{quote.recurring.length > 0 ? 'The first time' : 'Total'}</td><td className={css.num}><Of amount={quote.total} /></td></tr>
        {quote.recurring.map((one) => <tr key={one.period}><td className={css.hide} /><td colSpan={2} className={css.num}>Then each {one.period.toLowerCase()}</td><td className={css.num}><Of amount={one.total} /></td></tr>)}
      </tfoot>
    </table>
  );
}

/** What will be billed, and when. */
export function BillPlan({ plan }: { plan: Quote['plan'] }) {
  if (plan.length === 0) return <p className="fm-quiet">Nothing is billed.</p>;
  return (
    <ul className={css.plain}>
      {plan.map((bill, at) => <li key={`${bill.lineKey}-${at}`}><span>{bill.title} <span className="fm-second">{billWords(bill)}</span></span><span>{bill.amount ? <Of amount={bill.amount} /> : <span className="fm-quiet">To be confirmed</span>}</span></li>)}
    </ul>
  );
}

/** A deposit is billed at once; its rest is a bill of its own. */
const billWords = (bill: Quote['plan'][number]): string => (bill.timing === 'DEPOSIT' ? 'Deposit, on acceptance' : timingWords(bill)).toLowerCase();
