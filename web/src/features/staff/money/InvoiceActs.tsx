import { useMutation } from '@apollo/client/react';
import { IconArrowBackUp, IconCheck, IconCoin, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { ApproveInvoiceDocument, InvoiceLedgersDocument, IssueInvoiceDocument, RejectInvoiceDocument } from '../../../gql/staff/graphql';
import { now } from '../../../lib/clock';
import { refusalWords } from '../../../lib/failures';
import { addDays, dayOf, dayWords, moneyWords, plainDate } from '../../../lib/format';
import { modKey, useKeys } from '../../../lib/keys';
import { usePage } from '../../../lib/use-page';
import { useOneKey } from '../../../lib/one-key';
import { Act } from '../../../ui/Act';
import { Effects, FormDialog } from '../../../ui/Effects';
import { TextField } from '../../../ui/Field';
import { useTell } from '../../../ui/Told';
import { useAct } from '../../../ui/use-act';
import { useMay } from '../shell/use-may';
import { issueEffects } from './issue-effects';
import type { InvoicePart } from './InvoicePage';
import { RecordPaymentDrawer } from './RecordPaymentDrawer';

type Asking = 'issue' | 'approve' | 'back' | 'pay';

/** The likely next act of an invoice: agree to it, let it go out, or write down its money. */
export function InvoiceActs({ part, onEdit }: { part: InvoicePart; onEdit: (() => void) | undefined }) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const may = useMay();
  const { invoice } = part;
  const close = () => setAsking(null);
  const decides = invoice.status === 'AWAITING_APPROVAL' && invoice.openApproval?.mayDecide;
  const issues = invoice.status === 'APPROVED' && may('revenue.invoice.issue');
  const pays = ['ISSUED', 'PARTIALLY_PAID', 'REOPENED'].includes(invoice.status) && may('revenue.payment.record');
  const first: Asking | null = decides ? 'approve' : issues ? 'issue' : pays ? 'pay' : null;
  useKeys({ e: () => onEdit?.(), a: () => { if (decides) setAsking('approve'); }, r: () => { if (decides) setAsking('back'); }, i: () => { if (issues) setAsking('issue'); }, p: () => { if (pays) setAsking('pay'); }, '$mod+Enter': () => { if (first && !asking) setAsking(first); } });
  return (
    <>
      {decides && <Act icon={IconArrowBackUp} hotkey="R" onClick={() => setAsking('back')}>Send back</Act>}
      {decides && <Act look="primary" icon={IconCheck} hotkey="A" onClick={() => setAsking('approve')}>Approve</Act>}
      {issues && <Act look="primary" icon={IconSend} hotkey={`${modKey}↵`} onClick={() => setAsking('issue')}>Issue</Act>}
      {pays && <Act look="primary" icon={IconCoin} hotkey="P" onClick={() => setAsking('pay')}>Record a payment</Act>}
      {asking === 'issue' && <IssueDialog part={part} onClose={close} />}
      {asking === 'approve' && <ApproveDialog part={part} onClose={close} />}
      {asking === 'back' && <SendBackDialog part={part} onClose={close} />}
      {asking === 'pay' && invoice.client && <RecordPaymentDrawer open client={invoice.client} invoice={invoice} onDone={part.onChanged} onClose={close} />}
    </>
  );
}

interface DialogProps { part: InvoicePart; onClose: () => void }

function IssueDialog({ part: { invoice, settings, onChanged }, onClose }: DialogProps) {
  const [issue, { loading }] = useMutation(IssueInvoiceDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const once = useOneKey();
  const seesLedger = useMay()('revenue.ledger.view');
  const ledgers = usePage(InvoiceLedgersDocument, {}, { wait: !seesLedger });
  const tell = useTell();
  const ledger = ledgers.data?.ledgerServices.find((one) => one.connection && one.connection.health !== 'DISCONNECTED');
  const waiting = seesLedger && ledgers.waiting;
  const effects = issueEffects({ total: moneyWords(invoice.total.minor, invoice.total.currency), client: invoice.client?.displayName ?? 'the client', due: dayWords(plainDate(addDays(dayOf(now(), settings.timeZone), invoice.termsDays)), 'UTC'), ledger: ledger?.label ?? null, ledgerKnown: seesLedger && Boolean(ledgers.data), waitsForLedger: settings.waitsForLedger });
  const act = async () => {
    const input = { invoiceId: invoice.id, ifVersion: invoice.version };
    const { data, error } = await issue({ variables: { input }, context: once(input) }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    await onChanged();
    if (!data?.issueInvoice) { setRefusal(refusalWords(error)); return; }
    tell.done(data.issueInvoice.status === 'ISSUING' ? `${data.issueInvoice.number ?? 'It'} is on its way` : `${data.issueInvoice.number ?? 'It'} is out`, data.issueInvoice.status === 'ISSUING' ? 'This page says when the client has it, and what holds it up.' : 'The client finds it in the portal.');
    onClose();
  };
  return <Effects open title="Issue 1 invoice" effects={waiting ? undefined : effects} undo="It cannot be edited after that. It can be taken back with a reason, or corrected by a credit note." refusal={refusal} busy={loading} onAct={() => void act()} onClose={onClose} />;
}

function ApproveDialog({ part: { invoice, onChanged }, onClose }: DialogProps) {
  const [approve] = useMutation(ApproveInvoiceDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const approval = invoice.openApproval;
  const last = !approval || approval.stepNo + 1 >= approval.stepCount;
  const run = async () => { if (await act(approve({ variables: { input: { invoiceId: invoice.id, contentHash: invoice.contentHash } } }), { done: 'You agreed', why: last ? 'It can go out now.' : 'It goes on to the next step.', refused: 'Nothing was decided' })) onClose(); };
  return (
    <Effects
      open title="Approve 1 invoice" busy={busy} onAct={() => void run()} onClose={onClose} undo="A yes holds for these words. It falls when somebody changes them."
      effects={[{ act: 'Agree to these words', detail: `${moneyWords(invoice.total.minor, invoice.total.currency)} to ${invoice.client?.displayName ?? 'the client'}, under «${approval?.ruleName ?? 'your rules'}».` }, last ? { act: 'Let it go out', detail: 'It is issued by whoever may, not by this yes.' } : { act: 'Pass it on', detail: `Step ${(approval?.stepNo ?? 0) + 2} of ${approval?.stepCount ?? 2} decides next.` }]}
    />
  );
}

function SendBackDialog({ part: { invoice, onChanged }, onClose }: DialogProps) {
  const [comment, setComment] = useState('');
  const [refusal, setRefusal] = useState('');
  const [reject] = useMutation(RejectInvoiceDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const send = async () => {
    if (!comment.trim()) { setRefusal('Say what is wrong with it.'); return; }
    if (await act(reject({ variables: { input: { invoiceId: invoice.id, contentHash: invoice.contentHash, comment: comment.trim() } } }), { done: 'Sent back', why: 'Whoever wrote it reads why.', refused: 'Nothing was decided' })) onClose();
  };
  return (
    <FormDialog open title="Send it back" lead="Whoever wrote it changes it and asks again; all steps begin anew." act="Send it back" refusal={refusal} busy={busy} onAct={() => void send()} onClose={onClose}>
      <TextField label="Why" autoFocus maxLength={1000} value={comment} onChange={(event) => { setComment(event.target.value); setRefusal(''); }} />
    </FormDialog>
  );
}
