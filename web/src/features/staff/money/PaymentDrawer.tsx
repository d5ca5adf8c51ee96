import { useMutation } from '@apollo/client/react';
import { IconAlertTriangle, IconArrowBackUp, IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { AllocatePaymentDocument, FailPaymentDocument, OwedByClientDocument, PaymentPageDocument, PaymentRowFragmentDoc, RefundPaymentDocument, SettlePaymentDocument, type PaymentPageQuery, type PaymentRowFragment } from '../../../gql/staff/graphql';
import { isNothing, minorOf, typedAmount } from '../../../lib/amounts';
import { capital, dayWords, instant, moneyWords, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { useOneKey } from '../../../lib/one-key';
import { Act } from '../../../ui/Act';
import { Effects, FormDialog } from '../../../ui/Effects';
import { Field, TextField } from '../../../ui/Field';
import { Money } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { Facts, Section, SectionRow } from '../../../ui/Rail';
import { SideDrawer } from '../../../ui/SideDrawer';
import { Status } from '../../../ui/Status';
import { PanelOut, Refused, Waiting } from '../../../ui/Trouble';
import { useAct } from '../../../ui/use-act';
import { useMay } from '../shell/use-may';
import { allocationsOf, spread } from './payment-draft';
import { DisputeDialog, DisputeSection } from './PaymentDispute';
import { methodWords, paymentState } from './payment-words';
import { SplitFields } from './SplitFields';
import css from './Money.module.css';

type PaymentRecord = Omit<PaymentPageQuery['payment'], ' $fragmentRefs'> & PaymentRowFragment;

/** One payment: what it settles, what was given back, and what can be done with the rest. */
export function PaymentDrawer({ id, onChanged, onClose }: { id: string; onChanged: () => unknown; onClose: () => void }) {
  const page = usePage(PaymentPageDocument, { id }, { everyMs: 20_000 });
  const asked = page.data?.payment;
  const payment: PaymentRecord | undefined = asked && { ...asked, ...reveal(PaymentRowFragmentDoc, asked) };
  const [asking, setAsking] = useState<'settle' | 'fail' | 'apply' | 'refund' | 'dispute' | null>(null);
  const may = useMay();
  const close = () => setAsking(null);
  const changed = () => { void page.again(); void onChanged(); };
  const disputed = payment?.dispute?.state === 'OPEN';
  const left = payment ? { minor: String(BigInt(payment.amount.minor) - BigInt(payment.refunded.minor)), currency: payment.amount.currency } : null;
  const credit = payment?.state === 'RECEIVED' && !isNothing(payment.unapplied.minor);
  return (
    <SideDrawer
      open title={payment ? `${moneyWords(payment.amount.minor, payment.amount.currency)} ${methodWords[payment.method]}` : 'Payment'} onClose={onClose}
      footer={payment && may('revenue.payment.record') && payment.state !== 'FAILED' ? (
        <>
          {payment.state === 'PENDING' && <Act look="primary" icon={IconCheck} onClick={() => setAsking('settle')}>It is there</Act>}
          {credit && <Act look="primary" onClick={() => setAsking('apply')}>Apply the credit</Act>}
          {!disputed && <Act icon={IconX} onClick={() => setAsking('fail')}>It did not come</Act>}
          {!disputed && payment.state === 'RECEIVED' && left && !isNothing(left.minor) && <Act icon={IconAlertTriangle} onClick={() => setAsking('dispute')}>It is disputed</Act>}
          {credit && !disputed && may('revenue.payment.refund') && <Act icon={IconArrowBackUp} onClick={() => setAsking('refund')}>Give back</Act>}
        </>
      ) : undefined}
    >
      {page.waiting && <Waiting label="Payment" rows={5} />}
      {!page.waiting && !payment && <PanelOut what="This payment" failure={page.failed('payment') ?? page.failure} onRetry={page.again} />}
      {payment && <Reading payment={payment} mayRecord={may('revenue.payment.record')} onChanged={changed} />}
      {payment && asking === 'settle' && <Settle payment={payment} onChanged={changed} onClose={close} />}
      {payment && asking === 'fail' && <Fail payment={payment} onChanged={changed} onClose={close} />}
      {payment && asking === 'apply' && <Apply payment={payment} onChanged={changed} onClose={close} />}
      {payment && left && asking === 'dispute' && <DisputeDialog paymentId={payment.id} left={left} onChanged={changed} onClose={close} />}
      {payment && asking === 'refund' && <GiveBack payment={payment} onChanged={changed} onClose={close} />}
    </SideDrawer>
  );
}

function Reading({ payment, mayRecord, onChanged }: { payment: PaymentRecord; mayRecord: boolean; onChanged: () => void }) {
  return (
    <>
      <p style={{ padding: '10px 0' }}><Status machine="payment" state={paymentState(payment)} />{payment.failure && <span className="fm-second"> «{payment.failure}»</span>}</p>
      <Facts facts={[
        ['Client', payment.client?.displayName ? <Go key="client" to={`/clients/${payment.client.id}`} className="fm-link">{payment.client.displayName}</Go> : 'Not available'], ['How', capital(methodWords[payment.method])], ['Day', dayWords(plainDate(payment.receivedOn), 'UTC')], ['They wrote', payment.reference || 'Nothing'],
        ...(payment.providerRef && !payment.fromLedger ? [['Carried as', payment.providerRef] as const] : []), ['Written down', dayWords(instant(payment.createdAt))], ['Ledger', payment.fromLedger ? 'Read there' : payment.ledgerLink ? `Stands there since ${dayWords(instant(payment.ledgerLink.pushedAt))}` : 'Not there'],
      ]} />
      {payment.dispute && <DisputeSection paymentId={payment.id} dispute={payment.dispute} mayRecord={mayRecord} onChanged={onChanged} />}
      <Section title="What it settles">
        {payment.allocations.length === 0 && <p className="fm-quiet">{payment.state === 'PENDING' ? 'Nothing yet: it is on its way.' : 'Nothing.'}</p>}
        {payment.allocations.map((one, at) => <SectionRow key={at} right={<Money minor={one.amount.minor} currency={one.amount.currency} />}>{one.invoice ? <Go to={`/money/invoices/${one.invoice.id}`} className="fm-link">{one.invoice.number ?? one.invoice.title ?? 'Invoice'}</Go> : 'An invoice'}</SectionRow>)}
        {payment.state === 'RECEIVED' && <SectionRow right={<Money minor={payment.unapplied.minor} currency={payment.unapplied.currency} />}>The client’s credit</SectionRow>}
      </Section>
      {payment.refunds.length > 0 && <Section title="Given back">{payment.refunds.map((one) => <SectionRow key={one.id} right={<Money minor={one.amount.minor} currency={one.amount.currency} />} second={`${dayWords(plainDate(one.refundedOn), 'UTC')}, ${one.reason}`}>{one.invoice ? <Go to={`/money/invoices/${one.invoice.id}`} className="fm-link">{one.invoice.number ?? 'From an invoice'}</Go> : 'From the credit'}</SectionRow>)}</Section>}
    </>
  );
}

interface ActProps { payment: PaymentRecord; onChanged: () => void; onClose: () => void }

function Settle({ payment, onChanged, onClose }: ActProps) {
  const [settle] = useMutation(SettlePaymentDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const run = async () => { if (await act(settle({ variables: { input: { paymentId: payment.id } } }), { done: 'The money is there', refused: 'It is on its way as before' })) onClose(); };
  return <Effects open title="Settle 1 payment" busy={busy} onAct={() => void run()} onClose={onClose} effects={[{ act: `Count ${moneyWords(payment.amount.minor, payment.amount.currency)} as received` }, { act: 'Settle what it was meant for', detail: 'As far as that is still owed; the rest stays as credit.' }]} undo="When its bank takes it back, say that it did not come." />;
}

function Fail({ payment, onChanged, onClose }: ActProps) {
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState('');
  const [fail] = useMutation(FailPaymentDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const send = async () => {
    if (!reason.trim()) { setRefusal('Say why.'); return; }
    if (await act(fail({ variables: { input: { paymentId: payment.id, reason: reason.trim() } } }), { done: 'Written down as failed', why: 'What it settled is owed again.', refused: 'It stands as before' })) onClose();
  };
  return <FormDialog open title="This money did not come" lead="What it settled is owed again. This cannot be undone: write a new payment when it comes." act="It did not come" refusal={refusal} busy={busy} onAct={() => void send()} onClose={onClose}><TextField label="Why" autoFocus maxLength={500} value={reason} onChange={(event) => { setReason(event.target.value); setRefusal(''); }} /></FormDialog>;
}

function Apply({ payment, onChanged, onClose }: ActProps) {
  const { currency, minor } = payment.unapplied;
  const page = usePage(OwedByClientDocument, { clientId: payment.client?.id ?? '', currency }, { wait: !payment.client });
  const owed = page.data?.invoices.nodes ?? [];
  const [parts, setParts] = useState<Record<string, string> | null>(null);
  const [refusal, setRefusal] = useState('');
  const [allocate] = useMutation(AllocatePaymentDocument, { errorPolicy: 'all' });
  const once = useOneKey();
  const { busy, act } = useAct(onChanged);
  const first = spread(String(minor), owed, currency).typed;
  const split = parts ?? first;
  const read = allocationsOf(split, owed, String(minor), currency);
  const send = async () => {
    if (typeof read === 'string') { setRefusal(read); return; }
    if (read.allocations.length === 0) { setRefusal('Say what it settles.'); return; }
    const input = { paymentId: payment.id, allocations: read.allocations };
    if (await act(allocate({ variables: { input }, context: once(input) }), { done: 'Applied', refused: 'The credit stays as it was' })) onClose();
  };
  return <FormDialog open title={`Apply ${moneyWords(minor, currency)} of credit`} act="Apply it" refusal={refusal} busy={busy} onAct={() => void send()} onClose={onClose}><SplitFields owed={owed} currency={currency} split={split} read={read} waiting={page.waiting} onChange={(next) => { setParts(next); setRefusal(''); }} onSpread={() => setParts(null)} /></FormDialog>;
}

function GiveBack({ payment, onChanged, onClose }: ActProps) {
  const { currency, minor } = payment.unapplied;
  const [typed, setTyped] = useState({ amount: typedAmount(minor, currency), reason: '' });
  const [refusal, setRefusal] = useState('');
  const [refund] = useMutation(RefundPaymentDocument, { errorPolicy: 'all' });
  const once = useOneKey();
  const { busy, act } = useAct(onChanged);
  const send = async () => {
    const amountMinor = minorOf(typed.amount, currency);
    if (amountMinor === null || isNothing(amountMinor)) { setRefusal(`«${typed.amount}» is no amount in ${currency}.`); return; }
    if (!typed.reason.trim()) { setRefusal('Say why.'); return; }
    const input = { paymentId: payment.id, amountMinor, effect: 'REOPEN' as const, reason: typed.reason.trim() };
    if (await act(refund({ variables: { input }, context: once(input) }), { done: 'Given back', why: 'It is written down here; your bank sends the money.', refused: 'Nothing was given back' })) onClose();
  };
  return (
    <FormDialog open title="Give credit back" lead={`${moneyWords(minor, currency)} settles nothing. It is written down here and in the ledger; the money itself is sent by your bank.`} act="Give it back" busy={busy} onAct={() => void send()} onClose={onClose}>
      <Field label={`How much, ${currency}`} inputMode="decimal" autoFocus value={typed.amount} onChange={(event) => { setTyped({ ...typed, amount: event.target.value }); setRefusal(''); }} />
      <TextField label="Why" maxLength={500} value={typed.reason} onChange={(event) => { setTyped({ ...typed, reason: event.target.value }); setRefusal(''); }} />
      <Refused>{refusal}</Refused>
      <p className={css.keys}>Money that settles an invoice is given back on the page of that invoice.</p>
    </FormDialog>
  );
}
