import { useMutation } from '@apollo/client/react';
import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconBan, IconDots, IconReceiptRefund, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { CreditInvoiceDocument, DiscardInvoiceDocument, VoidInvoiceDocument, WithdrawInvoiceDocument } from '../../../gql/staff/graphql';
import { minorOf, typedAmount } from '../../../lib/amounts';
import { moneyWords } from '../../../lib/format';
import { useOneKey } from '../../../lib/one-key';
import { Act } from '../../../ui/Act';
import { Effects, FormDialog } from '../../../ui/Effects';
import { Field, TextField } from '../../../ui/Field';
import { useAct } from '../../../ui/use-act';
import { useMay } from '../shell/use-may';
import type { InvoicePart } from './InvoicePage';
import { RefundDialog } from './RefundDialog';
import css from './Money.module.css';

type Asking = 'withdraw' | 'discard' | 'credit' | 'void' | 'refund';

/** What else can be done with an invoice; what its place or the onlooker's role does not allow is absent. */
export function InvoiceMore({ part }: { part: InvoicePart }) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const may = useMay();
  const { invoice } = part;
  const close = () => setAsking(null);
  const out = ['ISSUED', 'PARTIALLY_PAID', 'PAID', 'REOPENED'].includes(invoice.status);
  const untouched = invoice.balance.minor !== undefined && BigInt(invoice.balance.minor) === BigInt(invoice.total.minor);
  const acts: { key: Asking; label: string; icon: typeof IconBan; on: boolean }[] = [
    { key: 'withdraw', label: 'Take it back from approval', icon: IconArrowBackUp, on: invoice.status === 'AWAITING_APPROVAL' && may('revenue.invoice.submit') },
    { key: 'credit', label: 'Credit note', icon: IconReceiptRefund, on: out && may('revenue.invoice.credit') },
    { key: 'refund', label: 'Give money back', icon: IconArrowBackUp, on: out && !untouched && may('revenue.payment.refund') && may('revenue.payment.view') },
    { key: 'void', label: 'Void it', icon: IconBan, on: (['ISSUING', 'ISSUED', 'REOPENED'].includes(invoice.status)) && untouched && may('revenue.invoice.void') },
    { key: 'discard', label: 'Throw it away', icon: IconTrash, on: !invoice.number && may('revenue.invoice.edit') },
  ];
  const shown = acts.filter((one) => one.on);
  if (shown.length === 0) return null;
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={220}>
        <Menu.Target><Act look="icon" icon={IconDots} label="More for this invoice" /></Menu.Target>
        <Menu.Dropdown>{shown.map(({ key, label, icon: Mark }) => <Menu.Item key={key} leftSection={<Mark size={15} stroke={1.75} />} onClick={() => setAsking(key)}>{label}</Menu.Item>)}</Menu.Dropdown>
      </Menu>
      {asking === 'withdraw' && <Withdraw part={part} onClose={close} />}
      {asking === 'discard' && <Discard part={part} onClose={close} />}
      {asking === 'credit' && <Credit part={part} onClose={close} />}
      {asking === 'void' && <Void part={part} onClose={close} />}
      {asking === 'refund' && <RefundDialog part={part} onClose={close} />}
    </>
  );
}

interface DialogProps { part: InvoicePart; onClose: () => void }

function Withdraw({ part: { invoice, onChanged }, onClose }: DialogProps) {
  const [withdraw] = useMutation(WithdrawInvoiceDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const run = async () => { if (await act(withdraw({ variables: { input: { invoiceId: invoice.id, ifVersion: invoice.version } } }), { done: 'A draft again', refused: 'It waits for approval as before' })) onClose(); };
  return <Effects open title="Take 1 invoice back from approval" busy={busy} onAct={() => void run()} onClose={onClose} effects={[{ act: 'Make it a draft again', detail: 'Nobody has to decide about it any more.' }, { act: 'Begin all steps anew next time', detail: 'What was agreed to so far stays in its history.' }]} undo="It can be sent to approval again at any time." />;
}

function Discard({ part: { invoice, onChanged }, onClose }: DialogProps) {
  const [discard] = useMutation(DiscardInvoiceDocument, { errorPolicy: 'all' });
  const navigate = useNavigate();
  const { busy, act } = useAct(() => undefined);
  const run = async () => {
    if (await act(discard({ variables: { input: { invoiceId: invoice.id, ifVersion: invoice.version } } }), { done: 'Thrown away', why: 'What it billed waits to be billed again.', refused: 'It stays where it is' })) await navigate({ to: '/money/invoices', search: { view: 'drafts' }, ignoreBlocker: true });
    else await onChanged();
  };
  return <Effects open title="Throw 1 invoice away" busy={busy} onAct={() => void run()} onClose={onClose} effects={[{ act: 'Delete its words', detail: `${moneyWords(invoice.total.minor, invoice.total.currency)} to ${invoice.client?.displayName ?? 'the client'}. It has no number, so none is lost.` }, { act: 'Free what it billed', detail: 'Milestones, hours and costs on it wait to be billed again.' }]} undo="This cannot be undone." />;
}

function Credit({ part: { invoice, onChanged }, onClose }: DialogProps) {
  const credited = invoice.creditNotes.reduce((sum, one) => sum + BigInt(one.amount.minor), 0n);
  const left = String(BigInt(invoice.total.minor) - credited);
  const [typed, setTyped] = useState({ amount: typedAmount(left, invoice.currency), reason: '' });
  const [refusal, setRefusal] = useState('');
  const [credit] = useMutation(CreditInvoiceDocument, { errorPolicy: 'all' });
  const once = useOneKey();
  const { busy, act } = useAct(() => void onChanged());
  const send = async () => {
    const amountMinor = minorOf(typed.amount, invoice.currency);
    if (amountMinor === null || amountMinor === '0') { setRefusal(`«${typed.amount}» is no amount in ${invoice.currency}.`); return; }
    if (BigInt(amountMinor) > BigInt(left)) { setRefusal(`No more than ${moneyWords(left, invoice.currency)} is left to credit.`); return; }
    if (!typed.reason.trim()) { setRefusal('Say why, in words for the client.'); return; }
    const input = { invoiceId: invoice.id, ifVersion: invoice.version, amountMinor, reason: typed.reason.trim() };
    if (await act(credit({ variables: { input }, context: once(input) }), { done: 'The credit note is out', why: 'What was paid and is credited now is the client’s credit.', refused: 'No credit note was written' })) onClose();
  };
  return (
    <FormDialog open title={`Credit note for ${invoice.number ?? 'this invoice'}`} lead="The client owes less by it. It gets a number of its own and cannot be undone." act="Write the credit note" refusal={refusal} busy={busy} onAct={() => void send()} onClose={onClose}>
      <Field label={`How much, with tax, ${invoice.currency}`} inputMode="decimal" autoFocus value={typed.amount} onChange={(event) => { setTyped({ ...typed, amount: event.target.value }); setRefusal(''); }} />
      <TextField label="Why" maxLength={500} help="The client reads it." value={typed.reason} onChange={(event) => { setTyped({ ...typed, reason: event.target.value }); setRefusal(''); }} />
    </FormDialog>
  );
}

function Void({ part: { invoice, onChanged }, onClose }: DialogProps) {
  const [typed, setTyped] = useState({ number: '', reason: '', billAgain: true });
  const [refusal, setRefusal] = useState('');
  const [take] = useMutation(VoidInvoiceDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const set = (change: Partial<typeof typed>) => { setTyped({ ...typed, ...change }); setRefusal(''); };
  const send = async () => {
    if (!typed.reason.trim()) { setRefusal('Say why.'); return; }
    if (typed.number.trim() !== invoice.number) { setRefusal(`Type ${invoice.number ?? 'its number'} to void it.`); return; }
    if (await act(take({ variables: { input: { invoiceId: invoice.id, ifVersion: invoice.version, reason: typed.reason.trim(), billAgain: typed.billAgain } } }), { done: 'Taken back', why: 'Its number stays its own.', refused: 'The invoice stands as before' })) onClose();
  };
  return (
    <FormDialog open title={`Void ${invoice.number ?? 'this invoice'}`} lead={`${invoice.client?.displayName ?? 'The client'} does not owe ${moneyWords(invoice.total.minor, invoice.currency)} any more, and it is taken back in the ledger. This cannot be undone.`} act="Void it" refusal={refusal} busy={busy} onAct={() => void send()} onClose={onClose}>
      <TextField label="Why" autoFocus maxLength={500} value={typed.reason} onChange={(event) => set({ reason: event.target.value })} />
      <label className={css.tick}><input type="checkbox" checked={typed.billAgain} onChange={(event) => set({ billAgain: event.target.checked })} />What it billed can stand on another invoice</label>
      <Field label={`Type ${invoice.number ?? 'its number'} to confirm`} value={typed.number} onChange={(event) => set({ number: event.target.value })} />
    </FormDialog>
  );
}
