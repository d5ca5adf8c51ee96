import { useMutation, useQuery } from '@apollo/client/react';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { AddDutyDocument, ClauseNamesDocument, DutyFragmentDoc, type DutyFragment } from '../../../gql/staff/graphql';
import type { Failure } from '../../../lib/failures';
import { now } from '../../../lib/clock';
import { addDays, dayOf } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { FormDialog } from '../../../ui/Effects';
import { Due } from '../../../ui/facts';
import { Field, PickField } from '../../../ui/Field';
import { Go } from '../../../ui/Go';
import { Status } from '../../../ui/Status';
import { PanelOut } from '../../../ui/Trouble';
import { useAct } from '../../../ui/use-act';
import { useMay } from '../shell/use-may';
import type { AgreementPart } from './AgreementPage';
import { CloseDutyDialog } from './CloseDutyDialog';
import { partyWords, rhythmWords, typedMonths } from './duty-words';
import css from './Agreements.module.css';

/** What both sides have to do because of this agreement, by day. */
export function Duties({ part, failure }: { part: AgreementPart; failure: Failure | null }) {
  const [closing, setClosing] = useState<DutyFragment | null>(null);
  const [adding, setAdding] = useState(false);
  const may = useMay();
  const { agreement, onChanged } = part;
  const holds = agreement.status !== 'ENDED';
  const duties = (agreement.obligations ?? []).map((one) => reveal(DutyFragmentDoc, one));
  if (!failure && duties.length === 0 && !holds) return null;
  return (
    <section aria-label="Duties">
      <div className={css.head}><h2>Duties</h2>{holds && may('agreements.obligation.edit') && <Act small look="ghost" icon={IconPlus} onClick={() => setAdding(true)}>Add a duty</Act>}</div>
      {failure && !agreement.obligations ? <PanelOut what="Duties" failure={failure} onRetry={() => void onChanged()} /> : (
        <ul className={css.plain}>
          {duties.map((duty) => <li key={duty.id}><span>{duty.title}</span><DutyEnd duty={duty} onAct={duty.state === 'OPEN' && may('agreements.obligation.edit') ? () => setClosing(duty) : undefined} /><small>{partyWords(duty.party)}. {rhythmWords(duty.everyMonths)}.{duty.note ? ` «${duty.note}»` : ''}{duty.clauseId && <> <Go to={`/templates/clauses/${duty.clauseId}`} className="fm-link">The clause</Go></>}</small></li>)}
          {duties.length === 0 && <li><span className="fm-quiet">Nothing has to be done by a day.</span></li>}
        </ul>
      )}
      {closing && <CloseDutyDialog duty={closing} onChanged={onChanged} onClose={() => setClosing(null)} />}
      {adding && <AddDutyDialog part={part} onClose={() => setAdding(false)} />}
    </section>
  );
}

function DutyEnd({ duty, onAct }: { duty: DutyFragment; onAct: (() => void) | undefined }) {
  if (duty.state !== 'OPEN') return <Status machine="duty" state={duty.state} />;
  return <span className={css.dutyEnd}><Due date={duty.dueOn} />{onAct && <Act small label={`Close «${duty.title}»`} onClick={onAct}>Close</Act>}</span>;
}

function AddDutyDialog({ part: { agreement, onChanged }, onClose }: { part: AgreementPart; onClose: () => void }) {
  const [title, setTitle] = useState('');
  const [party, setParty] = useState<'FIRM' | 'CLIENT'>('FIRM');
  const [dueOn, setDueOn] = useState(addDays(dayOf(now()), 30));
  const [months, setMonths] = useState('');
  const [clauseId, setClauseId] = useState('');
  const clauses = useQuery(ClauseNamesDocument).data?.clauses ?? [];
  const [add] = useMutation(AddDutyDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const send = async () => { if (await act(add({ variables: { input: { agreementId: agreement.id, title: title.trim(), party, dueOn, everyMonths: typedMonths(months), clauseId: clauseId || null } } }), { done: 'Written down', why: 'It is told a week ahead.', refused: 'It is not written down' })) onClose(); };
  return (
    <FormDialog open title="Add a duty" lead="Something that one side has to do by a day because of this agreement." act="Add it" busy={busy} onAct={() => void send()} onClose={onClose}>
      <Field label="What is to be done" autoFocus maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
      <PickField label="Whose duty" value={party} onChange={(event) => setParty(event.target.value as 'FIRM' | 'CLIENT')}><option value="FIRM">Ours</option><option value="CLIENT">The client’s</option></PickField>
      <Field label="By which day" type="date" value={dueOn} onChange={(event) => setDueOn(event.target.value)} />
      <Field label="Comes again after, months" optional inputMode="numeric" help="Once when left open." value={months} onChange={(event) => setMonths(event.target.value)} />
      <PickField label="Clause" optional value={clauseId} onChange={(event) => setClauseId(event.target.value)}><option value="">None</option>{clauses.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</PickField>
    </FormDialog>
  );
}
