import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { ApproveBillsTogetherDocument, ApproveInvoicesTogetherDocument, BatchCapDocument, type ApprovalRowFragment } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { countWords, moneyWords } from '../../../lib/format';
import { useKeys } from '../../../lib/keys';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Effects } from '../../../ui/Effects';
import { useTell } from '../../../ui/Told';
import { pickedWords } from './approval-words';
import css from './Approvals.module.css';

/** What is chosen to be agreed to in one go. What is decided meanwhile falls out of it. */
export function useBatch(rows: readonly ApprovalRowFragment[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const turn = (id: string | undefined) => {
    if (!rows.some((row) => row.id === id && row.mayDecide)) return;
    const next = new Set(ids);
    if (!next.delete(id as string)) next.add(id as string);
    setIds(next);
  };
  return { picked: rows.filter((row) => row.mayDecide && ids.has(row.id)), turn, clear: () => setIds(new Set()) };
}

/** Agrees to all that is chosen: of each kind all, or none, up to the firm's cap. */
export function BatchBar({ picked, onClear, onDone }: { picked: readonly ApprovalRowFragment[]; onClear: () => void; onDone: () => void }) {
  const [asked, setAsked] = useState(false);
  useKeys({ 'Shift+a': () => setAsked(true), 'Shift+A': () => setAsked(true) }, !asked);
  return (
    <div className={css.batch} role="group" aria-label="What is chosen">
      <span role="status">{pickedWords(picked)}</span>
      <Act small look="primary" hotkey="⇧A" onClick={() => setAsked(true)}>Approve these</Act>
      <Act small look="ghost" onClick={onClear}>Choose none</Act>
      {asked && <BatchDialog picked={picked} onClose={() => setAsked(false)} onDone={onDone} />}
    </div>
  );
}

function BatchDialog({ picked, onClose, onDone }: { picked: readonly ApprovalRowFragment[]; onClose: () => void; onDone: () => void }) {
  const cap = usePage(BatchCapDocument, {}).data?.billingSettings.batchCap;
  const [refusal, setRefusal] = useState('');
  const { busy, approve } = useTogether();
  const tell = useTell();
  const invoices = picked.filter(({ kind }) => kind !== 'BILL');
  const bills = picked.filter(({ kind }) => kind === 'BILL');
  const effects = [
    ...(invoices.length > 0 ? [{ act: `Agree to ${countWords(invoices.length, 'invoice')}`, detail: invoices.map(({ title }) => title).join(', ') }] : []),
    ...(bills.length > 0 ? [{ act: `Agree to ${countWords(bills.length, 'bill')}`, detail: bills.map(({ title }) => title).join(', ') }] : []),
    { act: 'Leave all of a kind as they are', detail: 'where one of them cannot be agreed to.' },
  ];
  const go = async () => {
    const { agreed, error } = await approve(invoices, bills);
    if (error && agreed === 0) { setRefusal(refusalWords(error)); return; }
    if (error) tell.refused(`${countWords(agreed, 'invoice')} approved, and none of the bills`, refusalWords(error));
    else tell.done(`${countWords(agreed, 'paper')} approved`);
    onDone();
  };
  return <Effects open title={`Approve ${countWords(picked.length, 'paper')}`} lead={`${pickedWords(picked)}${cap ? `; of each kind up to ${moneyWords(cap.minor, cap.currency)} in one go` : ''}. This will:`} effects={effects} refusal={refusal} busy={busy} onAct={() => void go()} onClose={onClose} />;
}

/** Says yes to invoices, and then to bills; answers how many were agreed to before a refusal. What was agreed to stays so. */
function useTogether() {
  const [busy, setBusy] = useState(false);
  const [approveInvoices] = useMutation(ApproveInvoicesTogetherDocument, { errorPolicy: 'all' });
  const [approveBills] = useMutation(ApproveBillsTogetherDocument, { errorPolicy: 'all' });
  const approve = async (invoices: readonly ApprovalRowFragment[], bills: readonly ApprovalRowFragment[]): Promise<{ agreed: number; error: unknown }> => {
    const acts = [
      { of: invoices, say: () => approveInvoices({ variables: { input: { invoices: invoices.map(({ subjectId, contentHash }) => ({ invoiceId: subjectId, contentHash })) } } }) },
      { of: bills, say: () => approveBills({ variables: { input: { bills: bills.map(({ subjectId, contentHash }) => ({ billId: subjectId, contentHash })) } } }) },
    ].filter(({ of }) => of.length > 0);
    setBusy(true);
    let agreed = 0;
    let error: unknown = null;
    for (const { of, say } of acts) {
      ({ error } = await (say() as Promise<{ error?: unknown }>).then((answer) => ({ error: answer.error ?? null }), (thrown: unknown) => ({ error: thrown })));
      if (error) break;
      agreed += of.length;
    }
    setBusy(false);
    return { agreed, error };
  };
  return { busy, approve };
}
