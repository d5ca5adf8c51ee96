import { useMutation, useQuery } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { reveal } from '../../../gql/staff';
import { AppointmentDocument, CancelAppointmentDocument, CompleteAppointmentDocument, ConfirmAppointmentDocument, MarkNoShowDocument, WeekAppointmentFragmentDoc, type WeekAppointmentFragment } from '../../../gql/staff/graphql';
import { now, readerZone } from '../../../lib/clock';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { capital, codeWords, dayOf, instant, momentWords, timeWords, zoneWords } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Effects, FormDialog } from '../../../ui/Effects';
import { Field } from '../../../ui/Field';
import { Go } from '../../../ui/Go';
import { Facts, Section } from '../../../ui/Rail';
import { SideDrawer } from '../../../ui/SideDrawer';
import { Status } from '../../../ui/Status';
import { useTell } from '../../../ui/Told';
import { PanelOut } from '../../../ui/Trouble';
import { useReschedule } from './use-reschedule';

interface DrawerProps {
  id: string | undefined;
  /** Already on the page, when it lies in the shown week. */
  known: WeekAppointmentFragment | undefined;
  onClose: () => void;
  onChanged: () => void;
}

/** One appointment beside the calendar. */
export function AppointmentDrawer({ id, known, onClose, onChanged }: DrawerProps) {
  const { data, error, refetch } = useQuery(AppointmentDocument, { variables: { id: id ?? '' }, skip: !id || Boolean(known), errorPolicy: 'all' });
  const appointment = known ?? reveal(WeekAppointmentFragmentDoc, data?.appointment);
  const changed = () => { onChanged(); if (!known && id) void refetch(); };
  const failure = failuresOf(error)[0];
  return (
    <SideDrawer open={Boolean(id)} title={appointment?.typeName ?? 'Appointment'} onClose={onClose} footer={appointment && <Acts appointment={appointment} onChanged={changed} />}>
      {appointment && <About appointment={appointment} />}
      {!appointment && failure && (failure.code === 'NOT_FOUND' ? <p className="fm-second">There is nothing here that you can see.</p> : <PanelOut what="The calendar" failure={failure} onRetry={() => void refetch()} />)}
    </SideDrawer>
  );
}

function About({ appointment }: { appointment: WeekAppointmentFragment }) {
  const reader = readerZone();
  const start = instant(appointment.start);
  const theirs = appointment.zone !== reader ? `${timeWords(start, appointment.zone)} in ${zoneWords(appointment.zone, start)}` : null;
  return (
    <>
      <Facts facts={[
        ['When', `${capital(momentWords(start))} to ${timeWords(instant(appointment.end))}`],
        ...(theirs ? [['For them', theirs] as const] : []),
        ['State', <Status key="state" machine="appointment" state={appointment.status} />],
        ['Client', appointment.client?.displayName ? <Go key="client" to={`/clients/${appointment.client.id}`} className="fm-link">{appointment.client.displayName}</Go> : <span key="client" className="fm-quiet">Not linked yet</span>],
        ['Who comes', [appointment.attendeeName, appointment.organisation].filter(Boolean).join(', ')],
        ['Email', appointment.attendeeEmail],
        ...(appointment.attendeePhone ? [['Phone', appointment.attendeePhone] as const] : []),
        ['With', appointment.hosts.map((host) => host.name).join(', ') || 'Nobody named'],
        ['Where', appointment.place],
        ['Came by', codeWords(appointment.channel === 'PAGE' ? 'booking page' : appointment.channel)],
      ]} />
      {appointment.intake.length > 0 && <Section title="What they told us">{appointment.intake.map((one) => <p key={one.key} style={{ padding: '4px 0' }}><span className="fm-quiet">{one.question}</span><br />{one.answer}</p>)}</Section>}
    </>
  );
}

type Doing = 'move' | 'cancel' | null;

function Acts({ appointment, onChanged }: { appointment: WeekAppointmentFragment; onChanged: () => void }) {
  const [doing, setDoing] = useState<Doing>(null);
  const tell = useTell();
  const [confirm] = useMutation(ConfirmAppointmentDocument, { errorPolicy: 'all' });
  const [complete] = useMutation(CompleteAppointmentDocument, { errorPolicy: 'all' });
  const [missed] = useMutation(MarkNoShowDocument, { errorPolicy: 'all' });
  const stands = appointment.status === 'BOOKED' || appointment.status === 'CONFIRMED';
  if (!stands) return null;
  const begun = instant(appointment.start) <= now();
  const say = async (act: Promise<{ error?: unknown }>, done: string) => {
    const { error } = await act.catch((thrown: unknown) => ({ error: thrown }));
    if (error) tell.refused('It stays as it was', refusalWords(error));
    else tell.done(done);
    onChanged();
  };
  const input = { id: appointment.id, ifVersion: appointment.version };
  return (
    <>
      {appointment.status === 'BOOKED' && !begun && <Act onClick={() => void say(confirm({ variables: { input } }), 'Confirmed')}>Confirm</Act>}
      {begun && <Act onClick={() => void say(complete({ variables: { input } }), 'Took place')}>It took place</Act>}
      {begun && <Act onClick={() => void say(missed({ variables: { input: { ...input, party: 'ATTENDEE' } } }), 'Marked as missed')}>They did not come</Act>}
      {!begun && <Act onClick={() => setDoing('move')}>Move</Act>}
      {!begun && <Act look="danger" onClick={() => setDoing('cancel')}>Cancel it</Act>}
      <MoveDialog appointment={appointment} open={doing === 'move'} onClose={() => setDoing(null)} onChanged={onChanged} />
      <CancelDialog appointment={appointment} open={doing === 'cancel'} onClose={() => setDoing(null)} onChanged={onChanged} />
    </>
  );
}

interface DialogProps {
  appointment: WeekAppointmentFragment;
  open: boolean;
  onClose: () => void;
  onChanged: () => void;
}

function MoveDialog({ appointment, open, onClose, onChanged }: DialogProps) {
  const [day, setDay] = useState('');
  const [time, setTime] = useState('');
  const move = useReschedule(onChanged);
  useEffect(() => { if (open) { setDay(dayOf(instant(appointment.start))); setTime(timeWords(instant(appointment.start))); } }, [open, appointment.start]);
  const act = async () => { if (day && time && await move(appointment, instant(`${day}T${time}:00`).toISOString())) onClose(); };
  return (
    <FormDialog open={open} title="Move the appointment" lead={`${appointment.attendeeName} gets a new invitation by mail.`} act="Move it" onAct={() => void act()} onClose={onClose}>
      <Field label="Day" type="date" value={day} onChange={(event) => setDay(event.target.value)} />
      <Field label="Time" type="time" step={300} value={time} help={`In ${zoneWords(readerZone())}.`} onChange={(event) => setTime(event.target.value)} />
    </FormDialog>
  );
}

function CancelDialog({ appointment, open, onClose, onChanged }: DialogProps) {
  const [cancel, { loading }] = useMutation(CancelAppointmentDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const tell = useTell();
  const act = async () => {
    const { data, error } = await cancel({ variables: { input: { id: appointment.id, ifVersion: appointment.version } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.cancelAppointment) { setRefusal(refusalWords(error)); return; }
    tell.done('Cancelled', `${appointment.attendeeName} is told by mail.`);
    onClose();
    onChanged();
  };
  const when = momentWords(instant(appointment.start));
  return <Effects open={open} title="Cancel the appointment" effects={[{ act: `Mail ${appointment.attendeeName} now`, detail: `The appointment ${when} leaves their calendar.` }, { act: 'Free the time', detail: 'It can be booked again at once.' }, { act: 'Write a line in the story', detail: 'As cancelled by you. Automations of this booking stop or undo what was not touched.' }]} undo="This cannot be undone. Book a new one instead." refusal={refusal} busy={loading} onAct={() => void act()} onClose={onClose} />;
}
