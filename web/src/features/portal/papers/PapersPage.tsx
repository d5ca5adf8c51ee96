import { IconChevronRight, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { reveal } from '../../../gql/portal';
import { PortalAgreementRowFragmentDoc, PortalPapersDocument, PortalProposalRowFragmentDoc, type PortalAgreementRowFragment, type PortalProposalRowFragment } from '../../../gql/portal/graphql';
import { dayWords, instant } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { LetterButton } from '../../../ui/Portal';
import { BackTo } from '../BackTo';
import { Nothing, Page, PageOut, Part, Waiting } from '../Page';
import { Way } from '../ways';
import { agreementWords, packetWords, proposalWords } from './paper-words';
import { useSignedCopy } from './use-signed-copy';
import css from './Papers.module.css';

const title = 'Proposals and agreements';

/** Everything that was offered, agreed and signed, to be found again. */
export function PapersPage() {
  const [after, setAfter] = useState<string | null>(null);
  const page = usePage(PortalPapersDocument, { after });
  const { proposals, agreements } = page.data ?? {};
  if (!proposals || !agreements) return page.waiting ? <Waiting title={title} /> : <PageOut title={title} page={page} />;
  const offered = proposals.nodes.map((row) => reveal(PortalProposalRowFragmentDoc, row));
  const agreed = agreements.nodes.map((row) => reveal(PortalAgreementRowFragmentDoc, row));
  return (
    <>
      <BackTo to="/" words="Home" />
      <Page title={title} heading="What did we agree?">
        <Part title="Agreements">
          {agreed.length === 0 && <Nothing>Nothing is agreed yet. What you sign stands here, with the signed copy.</Nothing>}
          <ul>{agreed.map((agreement) => <AgreementRow key={agreement.id} agreement={agreement} />)}</ul>
          {after && <LetterButton look="text" onClick={() => setAfter(null)}>Back to the newest</LetterButton>}
          {agreements.pageInfo.hasNextPage && <LetterButton look="text" busy={page.refreshing} onClick={() => setAfter(agreements.pageInfo.endCursor ?? null)}>Older agreements</LetterButton>}
        </Part>
        <Part title="Proposals">
          {offered.length === 0 && <Nothing>We have sent you no proposal yet.</Nothing>}
          <ul>{offered.map((proposal) => <ProposalRow key={proposal.id} proposal={proposal} />)}</ul>
        </Part>
      </Page>
    </>
  );
}

function ProposalRow({ proposal }: { proposal: PortalProposalRowFragment }) {
  const { words, tone } = proposalWords(proposal);
  return (
    <li>
      <Way to={`/proposals/${proposal.id}`} className={css.paper}>
        <span><b>{proposal.title}</b><small data-tone={tone}>{words}</small></span><IconChevronRight size={20} stroke={1.75} aria-hidden />
      </Way>
    </li>
  );
}

/** An agreement with the documents in which it went out, the newest first. */
function AgreementRow({ agreement }: { agreement: PortalAgreementRowFragment }) {
  return (
    <li className={css.agreement}>
      <b>{agreement.title}</b><small>{agreementWords(agreement)}</small>
      <ul>
        {agreement.packets?.map((packet) => (
          <li key={packet.id}>
            <Way to={`/sign/${packet.id}`} className={css.paper}><span>{packetWords(packet)}<small>{sentWords(packet)}</small></span><IconChevronRight size={20} stroke={1.75} aria-hidden /></Way>
            {packet.state === 'COMPLETED' && <SignedCopy packetId={packet.id} title={packet.title} />}
          </li>
        ))}
      </ul>
    </li>
  );
}

/** When it went out, and under which name and number where that says more than the agreement above it. */
function sentWords({ sentAt, revision, title: name }: { sentAt?: string | null; revision: number; title: string }): string {
  return [sentAt ? `Sent on ${dayWords(instant(sentAt))}` : 'On its way to you', revision > 1 ? `version ${revision} of «${name}»` : `«${name}»`].join(', ');
}

function SignedCopy({ packetId, title: name }: { packetId: string; title: string }) {
  const { fetchIt, busy, refused } = useSignedCopy(packetId);
  return (
    <>
      <button type="button" className={css.fetch} aria-busy={busy || undefined} onClick={() => void fetchIt()}><IconDownload size={20} stroke={1.75} aria-hidden />Signed copy<span className="fm-hidden"> of {name}</span></button>
      {refused && <p className={css.refused} role="alert">{refused}</p>}
    </>
  );
}
