import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { PauseInvoicePlanDocument, ResumeInvoicePlanDocument, type MissedPeriods } from '../../../gql/staff/graphql';
import { FormDialog } from '../../../ui/Effects';
import { PickField, TextField } from '../../../ui/Field';
import { useAct } from '../../../ui/use-act';

interface PlanDialogProps { plan: { id: string; version: number }; onChanged: () => unknown; onClose: () => void }

/** Stops a plan from drafting by itself. */
export function PauseDialog({ plan, onChanged, onClose }: PlanDialogProps) {
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState('');
  const [pause] = useMutation(PauseInvoicePlanDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const send = async () => {
    if (!reason.trim()) { setRefusal('Say why.'); return; }
    if (await act(pause({ variables: { input: { planId: plan.id, ifVersion: plan.version, reason: reason.trim() } } }), { done: 'Paused', why: 'It drafts nothing until it goes on.', refused: 'It goes on as before' })) onClose();
  };
  return <FormDialog open title="Pause the plan" lead="It drafts nothing by itself, neither what recurs nor what milestones earn. What stands on invoices stays." act="Pause it" refusal={refusal} busy={busy} onAct={() => void send()} onClose={onClose}><TextField label="Why" autoFocus maxLength={500} value={reason} onChange={(event) => { setReason(event.target.value); setRefusal(''); }} /></FormDialog>;
}

/** Lets a plan go on, with a word about what was missed. */
export function ResumeDialog({ plan, onChanged, onClose }: PlanDialogProps) {
  const [missed, setMissed] = useState<MissedPeriods>('SKIP');
  const [resume] = useMutation(ResumeInvoicePlanDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const send = async () => { if (await act(resume({ variables: { input: { planId: plan.id, ifVersion: plan.version, missed } } }), { done: 'It goes on', refused: 'It stays paused' })) onClose(); };
  return (
    <FormDialog open title="Let the plan go on" lead="Milestones that were reached meanwhile are drafted now." act="Let it go on" busy={busy} onAct={() => void send()} onClose={onClose}>
      <PickField label="Periods that began while it was paused" autoFocus value={missed} onChange={(event) => setMissed(event.target.value as MissedPeriods)}><option value="SKIP">Leave them out: nothing was done for them</option><option value="BILL">Bill them, one after the other</option></PickField>
    </FormDialog>
  );
}
