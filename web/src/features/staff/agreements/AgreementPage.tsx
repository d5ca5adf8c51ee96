import { IconBuilding, IconCalendar } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { AgreedVersionFragmentDoc, AgreementPageDocument, TrackedPacketFragmentDoc, TrackedPersonFragmentDoc, type AgreedVersionFragment, type AgreementPageQuery, type TrackedPacketFragment, type TrackedPersonFragment } from '../../../gql/staff/graphql';
import { dayWords, instant, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Go } from '../../../ui/Go';
import { PageHead } from '../../../ui/PageHead';
import { Split } from '../../../ui/Rail';
import { Sheet } from '../../../ui/Shell';
import { Status } from '../../../ui/Status';
import { PageTrouble, Waiting } from '../../../ui/Trouble';
import { AgreedLines } from './AgreedLines';
import { AgreementActs, AgreementMore } from './AgreementActs';
import { AgreementAlarm } from './AgreementAlarm';
import { Duties } from './Duties';
import { AgreementRail } from './AgreementRail';
import { PacketTracker } from './PacketTracker';
import { requiredOf, standingWords, turnOf } from './packet-words';

export type AgreementRecord = NonNullable<AgreementPageQuery['agreement']>;
export type Packet = Omit<TrackedPacketFragment, 'recipients'> & { recipients: TrackedPersonFragment[] };

/** What the parts of the page share. */
export interface AgreementPart {
  agreement: AgreementRecord;
  versions: AgreedVersionFragment[];
  /** Its packets, the newest first. */
  packets: Packet[];
  onChanged: () => unknown;
}

/** One agreement: who has signed and whose turn it is, what was agreed, and all its versions. */
export function AgreementPage() {
  const { agreementId } = useParams({ from: '/frame/agreements/$agreementId' });
  const page = usePage(AgreementPageDocument, { id: agreementId }, { everyMs: 10_000 });
  const agreement = page.data?.agreement;
  const crumbs = [{ label: 'Agreements', to: '/agreements' }];
  if (page.waiting || (page.refreshing && agreement?.id !== agreementId)) return <Sheet crumbs={[...crumbs, { label: 'Agreement' }]}><Waiting label="Agreement" /></Sheet>;
  if (!agreement || agreement.id !== agreementId) return <Sheet crumbs={[...crumbs, { label: 'Not found' }]}><PageTrouble failure={page.failed('agreement') ?? (page.data ? null : page.failure)} what="Agreements are" onRetry={page.again} /></Sheet>;
  const part: AgreementPart = {
    agreement, onChanged: page.again, versions: agreement.versions.map((one) => reveal(AgreedVersionFragmentDoc, one)),
    packets: (agreement.packets ?? []).map((one) => { const packet = reveal(TrackedPacketFragmentDoc, one); return { ...packet, recipients: packet.recipients.map((person) => reveal(TrackedPersonFragmentDoc, person)) }; }),
  };
  const client = agreement.client;
  return (
    <Sheet crumbs={[...crumbs, ...(client?.displayName ? [{ label: client.displayName, to: `/clients/${client.id}` }] : []), { label: agreement.title }]}>
      <PageHead
        title={agreement.title} status={<HeadStatus part={part} />} sentence={sentenceOf(part)}
        facts={[
          client?.displayName && <><IconBuilding aria-hidden /><Go to={`/clients/${client.id}`} className="fm-link">{client.displayName}</Go></>,
          agreement.effectiveOn && <><IconCalendar aria-hidden />From {dayWords(plainDate(agreement.effectiveOn), 'UTC')}{agreement.endsOn ? ` until ${dayWords(plainDate(agreement.endsOn), 'UTC')}` : ', with no end'}</>,
        ]}
        primary={<AgreementActs part={part} />} more={<AgreementMore part={part} />} ruled
      />
      <AgreementAlarm part={part} />
      <Split padded reads railLabel="About this agreement" rail={<AgreementRail part={part} failure={page.failed('agreement', 'packets')} />}>
        <PacketTracker part={part} failure={page.failed('agreement', 'packets')} />
        <Duties part={part} failure={page.failed('agreement', 'obligations')} />
        <AgreedLines versions={part.versions} />
      </Split>
    </Sheet>
  );
}

function HeadStatus({ part: { agreement, packets } }: { part: AgreementPart }) {
  const [now] = packets;
  if (agreement.status === 'IN_SIGNATURE' && now && now.state !== 'DRAFT') return <Status machine="packet" state={now.state} words={standingWords(now)} filled />;
  return <Status machine="agreement" state={agreement.status} filled />;
}

/** Whose move it is, in one sentence. */
function sentenceOf({ agreement, packets, versions }: AgreementPart): string {
  const [now] = packets;
  if (agreement.status === 'ENDED') return `It is over${agreement.endReason ? `: ${agreement.endReason}` : ''}.`;
  if (agreement.status === 'SIGNED_AWAITING_PAYMENT') return 'All have signed. It comes into force with the first payment.';
  if (agreement.status === 'ACTIVE' && versions[0]?.state !== 'IN_SIGNATURE') return agreement.signedAt ? `All had signed by ${dayWords(instant(agreement.signedAt))}. Version ${agreement.versionInForce ?? 1} holds.` : 'It is in force.';
  if (!now) return versions.length === 0 ? 'It has no text yet.' : 'It is written, and nobody has it yet.';
  return packetSentence(now);
}

function packetSentence(now: Packet): string {
  const until = now.expiresAt ? ` It can be signed until ${dayWords(instant(now.expiresAt))}.` : '';
  const turn = turnOf(now.recipients).map((one) => one.name);
  switch (now.state) {
    case 'DRAFT': return 'It is put together for signing, and nobody has it yet.';
    case 'SENDING': return 'It is on its way to the signing service.';
    case 'COMPLETED': return now.completedAt ? `All had signed by ${dayWords(instant(now.completedAt))}.` : 'All have signed.';
    case 'SENT': case 'PARTIALLY_SIGNED': return turn.length > 0 ? `${turn.join(' and ')} ${turn.length === 1 ? 'is' : 'are'} to sign next.${until}` : `It waits for ${requiredOf(now.recipients).length} people.${until}`;
    default: return 'It came back without being signed. Send it again, as it is or to other people.';
  }
}
