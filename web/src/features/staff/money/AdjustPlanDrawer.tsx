import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { AdjustInvoicePlanDocument } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { Act } from '../../../ui/Act';
import { Field, TextField } from '../../../ui/Field';
import { SideDrawer } from '../../../ui/SideDrawer';
import { useTell } from '../../../ui/Told';
import { Refused } from '../../../ui/Trouble';
import { adjustmentsOf, typedItem, type TypedPlanItem } from './plan-draft';
import type { PlanRecord } from './PlanPage';
import css from './Money.module.css';

interface AdjustPlanProps { plan: PlanRecord; onChanged: () => unknown; onClose: () => void }

/** What can be changed of a plan without an agreement: names of what is not billed yet, periods that are left out, and the end of what recurs. */
export function AdjustPlanDrawer({ plan, onChanged, onClose }: AdjustPlanProps) {
  const [items, setItems] = useState<TypedPlanItem[]>(() => plan.items.map(typedItem));
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState('');
  const [adjust, { loading }] = useMutation(AdjustInvoicePlanDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const set = (id: string, change: Partial<TypedPlanItem>) => { setItems(items.map((one) => (one.id === id ? { ...one, ...change } : one))); setRefused(''); };
  const save = async () => {
    const changes = adjustmentsOf(plan.items, items);
    if (changes.length === 0) { setRefused('Nothing is changed yet.'); return; }
    if (!reason.trim()) { setRefused('Say why.'); return; }
    const { data, error } = await adjust({ variables: { input: { planId: plan.id, ifVersion: plan.version, reason: reason.trim(), items: changes } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.adjustInvoicePlan) { setRefused(refusalWords(error)); void onChanged(); return; }
    tell.done('The plan is changed', 'What stands on invoices stays.');
    await onChanged();
    onClose();
  };
  return (
    <SideDrawer open title="Change the plan by hand" onClose={onClose} footer={<Act look="primary" busy={loading} onClick={() => void save()}>Change it</Act>}>
      <form className={css.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <p className="fm-second">Amounts are changed by a signed change of the agreement alone.</p>
        {plan.items.map((item, at) => {
          const typed = items[at] ?? typedItem(item);
          return (
            <fieldset key={item.id} className={css.group}>
              <legend className="fm-h2">{item.title}</legend>
              {item.invoice ? <p className="fm-quiet">It stands on an invoice and keeps its name.</p> : <Field label={`What item ${at + 1} is called`} maxLength={200} value={typed.title} onChange={(event) => set(item.id, { title: event.target.value })} />}
              {item.timing === 'RECURRING' && <div className={css.pair}><Field label={`First day of the period billed next, item ${at + 1}`} type="date" optional value={typed.nextOn} onChange={(event) => set(item.id, { nextOn: event.target.value })} /><Field label={`Not billed from, item ${at + 1}`} type="date" optional value={typed.endsOn} onChange={(event) => set(item.id, { endsOn: event.target.value })} /></div>}
            </fieldset>
          );
        })}
        <TextField label="Why" maxLength={500} value={reason} onChange={(event) => { setReason(event.target.value); setRefused(''); }} />
        <Refused>{refused}</Refused>
      </form>
    </SideDrawer>
  );
}
