import { useParams } from '@tanstack/react-router';
import { ProposalPageDocument, type ProposalPageQuery } from '../../../gql/staff/graphql';
import { usePage } from '../../../lib/use-page';
import { Sheet } from '../../../ui/Shell';
import { PageTrouble, Waiting } from '../../../ui/Trouble';
import { ProposalBuilder } from './ProposalBuilder';
import { ProposalReading } from './ProposalReading';

export type ProposalRecord = NonNullable<ProposalPageQuery['proposal']>;

/** What the parts of the page share. */
export interface ProposalPart {
  proposal: ProposalRecord;
  data: ProposalPageQuery;
  onChanged: () => Promise<unknown>;
}

/** One proposal: written here while it is a draft, and only read from the moment the client has it. */
export function ProposalPage() {
  const { proposalId } = useParams({ from: '/frame/proposals/$proposalId' });
  const page = usePage(ProposalPageDocument, { id: proposalId });
  const proposal = page.data?.proposal;
  const crumbs = [{ label: 'Agreements', to: '/agreements' }, { label: 'Proposals', to: '/proposals' }];
  if (page.waiting || (page.refreshing && proposal?.id !== proposalId)) return <Sheet crumbs={[...crumbs, { label: 'Proposal' }]}><Waiting label="Proposal" /></Sheet>;
  if (!proposal || !page.data || proposal.id !== proposalId) return <Sheet crumbs={[...crumbs, { label: 'Not found' }]}><PageTrouble failure={page.failed('proposal') ?? (page.data ? null : page.failure)} what="Proposals are" onRetry={page.again} /></Sheet>;
  const part: ProposalPart = { proposal, data: page.data, onChanged: page.again };
  const client = proposal.client;
  return (
    <Sheet crumbs={[...crumbs, ...(client?.displayName ? [{ label: client.displayName, to: `/clients/${client.id}` }] : []), { label: proposal.title }]}>
      {proposal.state === 'DRAFT' ? <ProposalBuilder key={proposal.id} part={part} /> : <ProposalReading part={part} />}
    </Sheet>
  );
}
