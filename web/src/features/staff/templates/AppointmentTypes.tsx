import { useMutation } from '@apollo/client/react';
import { useEffect, useState, type FormEvent } from 'react';
import { reveal } from '../../../gql/staff';
import { AppointmentTypeRowFragmentDoc, AppointmentTypesDocument, ChangeAppointmentTypeDocument, type AppointmentTypeRowFragment, type AppointmentTypesQuery } from '../../../gql/staff/graphql';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { countWords } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Field, TextField } from '../../../ui/Field';
import { Facts, Section } from '../../../ui/Rail';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { SideDrawer } from '../../../ui/SideDrawer';
import { Status } from '../../../ui/Status';
import { useTell } from '../../../ui/Told';
import { Empty, PageTrouble, Refused } from '../../../ui/Trouble';
import type { TemplateListProps } from './TemplatesPage';
import css from './Templates.module.css';

type BookingPages = NonNullable<AppointmentTypesQuery['bookingPages']>;

function noticeWords(minutes: number): string {
  if (minutes >= 1440 && minutes % 1440 === 0) return countWords(minutes / 1440, 'day');
  return minutes >= 60 && minutes % 60 === 0 ? countWords(minutes / 60, 'hour') : countWords(minutes, 'minute');
}

const href = (row: AppointmentTypeRowFragment) => `/templates/appointments?open=${row.id}`;

/** What can be booked. */
export function AppointmentTypes({ open, onOpen }: TemplateListProps) {
  const page = usePage(AppointmentTypesDocument, {});
  const failure = page.failed('appointmentTypes');
  const rows = page.data?.appointmentTypes?.map((one) => reveal(AppointmentTypeRowFragmentDoc, one));
  const chosen = rows?.find((row) => row.id === open);
  const columns: Column<AppointmentTypeRowFragment>[] = [
    { key: 'name', head: 'Appointment', cell: (row) => <button type="button" className="fm-strong" onClick={() => onOpen(row.id)}>{row.name}</button> },
    { key: 'minutes', head: 'Minutes', width: 90, right: true, cell: (row) => row.minutes },
    { key: 'hosts', head: 'Who comes', width: 220, cell: (row) => row.hosts.map((host) => host.name).join(', ') || 'Nobody named' },
    { key: 'place', head: 'Where', width: 220, cell: (row) => <span className="fm-second">{row.place}</span> },
    { key: 'notice', head: 'Notice', width: 100, cell: (row) => noticeWords(row.noticeMinutes) },
    { key: 'state', head: 'State', width: 130, cell: (row) => <Status machine="template" state={row.active ? 'ACTIVE' : 'RETIRED'} words={row.active ? 'Offered' : 'Not offered'} /> },
  ];
  if (failure && !rows) return <PageTrouble failure={failure} what="Appointments are" onRetry={page.again} />;
  return (
    <>
      <RecordTable label="Appointment types" columns={columns} rows={rows} rowId={(row) => row.id} href={href} chosen={open} phone={(row) => [row.name, `${row.minutes} min`, row.place, row.active ? 'Offered' : 'Not offered']} empty={<Empty sheet>Nothing can be booked yet. The first kind of appointment is made with the firm.</Empty>} />
      <SideDrawer open={Boolean(chosen)} title={chosen?.name ?? ''} onClose={() => onOpen(undefined)}>
        {chosen && <TypeForm key={chosen.id + chosen.version} type={chosen} pages={page.data?.bookingPages ?? []} onSaved={page.again} />}
      </SideDrawer>
    </>
  );
}

function TypeForm({ type, pages, onSaved }: { type: AppointmentTypeRowFragment; pages: BookingPages; onSaved: () => void }) {
  const [typed, setTyped] = useState({ name: type.name, minutes: String(type.minutes), place: type.place, priceNote: type.priceNote ?? '', description: type.description ?? '', noticeMinutes: String(type.noticeMinutes), horizonDays: String(type.horizonDays), active: type.active });
  const [refused, setRefused] = useState<unknown>(null);
  const [change, { loading }] = useMutation(ChangeAppointmentTypeDocument, { errorPolicy: 'all' });
  const tell = useTell();
  useEffect(() => setRefused(null), [typed]);
  const fault = failuresOf(refused)[0];
  const wrong = (field: string) => (fault?.field === `input.${field}` ? fault.words : null);
  const set = (field: keyof typeof typed) => (event: { target: { value: string } }) => setTyped({ ...typed, [field]: event.target.value });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { data, error } = await change({ variables: { input: { id: type.id, ifVersion: type.version, name: typed.name.trim(), minutes: Number(typed.minutes) || 0, place: typed.place.trim(), priceNote: typed.priceNote.trim() || null, description: typed.description.trim() || null, noticeMinutes: Number(typed.noticeMinutes) || 0, horizonDays: Number(typed.horizonDays) || 0, active: typed.active } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.changeAppointmentType) { setRefused(error); return; }
    tell.done('Saved', 'What is booked already keeps its terms.');
    onSaved();
  };
  const offered = pages.filter((page) => page.types.some((one) => one.id === type.id));
  return (
    <form className={css.form} onSubmit={(event) => void save(event)}>
      <Field label="Name" value={typed.name} maxLength={200} wrong={wrong('name')} onChange={set('name')} />
      <div className={css.pair}>
        <Field label="Minutes" inputMode="numeric" value={typed.minutes} wrong={wrong('minutes')} onChange={set('minutes')} />
        <Field label="Notice, minutes" inputMode="numeric" value={typed.noticeMinutes} wrong={wrong('noticeMinutes')} onChange={set('noticeMinutes')} />
      </div>
      <Field label="Where" value={typed.place} maxLength={200} wrong={wrong('place')} onChange={set('place')} />
      <Field label="What it costs, in words" optional value={typed.priceNote} maxLength={200} wrong={wrong('priceNote')} onChange={set('priceNote')} />
      <TextField label="Description" optional value={typed.description} maxLength={500} wrong={wrong('description')} onChange={set('description')} />
      <Field label="Bookable days ahead" inputMode="numeric" value={typed.horizonDays} wrong={wrong('horizonDays')} onChange={set('horizonDays')} />
      <label className={css.check}><input type="checkbox" checked={typed.active} onChange={(event) => setTyped({ ...typed, active: event.target.checked })} />Offered</label>
      {fault && !fault.field && <Refused>{refusalWords(refused)}</Refused>}
      <div><Act look="primary" type="submit" busy={loading}>Save</Act></div>
      <Section title="Booking pages">
        {offered.length === 0 && <p className="fm-quiet">On no booking page.</p>}
        {offered.map((page) => <p key={page.id}><a className="fm-link" href={`/book/${page.firmSlug ?? ''}/${page.slug}`}>{page.title}</a> <span className="fm-quiet">{page.active ? '' : 'closed'}</span></p>)}
      </Section>
      {type.questions.length > 0 && <Section title="Asked beforehand"><Facts facts={type.questions.map((one) => [one.required ? 'Needed' : 'Optional', one.question] as const).map(([label, words], i) => [`${i + 1}. ${label}`, words] as const)} /></Section>}
    </form>
  );
}
