import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { ReplaceRecipientDocument, type TrackedPersonFragment } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { FormDialog } from '../../../ui/Effects';
import { Field, PickField } from '../../../ui/Field';
import { useTell } from '../../../ui/Told';
import type { AgreementPart, Packet } from './AgreementPage';
import { contactsOf } from './contacts';
import { isOut } from './packet-words';

interface ReplaceDialogProps { person: TrackedPersonFragment; packet: Packet; part: AgreementPart; onClose: () => void }

/** The right person in place of one who was named wrongly. */
export function ReplaceDialog({ person, packet, part, onClose }: ReplaceDialogProps) {
  const contacts = contactsOf(part.agreement).filter((one) => !packet.recipients.some((other) => other.contactId === one.contactId && other.state !== 'REPLACED'));
  const [typed, setTyped] = useState({ contactId: '', name: '', email: '', reason: '' });
  const [replace, { loading }] = useMutation(ReplaceRecipientDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const tell = useTell();
  const set = (part: Partial<typeof typed>) => { setTyped({ ...typed, ...part }); setRefusal(''); };
  const pick = (contactId: string) => { const one = contacts.find((contact) => contact.contactId === contactId); set({ contactId, name: one?.name ?? '', email: one?.email ?? '' }); };
  const send = async () => {
    if (!typed.name.trim() || !typed.email.trim()) { setRefusal('Name the right person, and their address.'); return; }
    const { data, error } = await replace({ variables: { input: { recipientId: person.id, name: typed.name.trim(), email: typed.email.trim(), contactId: typed.contactId || null, reason: typed.reason.trim() || null } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.replaceRecipient) { setRefusal(refusalWords(error)); return; }
    tell.done(`${typed.name.trim()} signs now`, `${person.name} can no longer open it. What others signed stays.`);
    part.onChanged();
    onClose();
  };
  return (
    <FormDialog
      open title={`Somebody else signs for ${person.name}`} act="Put them in place" refusal={refusal} busy={loading} onAct={() => void send()} onClose={onClose}
      lead={isOut(packet.state) ? `${person.name} can no longer open it, and the right person is asked at once when it is their turn. What others signed stays.` : 'Nobody has it yet, so nobody is told.'}
    >
      {contacts.length > 0 && <PickField label="A person of the client" optional autoFocus value={typed.contactId} onChange={(event) => pick(event.target.value)}><option value="">Somebody else</option>{contacts.map((one) => <option key={one.contactId} value={one.contactId}>{one.name}</option>)}</PickField>}
      <Field label="Name" autoFocus={contacts.length === 0} maxLength={200} value={typed.name} onChange={(event) => set({ name: event.target.value })} />
      <Field label="E-mail address" type="email" maxLength={254} value={typed.email} onChange={(event) => set({ email: event.target.value })} />
      <Field label="Why" optional maxLength={500} value={typed.reason} onChange={(event) => set({ reason: event.target.value })} />
    </FormDialog>
  );
}
