import { useApolloClient, useMutation } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { reveal } from '../../../gql/portal';
import { PayInvoiceDocument, PortalOnlinePaymentFragmentDoc, PortalOnlinePaymentNowDocument, type PortalOnlinePaymentFragment } from '../../../gql/portal/graphql';
import { failuresOf, refusalWords } from '../../../lib/failures';

const lookEveryMs = 700;

/**
 * Pays an invoice: begins a try, or goes on with the one that is under way, and leads to its page as soon as there is one. Pressed again it is the same try.
 * `onMoved` is told when the invoice stands otherwise than it is shown.
 */
export function usePaying(invoiceId: string, balanceMinor: string, onMoved: () => void) {
  const graph = useApolloClient();
  const [begin] = useMutation(PayInvoiceDocument, { errorPolicy: 'all' });
  const [wanted, setWanted] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const gone = useRef(false);

  const lead = (one: PortalOnlinePaymentFragment): boolean => {
    if (one.state === 'STARTING') return false;
    setWanted(null);
    if (one.checkoutUrl) { gone.current = true; window.location.assign(one.checkoutUrl); return true; }
    setBusy(false);
    onMoved();
    return true;
  };

  useEffect(() => {
    if (!wanted) return;
    const timer = setInterval(() => {
      void graph.query({ query: PortalOnlinePaymentNowDocument, variables: { id: wanted }, fetchPolicy: 'no-cache' }).then(({ data }) => { if (data && !gone.current) lead(reveal(PortalOnlinePaymentFragmentDoc, data.onlinePayment)); }, () => undefined);
    }, lookEveryMs);
    return () => clearInterval(timer);
  });

  const pay = async () => {
    setBusy(true);
    setRefused('');
    const { data, error } = await begin({ variables: { input: { invoiceId, balanceMinor } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    const one = data ? reveal(PortalOnlinePaymentFragmentDoc, data.payInvoice) : null;
    if (one) { if (!lead(one)) setWanted(one.id); return; }
    setBusy(false);
    setRefused(refusalWords(error) || 'It could not be begun at this moment, and nothing was paid. Try once more.');
    // Another amount, or nothing, is owed by now: shown as it is.
    if (failuresOf(error).some(({ code }) => code === 'CONFLICT')) onMoved();
  };

  // Whoever comes back by the browser's own button sees the page as it was left.
  useEffect(() => {
    const back = (event: PageTransitionEvent) => { if (event.persisted) { gone.current = false; setBusy(false); onMoved(); } };
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  });
  return { pay, busy, refused };
}
