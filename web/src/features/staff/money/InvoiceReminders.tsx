import { useMutation } from '@apollo/client/react';
import { IconBell } from '@tabler/icons-react';
import { useState } from 'react';
import { HoldRemindersDocument, RemindOfInvoiceDocument, ResumeRemindersDocument } from '../../../gql/staff/graphql';
import { dayWords, plainDate } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { FormDialog } from '../../../ui/Effects';
import { TextField } from '../../../ui/Field';
import { Money } from '../../../ui/facts';
import { Section, SectionRow } from '../../../ui/Rail';
import { useAct } from '../../../ui/use-act';
import { useMay } from '../shell/use-may';
import type { InvoicePart } from './InvoicePage';
import css from './Money.module.css';

/** How the client is reminded of what is owed: what was sent, what comes next, and who stopped it. */
export function InvoiceReminders({ part }: { part: InvoicePart }) {
  const { invoice } = part;
  const may = useMay();
  const { dunning } = invoice;
  const isOwed = ['ISSUED', 'PARTIALLY_PAID', 'REOPENED'].includes(invoice.status);
  if (!dunning || (!isOwed && dunning.reminders.length === 0)) return null;
  return (
    <Section title="Reminders">
      {dunning.reminders.map((one) => <SectionRow key={one.no} right={<Money minor={one.owed.minor} currency={one.owed.currency} />} second={`${dayWords(plainDate(one.on), 'UTC')}, ${one.byHand ? 'somebody asked for it' : 'by your schedule'}`}>Reminder {one.no}</SectionRow>)}
      {isOwed && <p className="fm-second">{nextWords(part)}</p>}
      {isOwed && may('revenue.invoice.remind') && <RemindActs part={part} />}
    </Section>
  );
}

/** What the schedule does next, in one sentence. */
export function nextWords({ invoice: { dunning, disputed } }: InvoicePart): string {
  if (dunning?.heldWhy) return `Nobody is reminded by the schedule: «${dunning.heldWhy}»`;
  if (disputed) return 'Nobody is reminded while a bank decides about a payment of it.';
  return dunning?.nextOn ? `The next one goes out on ${dayWords(plainDate(dunning.nextOn), 'UTC')}, unless it is paid.` : 'The schedule holds no more of them.';
}

function RemindActs({ part: { invoice, onChanged } }: { part: InvoicePart }) {
  const [holding, setHolding] = useState(false);
  const [remind] = useMutation(RemindOfInvoiceDocument, { errorPolicy: 'all' });
  const [resume] = useMutation(ResumeRemindersDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const input = { invoiceId: invoice.id };
  return (
    <div className={css.remind}>
      <Act icon={IconBell} busy={busy} onClick={() => void act(remind({ variables: { input } }), { done: 'They are reminded', why: 'By mail, to whoever receives invoices.', refused: 'Nobody was reminded' })}>Remind now</Act>
      {invoice.dunning?.heldWhy
        ? <Act busy={busy} onClick={() => void act(resume({ variables: { input } }), { done: 'The schedule goes on', refused: 'It is held as before' })}>Let the schedule go on</Act>
        : <Act onClick={() => setHolding(true)}>Hold the schedule</Act>}
      {holding && <Hold invoiceId={invoice.id} onChanged={() => void onChanged()} onClose={() => setHolding(false)} />}
    </div>
  );
}

function Hold({ invoiceId, onChanged, onClose }: { invoiceId: string; onChanged: () => void; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState('');
  const [hold] = useMutation(HoldRemindersDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const send = async () => {
    if (!reason.trim()) { setRefusal('Say why.'); return; }
    if (await act(hold({ variables: { input: { invoiceId, reason: reason.trim() } } }), { done: 'Nobody is reminded by the schedule', refused: 'The schedule goes on' })) onClose();
  };
  return <FormDialog open title="Hold the reminders" lead="Nobody is reminded of this invoice by the schedule until you let it go on. It stays late all the same." act="Hold them" refusal={refusal} busy={busy} onAct={() => void send()} onClose={onClose}><TextField label="Why" help="Such as «They pay on Friday»." autoFocus maxLength={500} value={reason} onChange={(event) => { setReason(event.target.value); setRefusal(''); }} /></FormDialog>;
}
