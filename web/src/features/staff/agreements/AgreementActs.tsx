import { useMutation } from '@apollo/client/react';
import { Menu } from '@mantine/core';
import { IconArrowBackUp, IconCalendarTime, IconCircleX, IconCoin, IconDots, IconRefresh, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { ActivateAgreementDocument, CancelPacketDocument, EndAgreementDocument, ExtendPacketDocument, SendPacketDocument } from '../../../gql/staff/graphql';
import { now } from '../../../lib/clock';
import { addDays, dayOf, dayWords, instant, plainDate, startOfDay } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Effects, FormDialog } from '../../../ui/Effects';
import { Field, TextField } from '../../../ui/Field';
import { useAct } from '../../../ui/use-act';
import type { AgreementPart, Packet } from './AgreementPage';
import { alarms } from './alarms';
import { isBack, isOut } from './packet-words';
import { askingEffects } from './people-form';
import { SendDrawer } from './SendDrawer';

/** The likely next act: send it, send it again, or bring it into force. */
export function AgreementActs({ part }: { part: AgreementPart }) {
  const [asking, setAsking] = useState<'send' | 'draft' | 'paid' | null>(null);
  const { agreement, packets, versions } = part;
  const [packet] = packets;
  const close = () => setAsking(null);
  if (alarms(part)) return null;
  const writes = versions[0]?.state === 'DRAFT' && (!packet || packet.state === 'COMPLETED');
  return (
    <>
      {writes && <Act look="primary" icon={IconSend} onClick={() => setAsking('send')}>Send for signature</Act>}
      {packet?.state === 'DRAFT' && <Act look="primary" icon={IconSend} onClick={() => setAsking('draft')}>Send</Act>}
      {packet?.state === 'VOIDED' && <Act look="primary" icon={IconRefresh} onClick={() => setAsking('send')}>Revise and resend</Act>}
      {agreement.status === 'SIGNED_AWAITING_PAYMENT' && <Act look="primary" icon={IconCoin} onClick={() => setAsking('paid')}>The payment is here</Act>}
      {asking === 'send' && <SendDrawer part={part} again={packet && isBack(packet.state) ? packet : undefined} onClose={close} />}
      {asking === 'draft' && packet && <SendDraft packet={packet} part={part} onClose={close} />}
      {asking === 'paid' && <Activate part={part} onClose={close} />}
    </>
  );
}

function SendDraft({ packet, part, onClose }: { packet: Packet; part: AgreementPart; onClose: () => void }) {
  const [send] = useMutation(SendPacketDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void part.onChanged());
  const people = packet.recipients.filter((one) => one.state !== 'REPLACED').map((one, key) => ({ ...one, key, contactId: one.contactId ?? null }));
  const run = async () => { if (await act(send({ variables: { input: { packetId: packet.id } } }), { done: 'On its way', refused: 'It stays a draft' })) onClose(); };
  return <Effects open title="Send it" effects={askingEffects(people)} undo="It can be taken back until all have signed. Mail cannot be called back." busy={busy} onAct={() => void run()} onClose={onClose} />;
}

function Activate({ part, onClose }: { part: AgreementPart; onClose: () => void }) {
  const { agreement, onChanged } = part;
  const [activate] = useMutation(ActivateAgreementDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const run = async () => { if (await act(activate({ variables: { input: { agreementId: agreement.id, ifVersion: agreement.version } } }), { done: 'In force', refused: 'It waits for the payment still' })) onClose(); };
  return <Effects open title="Bring it into force" effects={[{ act: 'Bring the agreement into force', detail: `From ${agreement.effectiveOn ? dayWords(plainDate(agreement.effectiveOn), 'UTC') : 'today'} on. What hangs on it begins: the project, and what is billed when.` }]} undo="This cannot be undone; an agreement in force can be ended." busy={busy} onAct={() => void run()} onClose={onClose} />;
}

/** What else can be done: more time, take it back, end it. */
export function AgreementMore({ part }: { part: AgreementPart }) {
  const [asking, setAsking] = useState<'extend' | 'cancel' | 'end' | null>(null);
  const { agreement, packets } = part;
  const [packet] = packets;
  const open = packet && (isOut(packet.state) || packet.state === 'SENDING' || packet.state === 'DRAFT');
  const holds = agreement.status === 'ACTIVE' || agreement.status === 'SIGNED_AWAITING_PAYMENT';
  const close = () => setAsking(null);
  if (!open && packet?.state !== 'EXPIRED' && !holds) return null;
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={220}>
        <Menu.Target><Act look="icon" icon={IconDots} label="More for this agreement" /></Menu.Target>
        <Menu.Dropdown>
          {(open || packet?.state === 'EXPIRED') && <Menu.Item leftSection={<IconCalendarTime size={15} stroke={1.75} />} onClick={() => setAsking('extend')}>Give more time</Menu.Item>}
          {open && <Menu.Item leftSection={<IconArrowBackUp size={15} stroke={1.75} />} onClick={() => setAsking('cancel')}>Take it back</Menu.Item>}
          {holds && <Menu.Item leftSection={<IconCircleX size={15} stroke={1.75} />} onClick={() => setAsking('end')}>End the agreement</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {asking === 'extend' && packet && <ExtendDialog packet={packet} part={part} onClose={close} />}
      {asking === 'cancel' && packet && <CancelDialog packet={packet} part={part} onClose={close} />}
      {asking === 'end' && <EndDialog part={part} onClose={close} />}
    </>
  );
}

interface PacketDialogProps { packet: Packet; part: AgreementPart; onClose: () => void }

function ExtendDialog({ packet, part, onClose }: PacketDialogProps) {
  const today = dayOf(now());
  const stands = packet.expiresAt ? dayOf(instant(packet.expiresAt)) : today;
  const [until, setUntil] = useState(addDays(stands < today ? today : stands, 14));
  const [extend] = useMutation(ExtendPacketDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void part.onChanged());
  const over = packet.state === 'EXPIRED';
  const send = async () => {
    const expiresAt = new Date(startOfDay(addDays(until || today, 1)).getTime() - 1000).toISOString();
    if (await act(extend({ variables: { input: { packetId: packet.id, expiresAt } } }), { done: over ? 'Sent again' : 'More time', why: `It can be signed until ${dayWords(plainDate(until), 'UTC')}.`, refused: 'The time stays as it was' })) onClose();
  };
  return (
    <FormDialog open title="Give more time" lead={over ? 'Its time is over: it goes out again to the same people, and all sign anew.' : `It can be signed until ${packet.expiresAt ? dayWords(instant(packet.expiresAt)) : 'somebody takes it back'}. The new day holds for everybody.`} act={over ? 'Send it again' : 'Give more time'} busy={busy} onAct={() => void send()} onClose={onClose}>
      <Field label="Can be signed until" type="date" autoFocus min={today} value={until} onChange={(event) => setUntil(event.target.value)} />
    </FormDialog>
  );
}

function CancelDialog({ packet, part, onClose }: PacketDialogProps) {
  const [reason, setReason] = useState('');
  const [cancel] = useMutation(CancelPacketDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void part.onChanged());
  const signed = packet.recipients.filter((one) => one.state === 'SIGNED').map((one) => one.name);
  const send = async () => { if (await act(cancel({ variables: { input: { packetId: packet.id, reason: reason.trim() || null } } }), { done: 'Taken back', why: 'It can be revised and sent again.', refused: 'It stays with those who sign' })) onClose(); };
  return (
    <FormDialog open title={`Take back «${packet.title}»`} lead={`Nobody can sign it any more, and it leaves the portal. ${signed.length > 0 ? `${signed.join(' and ')} had signed: that counts for nothing then. ` : ''}It can be revised and sent again.`} act="Take it back" busy={busy} onAct={() => void send()} onClose={onClose}>
      <TextField label="Why" optional autoFocus maxLength={500} help="Those who were asked may read it." value={reason} onChange={(event) => setReason(event.target.value)} />
    </FormDialog>
  );
}

function EndDialog({ part, onClose }: { part: AgreementPart; onClose: () => void }) {
  const { agreement, onChanged } = part;
  const [endedOn, setEndedOn] = useState(dayOf(now()));
  const [reason, setReason] = useState('');
  const [end] = useMutation(EndAgreementDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const send = async () => { if (await act(end({ variables: { input: { agreementId: agreement.id, ifVersion: agreement.version, endedOn: endedOn || null, reason: reason.trim() || null } } }), { done: 'The agreement has ended', refused: 'The agreement goes on' })) onClose(); };
  return (
    <FormDialog open title={`End «${agreement.title}»`} lead="Nothing more comes of it after its last day. This cannot be undone; a new proposal can begin again." act="End it" busy={busy} onAct={() => void send()} onClose={onClose}>
      <Field label="Last day" type="date" value={endedOn} onChange={(event) => setEndedOn(event.target.value)} />
      <TextField label="Why" optional maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
    </FormDialog>
  );
}
