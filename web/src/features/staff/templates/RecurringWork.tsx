import { useMutation, useQuery } from '@apollo/client/react';
import { IconPlus } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { reveal } from '../../../gql/staff';
import { CreateRecurrenceRuleDocument, RecurrencePreviewDocument, RecurrenceRowFragmentDoc, RecurringWorkDocument, UpdateRecurrenceRuleDocument, type RecurrenceRowFragment, type RecurringWorkQuery } from '../../../gql/staff/graphql';
import { now } from '../../../lib/clock';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { dayOf, dayWords, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Due } from '../../../ui/facts';
import { Field, PickField } from '../../../ui/Field';
import { Go } from '../../../ui/Go';
import { Facts, Section, SectionRow } from '../../../ui/Rail';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { SideDrawer } from '../../../ui/SideDrawer';
import { Status } from '../../../ui/Status';
import { useTell } from '../../../ui/Told';
import { Empty, PageTrouble, Refused } from '../../../ui/Trouble';
import { rhythms, rhythmWords } from './rhythms';
import type { TemplateListProps } from './TemplatesPage';
import { ClientPickField } from '../pickers/ClientPickField';
import css from './Templates.module.css';

/** Work that is laid out again and again: for whom, how often, and what comes next. */
export function RecurringWork({ open, onOpen }: TemplateListProps) {
  const page = usePage(RecurringWorkDocument, {});
  const failure = page.failed('recurrenceRules');
  const rows = page.data?.recurrenceRules?.map((one) => reveal(RecurrenceRowFragmentDoc, one));
  const chosen = rows?.find((row) => row.id === open);
  if (failure && !rows) return <PageTrouble failure={failure} what="Projects are" onRetry={page.again} />;
  const act = <Act small icon={IconPlus} onClick={() => onOpen('new')}>New recurring work</Act>;
  return (
    <>
      {rows && rows.length > 0 && <div className={css.add}>{act}</div>}
      <RecordTable label="Recurring work" columns={columnsFor(onOpen)} rows={rows} rowId={(row) => row.id} href={(row) => `/templates/recurring?open=${row.id}`} chosen={open} phone={(row) => [row.client?.displayName ?? 'A client', row.upcoming[0] ? dayWords(plainDate(row.upcoming[0].on), 'UTC') : 'None', row.template?.name ?? '', rhythmWords(row.rrule)]} empty={<Empty sheet act={act}>No recurring work yet. It lays out the same work for a client every month, quarter or year.</Empty>} />
      <SideDrawer open={Boolean(chosen) || open === 'new'} title={chosen ? `${chosen.client?.displayName ?? 'A client'}: ${chosen.template?.name ?? ''}` : 'New recurring work'} onClose={() => onOpen(undefined)}>
        {chosen && <RuleView rule={chosen} onChanged={page.again} />}
        {open === 'new' && page.data && <RuleForm data={page.data} onSaved={(id) => { page.again(); onOpen(id); }} />}
      </SideDrawer>
    </>
  );
}

const columnsFor = (onOpen: (id: string) => void): Column<RecurrenceRowFragment>[] => [
  { key: 'client', head: 'Client', cell: (row) => <button type="button" className="fm-strong" onClick={() => onOpen(row.id)}>{row.client?.displayName ?? 'A client'}</button> },
  { key: 'template', head: 'Work', width: 220, cell: (row) => row.template?.name ?? 'No template' },
  { key: 'rhythm', head: 'How often', width: 200, cell: (row) => <span className="fm-second">{rhythmWords(row.rrule)}</span> },
  { key: 'next', head: 'Next', width: 120, cell: (row) => (row.active && row.upcoming[0] ? <Due date={row.upcoming[0].on} bare /> : <span className="fm-quiet">None</span>) },
  { key: 'period', head: 'For', width: 160, cell: (row) => row.upcoming[0]?.period ?? <span className="fm-quiet">None</span> },
  { key: 'state', head: 'State', width: 110, cell: (row) => <Status machine="template" state={row.active ? 'ACTIVE' : 'RETIRED'} words={row.active ? 'Runs' : 'Stopped'} /> },
];

function RuleView({ rule, onChanged }: { rule: RecurrenceRowFragment; onChanged: () => void }) {
  const [update, { loading }] = useMutation(UpdateRecurrenceRuleDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const flip = async () => {
    const { error } = await update({ variables: { input: { ruleId: rule.id, active: !rule.active, ifVersion: rule.version } } }).catch((thrown: unknown) => ({ error: thrown }));
    if (error) tell.refused('It stays as it was', refusalWords(error));
    else tell.done(rule.active ? 'Stopped' : 'Runs again', rule.active ? 'What was laid out stays.' : undefined);
    onChanged();
  };
  return (
    <>
      <Facts facts={[['How often', rhythmWords(rule.rrule)], ['Called', rule.name], ['Laid out', `${rule.daysAhead} days ahead`], ['Owner', rule.owner?.name ?? 'As the client has it'], ['Ends', rule.endsOn ? dayWords(plainDate(rule.endsOn), 'UTC') : 'Does not end']]} />
      <Section title="Next">{rule.active && rule.upcoming.length > 0 ? rule.upcoming.map((one) => <SectionRow key={one.periodKey} right={dayWords(plainDate(one.on), 'UTC')} second={`Laid out ${dayWords(plainDate(one.createdOn), 'UTC')}`}>{one.name}</SectionRow>) : <p className="fm-quiet">Nothing comes.</p>}</Section>
      <Section title="Laid out">{rule.runs.length > 0 ? rule.runs.map((one) => <SectionRow key={one.id} right={dayWords(plainDate(one.occursOn), 'UTC')}>{one.project ? <Go to={`/projects/${one.project.id}`} className="fm-link">{one.project.name}</Go> : one.periodKey}</SectionRow>) : <p className="fm-quiet">Nothing yet.</p>}</Section>
      <div><Act busy={loading} onClick={() => void flip()}>{rule.active ? 'Stop it' : 'Let it run again'}</Act></div>
    </>
  );
}

function RuleForm({ data, onSaved }: { data: RecurringWorkQuery; onSaved: (id: string) => void }) {
  const ready = data.projectTemplates.filter((one) => one.current);
  const [typed, setTyped] = useState({ clientId: '', templateId: ready[0]?.id ?? '', rrule: rhythms[0]?.rrule ?? '', startsOn: dayOf(now()), endsOn: '', daysAhead: '14', name: '{client}: {period}' });
  const [refused, setRefused] = useState<unknown>(null);
  const [create, { loading }] = useMutation(CreateRecurrenceRuleDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const input = { rrule: typed.rrule, startsOn: typed.startsOn, endsOn: typed.endsOn || null, name: typed.name.trim(), daysAhead: Number(typed.daysAhead) || 0 };
  const ahead = useQuery(RecurrencePreviewDocument, { variables: { input: { ...input, clientId: typed.clientId || null, first: 4 } }, errorPolicy: 'all', skip: !typed.startsOn });
  const set = (field: keyof typeof typed) => (event: { target: { value: string } }) => setTyped({ ...typed, [field]: event.target.value });
  const fault = failuresOf(refused)[0];
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { data: made, error } = await create({ variables: { input: { ...input, clientId: typed.clientId, templateId: typed.templateId } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!made?.createRecurrenceRule) { setRefused(error); return; }
    tell.done('It runs from now on', 'Each period is laid out once.');
    onSaved(reveal(RecurrenceRowFragmentDoc, made.createRecurrenceRule).id);
  };
  return (
    <form className={css.form} onSubmit={(event) => void save(event)}>
      <ClientPickField label="Client" none="Choose a client" value={typed.clientId} onPick={(id) => setTyped({ ...typed, clientId: id })} />
      <PickField label="Work" value={typed.templateId} onChange={set('templateId')}>{ready.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</PickField>
      <PickField label="How often" value={typed.rrule} onChange={set('rrule')}>{rhythms.map((one) => <option key={one.rrule} value={one.rrule}>{one.words}</option>)}</PickField>
      <div className={css.pair}>
        <Field label="From" type="date" value={typed.startsOn} onChange={set('startsOn')} />
        <Field label="Until" optional type="date" value={typed.endsOn} onChange={set('endsOn')} />
      </div>
      <div className={css.pair}>
        <Field label="Laid out, days ahead" inputMode="numeric" value={typed.daysAhead} onChange={set('daysAhead')} />
        <Field label="Called" help="{client} and {period} are filled in." maxLength={200} value={typed.name} onChange={set('name')} />
      </div>
      <Section title="It would come">
        {ahead.error && !ahead.data && <p className="fm-quiet">{refusalWords(ahead.error)}</p>}
        {ahead.data?.previewRecurrence.map((one) => <SectionRow key={one.periodKey} right={dayWords(plainDate(one.on), 'UTC')}>{one.name}</SectionRow>)}
      </Section>
      {fault && <Refused>{refusalWords(refused)}</Refused>}
      <div><Act look="primary" type="submit" busy={loading} disabled={!typed.clientId || !typed.templateId}>Start it</Act></div>
    </form>
  );
}
