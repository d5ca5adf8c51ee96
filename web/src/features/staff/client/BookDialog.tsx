import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { BookableTypesDocument, BookForClientDocument, ClientPersonFragmentDoc } from '../../../gql/staff/graphql';
import { now, readerZone } from '../../../lib/clock';
import { refusalWords } from '../../../lib/failures';
import { addDays, dayOf, zoneWords } from '../../../lib/format';
import { FormDialog } from '../../../ui/Effects';
import { Field, PickField } from '../../../ui/Field';
import { useTell } from '../../../ui/Told';
import type { ClientRecord } from './ClientPage';

interface BookDialogProps {
  client: ClientRecord;
  open: boolean;
  onClose: () => void;
  onBooked: () => void;
}

/** Books an appointment for a client; the attendee gets the invitation by mail. */
export function BookDialog({ client, open, onClose, onBooked }: BookDialogProps) {
  const { data } = useQuery(BookableTypesDocument, { skip: !open, errorPolicy: 'all' });
  const people = client.links.map((link) => reveal(ClientPersonFragmentDoc, link)).flatMap((link) => (link.contact?.email ? [link.contact] : []));
  const types = (data?.appointmentTypes ?? []).filter((type) => type.active);
  const [typeId, setType] = useState('');
  const [contactId, setContact] = useState('');
  const [day, setDay] = useState(addDays(dayOf(now()), 1));
  const [time, setTime] = useState('10:00');
  const [refusal, setRefusal] = useState<unknown>(null);
  const [book, { loading }] = useMutation(BookForClientDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const type = types.find((one) => one.id === typeId) ?? types[0];
  const person = people.find((one) => one.id === contactId) ?? people[0];
  const send = async () => {
    if (!type || !person?.email) return;
    setRefusal(null);
    const { data: booked, error } = await book({ variables: { input: { clientId: client.id, contactId: person.id, typeId: type.id, zone: readerZone(), localStart: `${day}T${time}`, attendee: { name: person.name, email: person.email, phone: person.phone ?? null } } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!booked?.bookForClient) { setRefusal(error); return; }
    tell.done('Booked', `${person.name} gets the invitation by mail.`);
    onBooked();
    onClose();
  };
  const lead = people.length === 0 ? 'Nobody with an email address is linked to this client yet.' : types.length === 0 && data ? 'No kind of appointment is offered yet. Add one under Templates.' : 'The invitation goes out by mail at once.';
  return (
    <FormDialog open={open} title={`Book an appointment with ${client.displayName}`} lead={lead} act="Book it" busy={loading} refusal={refusalWords(refusal)} onAct={() => void send()} onClose={onClose}>
      <PickField label="What" value={type?.id ?? ''} onChange={(event) => setType(event.target.value)}>{types.map((one) => <option key={one.id} value={one.id}>{one.name}, {one.minutes} min</option>)}</PickField>
      <PickField label="Who comes" value={person?.id ?? ''} onChange={(event) => setContact(event.target.value)}>{people.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</PickField>
      <Field label="Day" type="date" min={dayOf(now())} value={day} onChange={(event) => setDay(event.target.value)} />
      <Field label="Time" type="time" step={300} value={time} help={`In ${zoneWords(readerZone())}.`} onChange={(event) => setTime(event.target.value)} />
    </FormDialog>
  );
}
