import { useQuery } from '@apollo/client/react';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ClauseNamesDocument, type ContractTemplateEditorQuery } from '../../../gql/staff/graphql';
import { Act } from '../../../ui/Act';
import { FormDialog } from '../../../ui/Effects';
import { Field, PickField } from '../../../ui/Field';
import { Section, SectionRow } from '../../../ui/Rail';
import { partyWords, rhythmWords, typedMonths } from '../agreements/duty-words';
import { nextKey } from './plan';

/** A duty as a template plans it. */
export type PlannedDuty = Omit<NonNullable<ContractTemplateEditorQuery['contractTemplate']>['versions'][number]['obligations'][number], '__typename'>;

/** What both sides have to do because of every contract of a template, and when. */
export function PlannedDuties({ duties, onChange }: { duties: readonly PlannedDuty[]; onChange: (duties: PlannedDuty[]) => void }) {
  const [open, setOpen] = useState<PlannedDuty | null>(null);
  const fresh = (): PlannedDuty => ({ key: nextKey('duty', duties), title: '', party: 'FIRM', afterDays: 30, everyMonths: null, clauseId: null });
  const keep = (duty: PlannedDuty) => onChange(duties.some((one) => one.key === duty.key) ? duties.map((one) => (one.key === duty.key ? duty : one)) : [...duties, duty]);
  return (
    <Section title="Duties" link={<Act small look="ghost" icon={IconPlus} label="Add a duty" onClick={() => setOpen(fresh())}>Add</Act>}>
      {duties.map((one) => <SectionRow key={one.key} right={<button type="button" className="fm-link" aria-label={`Remove «${one.title}»`} onClick={() => onChange(duties.filter((other) => other.key !== one.key))}>Remove</button>} second={`${partyWords(one.party)}, ${afterWords(one.afterDays)}. ${rhythmWords(one.everyMonths)}.`}><button type="button" className="fm-link" onClick={() => setOpen(one)}>{one.title}</button></SectionRow>)}
      {duties.length === 0 && <p className="fm-quiet">What each contract of this template obliges to, by day.</p>}
      {open && <DutyDialog key={open.key} duty={open} onKeep={(duty) => { keep(duty); setOpen(null); }} onClose={() => setOpen(null)} />}
    </Section>
  );
}

const afterWords = (days: number): string => (days === 0 ? 'on the first day' : days === 1 ? 'a day after it begins' : `${days} days after it begins`);

function DutyDialog({ duty, onKeep, onClose }: { duty: PlannedDuty; onKeep: (duty: PlannedDuty) => void; onClose: () => void }) {
  const [title, setTitle] = useState(duty.title);
  const [party, setParty] = useState(duty.party);
  const [days, setDays] = useState(String(duty.afterDays));
  const [months, setMonths] = useState(duty.everyMonths === null ? '' : String(duty.everyMonths));
  const [clauseId, setClauseId] = useState(duty.clauseId ?? '');
  const [wrong, setWrong] = useState('');
  const clauses = useQuery(ClauseNamesDocument).data?.clauses ?? [];
  const keep = () => {
    const after = /^\d{1,4}$/.test(days.trim()) ? Number(days) : null;
    if (title.trim() === '' || after === null || after > 3650) return setWrong(title.trim() === '' ? 'Say what is to be done.' : 'Say after how many days, from 0 to 3650.');
    onKeep({ ...duty, title: title.trim(), party, afterDays: after, everyMonths: typedMonths(months), clauseId: clauseId || null });
  };
  return (
    <FormDialog open title={duty.title === '' ? 'Add a duty' : 'Change the duty'} act="Keep it" refusal={wrong} onAct={keep} onClose={onClose}>
      <Field label="What is to be done" autoFocus maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
      <PickField label="Whose duty" value={party} onChange={(event) => setParty(event.target.value as PlannedDuty['party'])}><option value="FIRM">Ours</option><option value="CLIENT">The client’s</option></PickField>
      <Field label="Days after it comes into force" inputMode="numeric" value={days} onChange={(event) => setDays(event.target.value)} />
      <Field label="Comes again after, months" optional inputMode="numeric" help="Once when left open." value={months} onChange={(event) => setMonths(event.target.value)} />
      <PickField label="Clause" optional value={clauseId} onChange={(event) => setClauseId(event.target.value)}><option value="">None</option>{clauses.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</PickField>
    </FormDialog>
  );
}
