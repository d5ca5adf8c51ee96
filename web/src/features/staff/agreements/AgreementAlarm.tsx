import { IconArrowsExchange, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { SwitchPacketProviderDocument } from '../../../gql/staff/graphql';
import { capital, dayWords, instant } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { FormDialog } from '../../../ui/Effects';
import { PickField } from '../../../ui/Field';
import { Alarm } from '../../../ui/Trouble';
import { useAct } from '../../../ui/use-act';
import type { AgreementPart, Packet } from './AgreementPage';
import { alarms } from './alarms';
import { serviceWords } from './packet-words';
import { SendDrawer } from './SendDrawer';

/** What stands in the way of a signature, and the way on. */
export function AgreementAlarm({ part }: { part: AgreementPart }) {
  const [asking, setAsking] = useState<'again' | 'other' | null>(null);
  const [packet] = part.packets;
  if (!packet || !alarms(part)) return null;
  const said = reasonOf(packet);
  const again = packet.state === 'DECLINED' || packet.state === 'EXPIRED';
  return (
    <>
      <Alarm
        what={said.what} why={said.why}
        acts={<>
          {packet.problem && packet.otherProviders.length > 0 && <Act icon={IconArrowsExchange} onClick={() => setAsking('other')}>Try another service</Act>}
          {again && <Act look="primary" icon={IconRefresh} onClick={() => setAsking('again')}>Revise and resend</Act>}
        </>}
      />
      {asking === 'again' && <SendDrawer part={part} again={packet} onClose={() => setAsking(null)} />}
      {asking === 'other' && <SwitchDialog packet={packet} onChanged={part.onChanged} onClose={() => setAsking(null)} />}
    </>
  );
}

function reasonOf(packet: Packet): { what: string; why: string } {
  const by = packet.endedBy ?? 'Somebody';
  const kept = packet.recipients.filter((one) => one.state === 'SIGNED').map((one) => one.name);
  if (packet.signedLate) return { what: 'A signature came after the time was over.', why: 'Nothing came into force by it. Send it once more, and everybody signs the same.' };
  if (packet.problem) return { what: `${capital(serviceWords(packet.provider))} does not take it: ${packet.problem.replace(/\.$/, '')}.`, why: 'Nobody has it yet. It is tried again by itself, and goes out once.' };
  if (packet.state === 'DECLINED') return { what: `${by} will not sign${packet.reason ? `: «${packet.reason}»` : ', and gave no reason.'}`, why: `${kept.length > 0 ? `${kept.join(' and ')} had signed, and must sign again. ` : ''}Nothing came into force. Sending it again keeps this one in the history.` };
  return { what: `Its time was over${packet.expiresAt ? ` on ${dayWords(instant(packet.expiresAt))}` : ''}.`, why: `${kept.length > 0 ? `${kept.join(' and ')} had signed. ` : 'Nobody had signed. '}Nothing came into force.` };
}

function SwitchDialog({ packet, onChanged, onClose }: { packet: Packet; onChanged: () => unknown; onClose: () => void }) {
  const [provider, setProvider] = useState(packet.otherProviders[0] ?? '');
  const [change] = useMutation(SwitchPacketProviderDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const send = async () => { if (await act(change({ variables: { input: { packetId: packet.id, provider } } }), { done: `It goes by ${serviceWords(provider)} now`, refused: `It stays with ${serviceWords(packet.provider)}` })) onClose(); };
  return (
    <FormDialog open title="Try another service" lead={`What ${serviceWords(packet.provider)} may have of it is taken back there. The people, their turns and the time stay.`} act="Send by this one" busy={busy} onAct={() => void send()} onClose={onClose}>
      <PickField label="Signing service" value={provider} autoFocus onChange={(event) => setProvider(event.target.value)}>{packet.otherProviders.map((one) => <option key={one} value={one}>{capital(serviceWords(one))}</option>)}</PickField>
    </FormDialog>
  );
}
