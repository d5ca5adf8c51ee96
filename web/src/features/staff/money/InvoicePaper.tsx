import type { ReactNode } from 'react';
import { isNothing, typedShare } from '../../../lib/amounts';
import { dayWords, plainDate } from '../../../lib/format';
import { Money } from '../../../ui/facts';
import { taxesOf } from './taxes';
import type { InvoicePart, InvoiceRecord } from './InvoicePage';
import css from './Money.module.css';

/** The document itself: who writes, to whom, what for, and what it comes to. */
export function InvoicePaper({ part, children, titled, noted, stale }: { part: InvoicePart; children: ReactNode; titled?: ReactNode; noted?: ReactNode; stale?: boolean }) {
  const { invoice, settings } = part;
  return (
    <div className={css.desk}>
      <article className={css.paper} aria-label="The invoice, as the client will read it">
        <header className={css.top}>
          <div className={css.from}><b>{settings.sellerName}</b>{settings.sellerAddress && <p className="fm-second">{settings.sellerAddress}</p>}{settings.sellerTaxNumber && <p className="fm-second">{settings.sellerTaxNumber}</p>}</div>
          <div><p className={css.kind}>Invoice</p><p className="fm-second fm-num">{invoice.number ?? 'Its number comes when it goes out'}</p></div>
          <div className={css.to}><p className="fm-quiet">To</p><b>{invoice.client?.displayName ?? 'Not available'}</b></div>
          <div className="fm-second"><p>{invoice.issuedOn ? dayWords(plainDate(invoice.issuedOn), 'UTC') : 'Not issued yet'}</p>{invoice.dueOn && <p>To pay by {dayWords(plainDate(invoice.dueOn), 'UTC')}</p>}</div>
        </header>
        {titled ?? (invoice.title && <p className={css.title}>{invoice.title}</p>)}
        {children}
        <Sums invoice={invoice} stale={stale} />
        <footer className={css.foot}>{noted ?? (invoice.note && <p>{invoice.note}</p>)}{settings.paymentWords && <p>{settings.paymentWords}</p>}</footer>
      </article>
    </div>
  );
}

/** What was written, line by line. */
export function PaperLines({ invoice }: { invoice: InvoiceRecord }) {
  return (
    <table className={css.lines} aria-label="Lines of the invoice">
      <thead><tr><th scope="col">What</th><th scope="col" className={css.num}>Quantity</th><th scope="col" className={`${css.num} ${css.hide}`}>Price</th><th scope="col" className={`${css.num} ${css.hide}`}>Tax</th><th scope="col" className={css.num}>Without tax</th></tr></thead>
      <tbody>
        {invoice.lines.map((line) => (
          <tr key={line.id}>
            <td>{line.title}{line.description && <small>{line.description}</small>}{line.discount && <small>Less {line.discount.amount ? <Money minor={line.discount.amount.minor} currency={line.discount.amount.currency} /> : `${typedShare(line.discount.basisPoints)} %`}</small>}</td>
            <td className={css.num}>{line.quantity.includes('.') ? line.quantity.replace(/\.?0+$/, '') : line.quantity}</td>
            <td className={`${css.num} ${css.hide}`}><Money minor={line.unitPrice.minor} currency={line.unitPrice.currency} /></td>
            <td className={`${css.num} ${css.hide}`}>{typedShare(line.taxBasisPoints)} %</td>
            <td className={css.num}><Money minor={line.net.minor} currency={line.net.currency} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What it comes to, tax by rate; grey while what is typed is not reckoned yet. */
function Sums({ invoice, stale }: { invoice: InvoiceRecord; stale: boolean | undefined }) {
  const paid = BigInt(invoice.total.minor) - BigInt(invoice.balance.minor);
  const { currency } = invoice;
  return (
    <>
      <dl className={`${css.sums} ${stale ? css.stale : ''}`} aria-busy={stale}>
        {!isNothing(invoice.discounted.minor) && <><dt>Taken off</dt><dd><Money minor={`-${invoice.discounted.minor}`} currency={currency} /></dd></>}
        <dt>Without tax</dt><dd><Money minor={invoice.net.minor} currency={currency} /></dd>
        {taxesOf(invoice.lines).map((tax) => <Tax key={tax.words} words={tax.words} minor={tax.minor} currency={currency} />)}
        <dt className={css.last}>Total</dt><dd className={css.last}><Money minor={invoice.total.minor} currency={currency} /></dd>
        {invoice.number && invoice.status !== 'VOID' && paid !== 0n && <><dt>Paid and credited</dt><dd><Money minor={String(-paid)} currency={currency} /></dd><dt className={css.last}>Left to pay</dt><dd className={css.last}><Money minor={invoice.balance.minor} currency={currency} /></dd></>}
      </dl>
      {stale && <p className="fm-quiet" role="status">The sums are of what was saved last. They are reckoned again when you save.</p>}
    </>
  );
}

const Tax = ({ words, minor, currency }: { words: string; minor: string; currency: string }) => <><dt>{words}</dt><dd><Money minor={minor} currency={currency} /></dd></>;
