import type { PortalInvoicePageQuery } from '../../../gql/portal/graphql';
import { reveal } from '../../../gql/portal';
import { PortalInvoiceRowFragmentDoc, PortalOnlinePaymentFragmentDoc } from '../../../gql/portal/graphql';
import { LetterButton } from '../../../ui/Portal';
import { Part } from '../Page';
import { amountWords } from './invoice-words';
import { payingOf } from './pay-words';
import { usePaying } from './use-paying';
import css from './Invoices.module.css';

type Invoice = PortalInvoicePageQuery['invoice'];

/** True while the newest try of an invoice may still move by itself. */
export const isMoving = (invoice: Invoice): boolean => payingOf(reveal(PortalOnlinePaymentFragmentDoc, invoice.onlinePayment), '').moves;

/** One button that pays, however often it is pressed, and where the last try stands. */
export function PayPanel({ invoice, onMoved }: { invoice: Invoice; onMoved: () => void }) {
  const row = reveal(PortalInvoiceRowFragmentDoc, invoice);
  const { act, words, tone } = payingOf(reveal(PortalOnlinePaymentFragmentDoc, invoice.onlinePayment), amountWords(row.balance));
  const { pay, busy, refused } = usePaying(row.id, String(row.balance.minor), onMoved);
  const isOpen = invoice.payableOnline && act !== null;
  if (!isOpen && !words) return null;
  return (
    <Part title="Pay now">
      <p className={css.tone} data-tone={tone} role="status">{busy ? 'The payment page is being opened.' : words}</p>
      {isOpen && <div className={css.acts}><LetterButton arrow busy={busy} onClick={() => void pay()}>{act}</LetterButton></div>}
      {refused && <p className={css.refused} role="alert">{refused}</p>}
    </Part>
  );
}
