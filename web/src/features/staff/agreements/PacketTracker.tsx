import { Menu } from '@mantine/core';
import { IconArrowsExchange, IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { TrackedPersonFragment } from '../../../gql/staff/graphql';
import type { Failure } from '../../../lib/failures';
import { dayWords, instant } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Disc } from '../../../ui/facts';
import { Status } from '../../../ui/Status';
import { Empty, PanelOut } from '../../../ui/Trouble';
import type { AgreementPart, Packet } from './AgreementPage';
import { deedWords, isOut, ordinalWords, roleWords, standingWords } from './packet-words';
import { ReplaceDialog } from './ReplaceDialog';
import css from './Agreements.module.css';

/** Who signs: whose turn it is, who has, who would not, and why. */
export function PacketTracker({ part, failure }: { part: AgreementPart; failure: Failure | null }) {
  const [packet] = part.packets;
  return (
    <section aria-label="Signing">
      <div className={css.head}><h2>Signing</h2>{packet && part.agreement.status !== 'IN_SIGNATURE' && <Status machine="packet" state={packet.state} words={standingWords(packet)} />}{packet && packet.revision > 1 && <span className="fm-quiet">Sent for the {ordinalWords(packet.revision)} time</span>}</div>
      {failure && !part.agreement.packets && <PanelOut what="Signing" failure={failure} onRetry={() => void part.onChanged()} />}
      {part.agreement.packets && !packet && <Empty>{part.versions.length === 0 ? 'There is nothing to sign: write its text from an accepted proposal.' : 'Nobody was asked to sign yet. Send it, and each person is asked in turn.'}</Empty>}
      {packet && <>{packet.message && <p className={css.note}>«{packet.message}»</p>}<People packet={packet} part={part} /></>}
    </section>
  );
}

/** The people of a packet in the order of their turns; the live region says when somebody signs. */
export function People({ packet, part }: { packet: Packet; part?: AgreementPart }) {
  const [replacing, setReplacing] = useState<TrackedPersonFragment | null>(null);
  const nameOf = (id: string | null | undefined) => packet.recipients.find((one) => one.id === id)?.name;
  const mayReplace = part && (isOut(packet.state) || packet.state === 'DRAFT');
  const out = isOut(packet.state);
  return (
    <>
      <p className="fm-hidden" role="status">{packet.recipients.map((one) => `${one.name}: ${one.state === 'SIGNED' ? 'signed' : deedWords(one)}`).join('. ')}</p>
      <ol className={css.people}>
        {packet.recipients.map((one) => {
          const now = out && (one.state === 'INVITED' || one.state === 'VIEWED');
          return (
            <li key={one.id} data-now={now || undefined} data-gone={one.state === 'REPLACED' || undefined}>
              <span className={css.turn}>{one.role === 'COPY' ? 'At the end' : `Turn ${one.order}`}</span>
              <span className={css.who}><Disc name={one.name} large /><b className="fm-trunc">{one.name}</b><small className="fm-trunc">{one.email}</small></span>
              <span className={`${css.role} fm-second`}>{roleWords[one.role]}</span>
              <Status machine="recipient" state={one.state} words={one.state === 'INVITED' && one.role === 'APPROVER' ? 'To approve' : one.state === 'SIGNED' && one.role === 'APPROVER' ? 'Approved' : undefined} />
              <span className={css.said}>{deedWords(one)}{one.replacedById && `. ${nameOf(one.replacedById) ?? 'Somebody else'} signs instead`}{one.expiresAt && now && `, until ${dayWords(instant(one.expiresAt))}`}</span>
              <span className={css.act}>{mayReplace && ['WAITING', 'INVITED', 'VIEWED'].includes(one.state) && <PersonMenu name={one.name} onReplace={() => setReplacing(one)} />}</span>
            </li>
          );
        })}
      </ol>
      {replacing && part && <ReplaceDialog person={replacing} packet={packet} part={part} onClose={() => setReplacing(null)} />}
    </>
  );
}

function PersonMenu({ name, onReplace }: { name: string; onReplace: () => void }) {
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={220}>
      <Menu.Target><Act look="icon" icon={IconDots} label={`More for ${name}`} /></Menu.Target>
      <Menu.Dropdown><Menu.Item leftSection={<IconArrowsExchange size={15} stroke={1.75} />} onClick={onReplace}>Somebody else signs</Menu.Item></Menu.Dropdown>
    </Menu>
  );
}
