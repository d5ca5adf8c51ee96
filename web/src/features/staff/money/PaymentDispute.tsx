import { useMutation } from '@apollo/client/react';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { ClosePaymentDisputeDocument, DisputePaymentDocument, type DisputeOutcome, type PaymentRowFragment } from '../../../gql/staff/graphql';
import { isNothing, minorOf, typedAmount } from '../../../lib/amounts';
import { dayWords, instant, moneyWords } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Effects, FormDialog } from '../../../ui/Effects';
import { Field, TextField } from '../../../ui/Field';
import { Section } from '../../../ui/Rail';
import { useAct } from '../../../ui/use-act';
import css from './Money.module.css';

type Disputed = NonNullable<PaymentRowFragment['dispute']>;
interface Amount { readonly minor: string; readonly currency: string }

const ends: Readonly<Record<DisputeOutcome, string>> = { WON: 'The bank decided for you: the money stays.', LOST: 'The bank decided for whoever paid: the money is gone.' };

/** What whoever paid asked their bank for, and what becomes of it. */
export function DisputeSection({ paymentId, dispute, mayRecord, onChanged }: { paymentId: string; dispute: Disputed; mayRecord: boolean; onChanged: () => void }) {
  const [deciding, setDeciding] = useState<DisputeOutcome | null>(null);
  const amount = moneyWords(dispute.amount.minor, dispute.amount.currency);
  return (
    <Section title="Dispute">
      <p className="fm-second"><IconAlertTriangle size={14} aria-hidden style={{ display: 'inline', verticalAlign: '-2px' }} /> {amount} asked back since {dayWords(instant(dispute.openedAt))}: «{dispute.reason}»</p>
      <p className="fm-second">{dispute.state === 'OPEN' ? 'What it settled stays settled until the bank decides.' : `${ends[dispute.state]}${dispute.closedAt ? ` ${dayWords(instant(dispute.closedAt))}.` : ''}`}</p>
      {dispute.state === 'OPEN' && mayRecord && <div className={css.remind}><Act onClick={() => setDeciding('WON')}>The money stays</Act><Act onClick={() => setDeciding('LOST')}>The money is gone</Act></div>}
      {deciding && <Close paymentId={paymentId} outcome={deciding} amount={amount} onChanged={onChanged} onClose={() => setDeciding(null)} />}
    </Section>
  );
}

function Close({ paymentId, outcome, amount, onChanged, onClose }: { paymentId: string; outcome: DisputeOutcome; amount: string; onChanged: () => void; onClose: () => void }) {
  const [close] = useMutation(ClosePaymentDisputeDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const run = async () => { if (await act(close({ variables: { input: { paymentId, outcome } } }), { done: outcome === 'WON' ? 'The money stays' : 'The money is gone', why: ends[outcome], refused: 'It stands as before' })) onClose(); };
  const effects = outcome === 'WON' ? [{ act: `Count ${amount} as before`, detail: 'What it settled stays settled.' }] : [{ act: `Take ${amount} off what it settled`, detail: 'Those invoices are owed again, here and in the ledger.' }, { act: 'Close files again that waited for the money', detail: 'What was fetched before stays with the client.' }];
  return <Effects open title={outcome === 'WON' ? 'Keep 1 disputed payment' : 'Give 1 disputed payment up'} busy={busy} onAct={() => void run()} onClose={onClose} effects={effects} undo="This cannot be undone: write a new payment where the bank thinks again." />;
}

/** Writes down that whoever paid wants the money back through their bank. */
export function DisputeDialog({ paymentId, left, onChanged, onClose }: { paymentId: string; left: Amount; onChanged: () => void; onClose: () => void }) {
  const [typed, setTyped] = useState({ amount: typedAmount(left.minor, left.currency), reason: '' });
  const [refusal, setRefusal] = useState('');
  const [dispute] = useMutation(DisputePaymentDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const set = (change: Partial<typeof typed>) => { setTyped({ ...typed, ...change }); setRefusal(''); };
  const send = async () => {
    const amountMinor = minorOf(typed.amount, left.currency);
    if (amountMinor === null || isNothing(amountMinor)) { setRefusal(`«${typed.amount}» is no amount in ${left.currency}.`); return; }
    if (BigInt(amountMinor) > BigInt(left.minor)) { setRefusal(`No more than ${moneyWords(left.minor, left.currency)} of it can be asked back.`); return; }
    if (!typed.reason.trim()) { setRefusal('Say what they say.'); return; }
    if (await act(dispute({ variables: { input: { paymentId, amountMinor, reason: typed.reason.trim() } } }), { done: 'Written down as disputed', why: 'The owner of the client has a task to answer the bank.', refused: 'It stands as before' })) onClose();
  };
  return (
    <FormDialog open title="Whoever paid wants it back" lead="Their bank decides. Until it does, what the payment settled stays settled, and nothing of it can be given back." act="It is disputed" refusal={refusal} busy={busy} onAct={() => void send()} onClose={onClose}>
      <Field label={`How much, ${left.currency}`} inputMode="decimal" value={typed.amount} onChange={(event) => set({ amount: event.target.value })} />
      <TextField label="What they say" autoFocus maxLength={500} value={typed.reason} onChange={(event) => set({ reason: event.target.value })} />
    </FormDialog>
  );
}
