import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { Failure } from '../../../lib/failures';
import { capital, dayWords, instant, plainDate, sizeWords } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Go } from '../../../ui/Go';
import { Facts, Section, SectionRow } from '../../../ui/Rail';
import { SideDrawer } from '../../../ui/SideDrawer';
import { Status } from '../../../ui/Status';
import { PanelOut } from '../../../ui/Trouble';
import type { AgreementPart, Packet } from './AgreementPage';
import { ordinalWords, reminderWords, serviceWords, standingWords } from './packet-words';
import { People } from './PacketTracker';
import css from './Agreements.module.css';

/** Documents, terms, and the packets that went out before. */
export function AgreementRail({ part, failure }: { part: AgreementPart; failure: Failure | null }) {
  const { agreement, packets, versions } = part;
  const [packet, ...earlier] = packets;
  const [seen, setSeen] = useState<Packet | null>(null);
  const signed = packets.find((one) => one.signedDownload);
  return (
    <>
      <Section title="Documents">
        <ul className={css.files}>
          {signed?.signedDownload && <li><a className="fm-link" href={signed.signedDownload.url} rel="noreferrer"><IconDownload size={14} aria-hidden style={{ display: 'inline', verticalAlign: '-2px' }} /> Signed, with its certificate</a></li>}
          {versions.slice(0, 5).map((one) => <li key={one.id}>{one.download ? <a className="fm-link" href={one.download.url} rel="noreferrer">Version {one.versionNo}, as written</a> : <span>Version {one.versionNo}</span>}<span className="fm-quiet fm-num">{sizeWords(one.documentSize)}</span></li>)}
        </ul>
        {versions.length === 0 && <p className="fm-quiet">No document yet.</p>}
      </Section>
      {packet && (
        <Section title="Signing">
          <Facts facts={[
            ['Service', capital(serviceWords(packet.provider))],
            ['Sent', packet.sentAt ? dayWords(instant(packet.sentAt)) : 'Not yet'],
            ['Open until', packet.expiresAt ? dayWords(instant(packet.expiresAt)) : 'No end'],
            ['Reminders', reminderWords(packet)],
          ]} />
        </Section>
      )}
      {failure && !agreement.packets && <Section title="Signing"><PanelOut what="Signing" failure={failure} onRetry={() => void part.onChanged()} /></Section>}
      {earlier.length > 0 && (
        <Section title="Sent before">
          {earlier.map((one) => <SectionRow key={one.id} right={<Status machine="packet" state={one.state} words={standingWords(one)} />} second={one.reason ? `${one.endedBy ?? 'Somebody'}: «${one.reason}»` : dayWords(instant(one.createdAt))}><button type="button" className="fm-link" onClick={() => setSeen(one)}>The {ordinalWords(one.revision)} time</button></SectionRow>)}
        </Section>
      )}
      <Section title="Terms">
        <Facts facts={[
          ['In force', agreement.activation === 'AFTER_PAYMENT' ? 'With the first payment' : 'With the last signature'],
          ['From', agreement.effectiveOn ? dayWords(plainDate(agreement.effectiveOn), 'UTC') : 'The day of the last signature'],
          ['Until', agreement.endsOn ? dayWords(plainDate(agreement.endsOn), 'UTC') : 'No end'],
          ['Started', dayWords(instant(agreement.createdAt))],
          ...(agreement.project?.name ? [['Project', <Go key="project" to={`/projects/${agreement.project.id}`} className="fm-link">{agreement.project.name}</Go>] as const] : []),
          ...(versions[0]?.proposalId ? [['Written from', <Go key="proposal" to={`/proposals/${versions[0].proposalId}`} className="fm-link">The accepted proposal</Go>] as const] : []),
        ]} />
      </Section>
      <SideDrawer open={Boolean(seen)} title={seen ? `Sent before: ${seen.title}` : ''} onClose={() => setSeen(null)} footer={<Act onClick={() => setSeen(null)}>Close</Act>}>
        {seen && <EarlierPacket packet={seen} />}
      </SideDrawer>
    </>
  );
}

function EarlierPacket({ packet }: { packet: Packet }) {
  return (
    <>
      <p className={css.note}><Status machine="packet" state={packet.state} words={standingWords(packet)} />{packet.reason && ` ${packet.endedBy ?? 'Somebody'}: «${packet.reason}»`}</p>
      <div className={css.narrow}><People packet={packet} /></div>
      <Facts facts={[['Put together', dayWords(instant(packet.createdAt))], ['Sent', packet.sentAt ? dayWords(instant(packet.sentAt)) : 'Never'], ['Service', capital(serviceWords(packet.provider))]]} />
    </>
  );
}
