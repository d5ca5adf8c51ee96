import { useMutation } from '@apollo/client/react';
import { IconPlus, IconSend, IconUserPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { CreatePacketDocument, ReviseAndResendPacketDocument, SendPacketDocument, type RecipientRole } from '../../../gql/staff/graphql';
import { now } from '../../../lib/clock';
import { refusalWords } from '../../../lib/failures';
import { addDays, countWords, dayOf, dayWords, instant, plainDate, startOfDay } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Effects } from '../../../ui/Effects';
import { Field, PickField, TextField } from '../../../ui/Field';
import { SideDrawer } from '../../../ui/SideDrawer';
import { useTell } from '../../../ui/Told';
import { Refused } from '../../../ui/Trouble';
import type { AgreementPart, Packet } from './AgreementPage';
import { contactsOf } from './contacts';
import { reminderWords, roleWords } from './packet-words';
import { askingEffects, peopleFault, peopleInput, type NamedPerson } from './people-form';
import css from './Agreements.module.css';

interface SendDrawerProps {
  part: AgreementPart;
  /** The packet that came back and goes out again; a first one when left out. */
  again?: Packet;
  onClose: () => void;
}

interface Terms { message: string; until: string; after: string; every: string }

/** The last moment of a plain day by the reader's clock. */
const endOf = (day: string): Date => new Date(startOfDay(addDays(day, 1)).getTime() - 1000);

let counter = 0;
const named = (part: Partial<NamedPerson>): NamedPerson => ({ key: ++counter, contactId: null, name: '', email: '', role: 'SIGNER', order: 1, ...part });

/** Those of the packet before, or those who sign for the client. */
function firstPeople({ agreement }: AgreementPart, again: Packet | undefined): NamedPerson[] {
  if (again) return again.recipients.filter((one) => one.state !== 'REPLACED').map(({ contactId, name, email, role, order }) => named({ contactId: contactId ?? null, name, email, role, order }));
  const signing = contactsOf(agreement).filter((one) => one.signs);
  return signing.length > 0 ? signing.map(({ contactId, name, email }) => named({ contactId, name, email })) : [named({})];
}

/** Who signs, in which turn and until when; then a last look. */
export function SendDrawer({ part, again, onClose }: SendDrawerProps) {
  const [people, setPeople] = useState(() => firstPeople(part, again));
  const [terms, setTerms] = useState<Terms>({ message: again?.message ?? '', until: addDays(dayOf(now()), 30), after: String(again?.remindAfterDays ?? 3), every: String(again?.remindEveryDays ?? 3) });
  const [fault, setFault] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const look = () => { const why = peopleFault(people); setFault(why); setAsking(why === null); };
  return (
    <SideDrawer open title={again ? 'Revise and resend' : 'Send for signature'} onClose={onClose} footer={<Act look="primary" icon={IconSend} onClick={look}>Look and send</Act>}>
      <div className={css.form}>
        <PeopleFields people={people} part={part} onChange={(next) => { setPeople(next); setFault(null); }} />
        <Refused>{fault}</Refused>
        <TextField label="A word to them" optional maxLength={2000} value={terms.message} onChange={(event) => setTerms({ ...terms, message: event.target.value })} />
        <Field label="Can be signed until" type="date" min={dayOf(now())} value={terms.until} onChange={(event) => setTerms({ ...terms, until: event.target.value })} />
        <div className={css.pair}>
          <Field label="First reminder, days" inputMode="numeric" help="0 for never." value={terms.after} onChange={(event) => setTerms({ ...terms, after: event.target.value })} />
          <Field label="Then every, days" inputMode="numeric" value={terms.every} onChange={(event) => setTerms({ ...terms, every: event.target.value })} />
        </div>
      </div>
      {asking && <LastLook people={people} terms={terms} part={part} again={again} onSent={onClose} onClose={() => setAsking(false)} />}
    </SideDrawer>
  );
}

function PeopleFields({ people, part, onChange }: { people: NamedPerson[]; part: AgreementPart; onChange: (people: NamedPerson[]) => void }) {
  const set = (key: number, change: Partial<NamedPerson>) => onChange(people.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const lastTurn = Math.max(0, ...people.map((one) => one.order));
  const rest = contactsOf(part.agreement).filter((contact) => !people.some((one) => one.contactId === contact.contactId));
  return (
    <fieldset>
      <legend className="fm-h2">People, in the order of their turns</legend>
      {people.map((one, at) => (
        <div key={one.key} className={css.person}>
          <Field label={`Name of person ${at + 1}`} maxLength={200} value={one.name} onChange={(event) => set(one.key, { name: event.target.value, contactId: null })} />
          <Field label={`Address of person ${at + 1}`} type="email" maxLength={254} value={one.email} onChange={(event) => set(one.key, { email: event.target.value })} />
          <Act look="icon" icon={IconX} label={`Take ${one.name || `person ${at + 1}`} out`} onClick={() => onChange(people.filter((other) => other.key !== one.key))} />
          <PickField label={`What person ${at + 1} does`} value={one.role} onChange={(event) => set(one.key, { role: event.target.value as RecipientRole })}>{(Object.keys(roleWords) as RecipientRole[]).map((role) => <option key={role} value={role}>{roleWords[role]}</option>)}</PickField>
          <PickField label={`Turn of person ${at + 1}`} value={String(one.order)} onChange={(event) => set(one.key, { order: Number(event.target.value) })}>{Array.from({ length: Math.min(50, lastTurn + 1) }, (_, n) => <option key={n} value={n + 1}>{n + 1}</option>)}</PickField>
        </div>
      ))}
      <div className={css.adds} style={{ paddingTop: 10 }}>
        {rest.map((contact) => <Act key={contact.contactId} small icon={IconPlus} onClick={() => onChange([...people, named({ contactId: contact.contactId, name: contact.name, email: contact.email, order: Math.max(1, lastTurn) })])}>{contact.name}</Act>)}
        <Act small look="ghost" icon={IconUserPlus} onClick={() => onChange([...people, named({ order: Math.max(1, lastTurn) })])}>Somebody else</Act>
      </div>
    </fieldset>
  );
}

interface LastLookProps { people: NamedPerson[]; terms: Terms; part: AgreementPart; again?: Packet; onSent: () => void; onClose: () => void }

function LastLook({ people, terms, part, again, onSent, onClose }: LastLookProps) {
  const [create, creating] = useMutation(CreatePacketDocument, { errorPolicy: 'all' });
  const [send, sending] = useMutation(SendPacketDocument, { errorPolicy: 'all' });
  const [resend, resending] = useMutation(ReviseAndResendPacketDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const tell = useTell();
  const reminders = { remindAfterDays: Number(terms.after) || 0, remindEveryDays: Math.max(1, Number(terms.every) || 1) };
  const wanted = { ...reminders, message: terms.message.trim() || null, expiresAt: endOf(terms.until || addDays(dayOf(now()), 30)).toISOString(), recipients: peopleInput(people) };
  const run = async (): Promise<unknown> => {
    if (again) return (await resend({ variables: { input: { packetId: again.id, ...wanted } } })).error;
    const { data, error } = await create({ variables: { input: { agreementIds: [part.agreement.id], ...wanted } } });
    if (!data?.createPacket) return error;
    return (await send({ variables: { input: { packetId: data.createPacket.id } } })).error;
  };
  const act = async () => {
    const error = await run().catch((thrown: unknown) => thrown);
    part.onChanged();
    if (error) { setRefusal(refusalWords(error)); return; }
    tell.done('On its way', `${countWords(people.length, 'person', 'people')} ${people.length === 1 ? 'is' : 'are'} named. Who has signed stands on this page.`);
    onSent();
  };
  const effects = [
    ...askingEffects(people),
    { act: 'Put it in the portal', detail: `Those of ${part.agreement.client?.displayName ?? 'the client'} who use it find it on their list${terms.until ? `, until ${dayWords(plainDate(terms.until), 'UTC')}` : ''}.` },
    { act: 'Remind by itself', detail: `${reminderWords(reminders)}.` },
    ...(again ? [{ act: 'Keep the one before in the history', detail: `It ${again.state === 'DECLINED' ? 'was declined' : again.state === 'EXPIRED' ? 'ran out' : 'was taken back'} ${again.createdAt ? `and was put together on ${dayWords(instant(again.createdAt))}` : ''}.` }] : []),
  ];
  return <Effects open title={again ? 'Send it again' : `Ask ${countWords(people.filter((one) => one.role === 'SIGNER' || one.role === 'APPROVER').length, 'person', 'people')} to sign`} effects={effects} undo="It can be taken back until all have signed. Mail cannot be called back." refusal={refusal} busy={creating.loading || sending.loading || resending.loading} onAct={() => void act()} onClose={onClose} />;
}
