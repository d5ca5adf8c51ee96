import { useMutation } from '@apollo/client/react';
import { IconCoin } from '@tabler/icons-react';
import { useState } from 'react';
import { BillableDocument, OwedByClientDocument, RecordPaymentDocument, type PaymentMethod } from '../../../gql/staff/graphql';
import { isNothing, minorOf, typedAmount } from '../../../lib/amounts';
import { now } from '../../../lib/clock';
import { refusalWords } from '../../../lib/failures';
import { capital, dayOf, moneyWords } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { useOneKey } from '../../../lib/one-key';
import { Act } from '../../../ui/Act';
import { Field, PickField } from '../../../ui/Field';
import { SideDrawer } from '../../../ui/SideDrawer';
import { useTell } from '../../../ui/Told';
import { PanelOut, Refused, Waiting } from '../../../ui/Trouble';
import { ClientPickField, usePickedClient } from '../pickers/ClientPickField';
import { allocationsOf, spread, type Owed } from './payment-draft';
import { methodWords } from './payment-words';
import { SplitFields } from './SplitFields';
import css from './Money.module.css';

interface RecordPaymentProps {
  open: boolean;
  /** Whose money it is; asked for when left out. */
  client?: { id: string; displayName?: string | null };
  /** What it is meant for first. */
  invoice?: Owed & { currency: string };
  onDone: () => unknown;
  onClose: () => void;
}

/** Writes money down: how much, how it came, and which invoices it settles. */
export function RecordPaymentDrawer({ open, client, invoice, onDone, onClose }: RecordPaymentProps) {
  const [chosen, setChosen] = useState('');
  const billable = usePage(BillableDocument, {}, { wait: !open || Boolean(client) });
  const picked = usePickedClient(open && !client ? chosen : '');
  if (!open) return null;
  const found = client ?? picked;
  const currency = invoice?.currency ?? picked?.currency ?? billable.data?.billingSettings.currency;
  return (
    <SideDrawer open title="Record a payment" onClose={onClose}>
      {!client && billable.waiting && <Waiting label="How the firm bills" rows={3} />}
      {!client && !billable.waiting && !billable.data?.billingSettings && <PanelOut what="How the firm bills" failure={billable.failure} onRetry={billable.again} />}
      {!client && billable.data?.billingSettings && (
        <div className={css.form}>
          <ClientPickField label="From which client" none="Choose a client" autoFocus value={chosen} onPick={setChosen} />
        </div>
      )}
      {found && currency && <PaymentForm key={found.id} clientId={found.id} firstCurrency={currency} invoice={invoice} onDone={onDone} onClose={onClose} />}
    </SideDrawer>
  );
}

interface PaymentFormProps { clientId: string; firstCurrency: string; invoice: (Owed & { currency: string }) | undefined; onDone: () => unknown; onClose: () => void }

function PaymentForm({ clientId, firstCurrency, invoice, onDone, onClose }: PaymentFormProps) {
  const [typed, setTyped] = useState({ amount: invoice ? typedAmount(invoice.balance.minor, invoice.currency) : '', currency: firstCurrency, method: 'BANK_TRANSFER' as PaymentMethod, receivedOn: dayOf(now()), reference: '', pending: false });
  const [parts, setParts] = useState<Record<string, string> | null>(null);
  const [refused, setRefused] = useState('');
  const [record, { loading }] = useMutation(RecordPaymentDocument, { errorPolicy: 'all' });
  const once = useOneKey();
  const tell = useTell();
  const page = usePage(OwedByClientDocument, { clientId, currency: typed.currency }, { wait: typed.currency.length !== 3 });
  const owed = page.data?.invoices.nodes ?? [];
  const minor = minorOf(typed.amount, typed.currency);
  const split = parts ?? firstSplit(minor, owed, invoice, typed.currency);
  const read = minor === null ? null : allocationsOf(split, owed, minor, typed.currency);
  const set = (change: Partial<typeof typed>) => { setTyped({ ...typed, ...change }); setRefused(''); };
  const save = async () => {
    if (minor === null || isNothing(minor)) { setRefused(`«${typed.amount}» is no amount in ${typed.currency}.`); return; }
    if (read === null || typeof read === 'string') { setRefused(read ?? ''); return; }
    const input = { clientId, amountMinor: minor, currency: typed.currency, method: typed.method, receivedOn: typed.receivedOn, reference: typed.reference.trim() || null, pending: typed.pending, allocations: read.allocations };
    const { data, error } = await record({ variables: { input }, context: once(input) }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.recordPayment) { setRefused(refusalWords(error)); return; }
    tell.done(typed.pending ? 'Written down, on its way' : 'Written down', typed.pending ? 'It settles nothing until you say that it is there.' : isNothing(read.left) ? 'It settles what you said.' : `${moneyWords(read.left, typed.currency)} is left as the client’s credit.`);
    await onDone();
    onClose();
  };
  return (
    <form className={css.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <div className={css.pair}>
        <Field label="How much" inputMode="decimal" autoFocus={Boolean(invoice)} value={typed.amount} onChange={(event) => set({ amount: event.target.value })} />
        <Field label="Currency" maxLength={3} disabled={Boolean(invoice)} value={typed.currency} onChange={(event) => { set({ currency: event.target.value.toUpperCase() }); setParts(null); }} />
        <PickField label="How it came" value={typed.method} onChange={(event) => set({ method: event.target.value as PaymentMethod })}>{(Object.keys(methodWords) as PaymentMethod[]).map((one) => <option key={one} value={one}>{capital(methodWords[one])}</option>)}</PickField>
        <Field label="On which day" type="date" value={typed.receivedOn} onChange={(event) => set({ receivedOn: event.target.value })} />
      </div>
      <Field label="What the payer wrote" optional maxLength={200} value={typed.reference} onChange={(event) => set({ reference: event.target.value })} />
      <label className={css.tick}><input type="checkbox" checked={typed.pending} onChange={(event) => set({ pending: event.target.checked })} />It is still on its way</label>
      <SplitFields owed={owed} currency={typed.currency} split={split} read={read} waiting={page.waiting} onChange={(next) => { setParts(next); setRefused(''); }} onSpread={() => setParts(minor === null ? null : spread(minor, owed, typed.currency).typed)} />
      <Refused>{refused}</Refused>
      <div><Act look="primary" icon={IconCoin} type="submit" busy={loading}>Write it down</Act></div>
    </form>
  );
}

/** What money settles before anybody says otherwise: the invoice that it came for, then what is due first. */
function firstSplit(minor: string | null, owed: readonly Owed[], invoice: Owed | undefined, currency: string): Record<string, string> {
  if (minor === null) return {};
  const own = owed.find((one) => one.id === invoice?.id);
  if (!own) return spread(minor, owed, currency).typed;
  const first = spread(minor, [own], currency);
  return { ...spread(first.left, owed.filter((one) => one !== own), currency).typed, ...first.typed };
}
