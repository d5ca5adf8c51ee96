import { IconCircleCheck, IconClock, IconDownload, IconHandStop } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { reveal } from '../../../gql/portal';
import { PortalPacketFragmentDoc, PortalPacketPageDocument, PortalSigningFragmentDoc, PortalSigningPageDocument, PortalStandingFragmentDoc, type PortalSigningFragment } from '../../../gql/portal/graphql';
import { dayOf, instant } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { LetterButton } from '../../../ui/Portal';
import { BackTo } from '../BackTo';
import { NothingHere, Page, PageOut, Part, Waiting } from '../Page';
import { useAddressPart, Way } from '../ways';
import { whenDue } from '../words';
import { Ceremony } from './Ceremony';
import { packetWords } from './paper-words';
import { PaperLink } from './PaperPages';
import { personWords, signingWords } from './signing-words';
import { useSignedCopy } from './use-signed-copy';
import { useWatched } from './use-watched';
import back from '../Back.module.css';
import css from './Paper.module.css';

const title = 'Sign';

/** A paper that somebody is asked to sign, from reading it to the signed copy. Looked at again by itself: what others did meanwhile shows. */
export function SignPage() {
  const id = useAddressPart('packetId');
  const page = useWatched(PortalSigningPageDocument, { id }, 10_000);
  const signing = reveal(PortalSigningFragmentDoc, page.data?.mySigning);
  const me = reveal(PortalStandingFragmentDoc, page.data?.portalHome)?.me.name ?? '';
  const acted = useRef(false);
  if (signing?.mayActNow) acted.current = true;
  if (page.gone) return <OthersPaper id={id} />;
  if (!signing) return page.waiting ? <Waiting title={title} /> : <PageOut title={title} page={page} />;
  return (
    <>
      <BackTo to="/" words="Home" />
      <Page title={signing.title} heading={signing.title} sub={<Sub signing={signing} me={me} />}>
        {signing.mayActNow ? <Ceremony key={signing.id} signing={signing} me={me} onRefused={() => void page.again()} /> : <Standing signing={signing} fresh={acted.current} />}
      </Page>
    </>
  );
}

/** A word of the firm, who signs, and until when. */
function Sub({ signing, me }: { signing: PortalSigningFragment; me: string }) {
  const asked = signing.people.find(({ isMe }) => isMe)?.name ?? me;
  const as = asked === me || me === '' ? asked : `${asked}, signed in as ${me}`;
  return (
    <>
      {signing.message && <p className={css.message}>{signing.message}</p>}
      {signing.mayActNow && <p className={css.identity}>{signing.role === 'APPROVER' ? 'Approving' : 'Signing'} as <b>{as}</b>{signing.expiresAt && <>, {whenDue(dayOf(instant(signing.expiresAt))).words.replace(/^By/, 'by').replace(/^Today/, 'today')}</>}</p>}
    </>
  );
}

/** Where nothing is to be done here now: what was done, what comes next, and the papers. */
function Standing({ signing, fresh }: { signing: PortalSigningFragment; fresh: boolean }) {
  const { heading, next, tone } = signingWords(signing);
  const Mark = { done: IconCircleCheck, wait: IconClock, over: IconHandStop }[tone];
  const place = useRef<HTMLHeadingElement>(null);
  // Where an act just led here, what was pressed is gone, and the focus comes along.
  useEffect(() => { if (fresh) { place.current?.focus({ preventScroll: true }); window.scrollTo({ top: 0 }); } }, [fresh]);
  return (
    <>
      <section className={css.outcome} data-tone={tone}>
        <h2 tabIndex={-1} ref={place}><Mark size={24} stroke={1.75} aria-hidden />{heading}</h2>
        <p role="status">{next}</p>
        {signing.declinedReason && <p className={css.message}>{signing.declinedReason}</p>}
        {signing.packetState === 'COMPLETED' && <SignedCopy signing={signing} />}
      </section>
      <Part title="The papers"><ul>{signing.documents.map((paper) => <li key={paper.id} className={css.row}><span>{paper.name}</span><PaperLink paper={paper} /></li>)}</ul></Part>
      <Part title="Who signs"><ul>{signing.people.map((one, i) => <li key={i} className={css.row}><span>{one.name}{one.isMe ? ' (you)' : ''}</span><span>{personWords(one)}</span></li>)}</ul></Part>
      <p className={css.more}><Way to="/papers" className={back.inline}>See your proposals and agreements</Way></p>
    </>
  );
}

function SignedCopy({ signing }: { signing: PortalSigningFragment }) {
  const { fetchIt, busy, refused } = useSignedCopy(signing.packetId);
  return (
    <>
      <LetterButton wide busy={busy} onClick={() => void fetchIt()}><IconDownload aria-hidden />Download the signed copy</LetterButton>
      {refused && <p role="alert" className={css.wrong}>{refused}</p>}
    </>
  );
}

/** A paper of the client that others sign: how far it is, and the papers. */
function OthersPaper({ id }: { id: string }) {
  const page = usePage(PortalPacketPageDocument, { id });
  const packet = reveal(PortalPacketFragmentDoc, page.data?.signaturePacket);
  const { fetchIt, busy, refused } = useSignedCopy(id);
  if (page.waiting) return <Waiting title={title} />;
  if (!packet) return page.failure && page.failure.code !== 'NOT_FOUND' ? <PageOut title={title} page={page} /> : <NothingHere>It may belong to another of your clients. <Way to="/papers" className={back.inline}>See your proposals and agreements</Way></NothingHere>;
  return (
    <>
      <BackTo to="/papers" words="Proposals and agreements" />
      <Page title={packet.title} heading={packet.title} sub={<p role="status">{packetWords(packet)} You are not asked to sign it.</p>}>
        {packet.state === 'COMPLETED' && <p className={css.more}><LetterButton busy={busy} onClick={() => void fetchIt()}><IconDownload aria-hidden />Download the signed copy</LetterButton></p>}
        {refused && <p role="alert" className={css.wrong}>{refused}</p>}
        <Part title="The papers"><ul>{packet.documents.map((paper) => <li key={paper.sha256} className={css.row}><span>{paper.name}</span><PaperLink paper={paper} /></li>)}</ul></Part>
        <Part title="Who signs"><ul>{packet.recipients.filter(({ state }) => state !== 'REPLACED').map((one) => <li key={one.id} className={css.row}><span>{one.name}</span><span>{personWords(one)}</span></li>)}</ul></Part>
      </Page>
    </>
  );
}
