import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { PaymentsOfClientDocument, RefundPaymentDocument, type RefundEffect } from '../../../gql/staff/graphql';
import { minorOf, typedAmount } from '../../../lib/amounts';
import { dayWords, moneyWords, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { useOneKey } from '../../../lib/one-key';
import { FormDialog } from '../../../ui/Effects';
import { Field, PickField, TextField } from '../../../ui/Field';
import { useAct } from '../../../ui/use-act';
import type { InvoicePart } from './InvoicePage';
import { methodWords } from './payment-words';

/** Money that settles an invoice goes back to the client: the invoice is owed again, or a credit note takes the place of the money. */
export function RefundDialog({ part: { invoice, onChanged }, onClose }: { part: InvoicePart; onClose: () => void }) {
  const page = usePage(PaymentsOfClientDocument, { clientId: invoice.client?.id ?? '', currency: invoice.currency }, { wait: !invoice.client });
  const settled = (page.data?.payments.nodes ?? []).filter((one) => one.state === 'RECEIVED').flatMap((one) => { const part = one.allocations.filter((of) => of.invoice?.id === invoice.id).reduce((sum, of) => sum + BigInt(of.amount.minor), 0n); return part > 0n ? [{ ...one, settles: String(part) }] : []; });
  const [typed, setTyped] = useState<{ paymentId: string; amount: string | null; effect: RefundEffect; reason: string }>({ paymentId: '', amount: null, effect: 'REOPEN', reason: '' });
  const [refusal, setRefusal] = useState('');
  const [refund] = useMutation(RefundPaymentDocument, { errorPolicy: 'all' });
  const once = useOneKey();
  const { busy, act } = useAct(() => void onChanged());
  const set = (change: Partial<typeof typed>) => { setTyped({ ...typed, ...change }); setRefusal(''); };
  const payment = settled.find((one) => one.id === typed.paymentId) ?? settled[0];
  const words = typed.amount ?? (payment ? typedAmount(payment.settles, invoice.currency) : '');
  const send = async () => {
    const amountMinor = minorOf(words, invoice.currency);
    if (!payment) { setRefusal('No payment settles this invoice.'); return; }
    if (amountMinor === null || amountMinor === '0') { setRefusal(`«${words}» is no amount in ${invoice.currency}.`); return; }
    if (!typed.reason.trim()) { setRefusal('Say why.'); return; }
    const input = { paymentId: payment.id, amountMinor, invoiceId: invoice.id, effect: typed.effect, reason: typed.reason.trim() };
    if (await act(refund({ variables: { input }, context: once(input) }), { done: 'Given back', why: 'It is written down here; your bank sends the money.', refused: 'Nothing was given back' })) onClose();
  };
  return (
    <FormDialog open title={`Give money back on ${invoice.number ?? 'this invoice'}`} lead={page.waiting ? 'Asking which payments settle it.' : settled.length === 0 ? 'No payment settles this invoice: what is missing of it was credited.' : 'It is written down here and in the ledger. The money itself is sent by your bank.'} act="Give it back" refusal={refusal} busy={busy} onAct={() => void send()} onClose={onClose}>
      {settled.length > 1 && <PickField label="Of which payment" value={payment?.id ?? ''} onChange={(event) => set({ paymentId: event.target.value, amount: null })}>{settled.map((one) => <option key={one.id} value={one.id}>{moneyWords(one.settles, invoice.currency)} {methodWords[one.method]}, {dayWords(plainDate(one.receivedOn), 'UTC')}</option>)}</PickField>}
      <Field label={`How much, ${invoice.currency}`} inputMode="decimal" autoFocus value={words} onChange={(event) => set({ amount: event.target.value })} />
      <PickField label="What becomes of the invoice" value={typed.effect} onChange={(event) => set({ effect: event.target.value as RefundEffect })}><option value="REOPEN">It is owed again</option><option value="CREDIT">A credit note takes the place of the money</option></PickField>
      <TextField label="Why" maxLength={500} value={typed.reason} onChange={(event) => set({ reason: event.target.value })} />
    </FormDialog>
  );
}
