import { useMutation } from '@apollo/client/react';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { ChangeApprovalRuleDocument, CreateApprovalRuleDocument, type ApprovalKind, type ApprovalRuleRowFragment, type InvoiceApprovalNeed, type RulePeopleQuery } from '../../../gql/staff/graphql';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { useOneKey } from '../../../lib/one-key';
import { Act } from '../../../ui/Act';
import { Field, PickField } from '../../../ui/Field';
import { SideDrawer } from '../../../ui/SideDrawer';
import { useTell } from '../../../ui/Told';
import { Refused } from '../../../ui/Trouble';
import { ClientPickField, usePickedClient } from '../pickers/ClientPickField';
import { isRuleFault, namesOf, newRule, newStep, readBack, ruleOf, stepWords, typedRule, whenWords, type RuleFault, type TypedRule, type TypedStep } from './rule-draft';
import css from './Rules.module.css';

interface RuleDrawerProps { rule: ApprovalRuleRowFragment | null; kind: ApprovalKind; people: RulePeopleQuery; currency: string; onDone: () => unknown; onClose: () => void }

/** Writes a rule, or changes one. Ways that were laid down stay as they are. */
export function RuleDrawer({ rule, kind, people, currency, onDone, onClose }: RuleDrawerProps) {
  const [typed, setTyped] = useState(() => (rule ? typedRule(rule) : newRule(kind)));
  const [fault, setFault] = useState<RuleFault | null>(null);
  const { save, busy, refused, clear } = useSaving(rule, () => { void onDone(); onClose(); });
  const set = (change: Partial<TypedRule>) => { setTyped({ ...typed, ...change }); setFault(null); clear(); };
  const wrong = (at: string) => (fault?.at === at ? fault.words : null);
  const send = () => { const input = ruleOf(typed, currency); if (isRuleFault(input)) setFault(input); else void save(input, typed.active); };
  return (
    <SideDrawer open title={rule ? 'Change a rule' : kind === 'BILL' ? 'New rule for bills' : 'New rule for invoices'} onClose={onClose}>
      <form className={css.form} noValidate onSubmit={(event) => { event.preventDefault(); send(); }}>
        <Field label="Name" autoFocus maxLength={120} value={typed.name} wrong={wrong('name')} onChange={(event) => set({ name: event.target.value })} />
        <Conditions {...{ typed, people, currency, wrong, set }} />
        <Steps {...{ typed, people, wrong, set }} />
        <label className={css.check}><input type="checkbox" checked={typed.noneTwice} onChange={(event) => set({ noneTwice: event.target.checked })} />Nobody agrees in two of the steps</label>
        <Field label="Place" help="The lowest is asked first." inputMode="numeric" value={typed.position} wrong={wrong('position')} onChange={(event) => set({ position: event.target.value })} />
        {rule && <label className={css.check}><input type="checkbox" checked={typed.active} onChange={(event) => set({ active: event.target.checked })} />This rule is asked</label>}
        <HowItReads typed={typed} people={people} currency={currency} />
        <Refused>{refused}</Refused>
        <div><Act look="primary" type="submit" busy={busy}>{rule ? 'Save the rule' : 'Add the rule'}</Act></div>
      </form>
    </SideDrawer>
  );
}

function HowItReads({ typed, people, currency }: { typed: TypedRule; people: RulePeopleQuery; currency: string }) {
  const rule = readBack(typed, currency);
  const client = usePickedClient(typed.clientId);
  const names = { ...namesOf(people), client: () => client?.displayName ?? 'one client' };
  if (!rule) return null;
  return (
    <section className={css.part} aria-label="How it reads">
      <h2 className="fm-h2">How it reads</h2>
      <p>{whenWords(rule, names)}</p>
      <ul>{stepWords(rule, names).map((one, at) => <li key={at} className="fm-second">{one}</li>)}</ul>
    </section>
  );
}

function useSaving(rule: ApprovalRuleRowFragment | null, onSaved: () => void) {
  const [create, creating] = useMutation(CreateApprovalRuleDocument, { errorPolicy: 'all' });
  const [change, changing] = useMutation(ChangeApprovalRuleDocument, { errorPolicy: 'all' });
  const [refused, setRefused] = useState('');
  const once = useOneKey();
  const tell = useTell();
  const save = async (input: Exclude<ReturnType<typeof ruleOf>, RuleFault>, active: boolean) => {
    const asked: Promise<{ error?: unknown }> = rule ? change({ variables: { input: { ...input, ruleId: rule.id, active, ifVersion: rule.version } } }) : create({ variables: { input }, context: once(input) });
    const { error } = await asked.catch((thrown: unknown) => ({ error: thrown }));
    if (error) { setRefused(failuresOf(error).some(({ reason }) => reason === 'STALE_VERSION') ? 'Somebody changed this rule in the meantime. Close it, and open it again.' : refusalWords(error)); return; }
    tell.done(rule ? 'The rule is changed' : 'The rule is added', 'What is on its way keeps its way.');
    onSaved();
  };
  return { save, busy: creating.loading || changing.loading, refused, clear: () => setRefused('') };
}

interface PartProps { typed: TypedRule; people: RulePeopleQuery; wrong: (at: string) => string | null; set: (change: Partial<TypedRule>) => void }

function Conditions({ typed, people, currency, wrong, set }: PartProps & { currency: string }) {
  const isBill = typed.kind === 'BILL';
  return (
    <fieldset className={css.group}>
      <legend>When</legend>
      <Field label={`From this total on, ${currency}`} optional inputMode="decimal" value={typed.minTotal} wrong={wrong('minTotal')} onChange={(event) => set({ minTotal: event.target.value })} />
      <ClientPickField label={isBill ? 'For this client' : 'To this client'} none="Any" value={typed.clientId} onPick={(id) => set({ clientId: id })} />
      <PickField label={isBill ? 'Handed in by' : 'Written by'} value={typed.authorUserId} onChange={(event) => set({ authorUserId: event.target.value })}><option value="">Anybody</option>{people.users.nodes.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</PickField>
      {!isBill && <Field label="From this share taken off, percent" optional inputMode="decimal" value={typed.discount} wrong={wrong('discount')} onChange={(event) => set({ discount: event.target.value })} />}
      {isBill && <PickField label="Of this vendor" value={typed.vendorId} onChange={(event) => set({ vendorId: event.target.value })}><option value="">Any</option>{people.vendors.nodes.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</PickField>}
      {isBill && <Field label="With a line on this account" optional maxLength={40} value={typed.accountCode} onChange={(event) => set({ accountCode: event.target.value })} />}
    </fieldset>
  );
}

function Steps({ typed, people, wrong, set }: PartProps) {
  const count = useRef(0);
  const change = (key: string, some: Partial<TypedStep>) => set({ steps: typed.steps.map((one) => (one.key === key ? { ...one, ...some } : one)) });
  return (
    <fieldset className={css.group}>
      <legend>Who agrees, one step after the other</legend>
      {typed.steps.length === 0 && <p className="fm-second">Nobody is asked: papers go through, and the name of this rule stands on each.</p>}
      {typed.steps.map((step, at) => <Step key={step.key} {...{ step, people, wrong }} no={at + 1} onChange={(some) => change(step.key, some)} onDrop={() => set({ steps: typed.steps.filter((one) => one !== step) })} />)}
      <div><Act small icon={IconPlus} onClick={() => set({ steps: [...typed.steps, newStep(`new ${(count.current += 1)}`)] })}>Another step</Act></div>
    </fieldset>
  );
}

function Step({ step, no, people, wrong, onChange, onDrop }: Pick<PartProps, 'people' | 'wrong'> & { step: TypedStep; no: number; onChange: (some: Partial<TypedStep>) => void; onDrop: () => void }) {
  const turn = (id: string) => onChange({ approvers: step.approvers.includes(id) ? step.approvers.filter((one) => one !== id) : [...step.approvers, id] });
  return (
    <div className={css.step} role="group" aria-label={`Step ${no}`}>
      <div className={css.head}><b>Step {no}</b><Act small look="ghost" icon={IconX} label={`Take away: step ${no}`} onClick={onDrop}>Take away</Act></div>
      <div className={css.people}>{people.users.nodes.map((one) => <label key={one.id} className={css.check}><input type="checkbox" checked={step.approvers.includes(one.id)} onChange={() => turn(one.id)} />{one.name}</label>)}</div>
      {step.approvers.length === 0 && <p className="fm-second">Anybody else with the right.</p>}
      {step.approvers.length > 1 && <PickField label={`Of step ${no} agree`} value={step.need} onChange={(event) => onChange({ need: event.target.value as InvoiceApprovalNeed })}><option value="ANY">one of them</option><option value="ALL">all of them</option></PickField>}
      <Field label={`Hours for step ${no}`} optional inputMode="numeric" value={step.hours} wrong={wrong(`hours ${step.key}`)} onChange={(event) => onChange({ hours: event.target.value })} />
      {step.hours.trim() !== '' && <PickField label={`After the hours of step ${no}`} value={step.then} onChange={(event) => onChange({ then: event.target.value })}><option value="">anybody else with the right</option>{people.users.nodes.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</PickField>}
    </div>
  );
}
