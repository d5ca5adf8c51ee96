import { useNavigate, useSearch } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { ProposalRowFragmentDoc, ProposalsDocument, type ProposalRowFragment, type ProposalState } from '../../../gql/staff/graphql';
import { usePage } from '../../../lib/use-page';
import { Due, Money, When } from '../../../ui/facts';
import { Choices, FilterBar } from '../../../ui/Filters';
import { Go } from '../../../ui/Go';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { Status } from '../../../ui/Status';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { AgreementsFrame, RowsShown } from '../agreements/AgreementsFrame';
import { NewProposalDrawer } from './NewProposalDrawer';

const pageSize = 50;
const views: readonly { key: string; label: string; states: ProposalState[] | null; none: string }[] = [
  { key: 'all', label: 'All', states: null, none: 'No proposals yet. Write one for a client: they choose a package in the portal, and their yes becomes an agreement.' },
  { key: 'out', label: 'With clients', states: ['SENT', 'VIEWED'], none: 'No proposal is with a client.' },
  { key: 'drafts', label: 'Drafts', states: ['DRAFT'], none: 'No proposal is being written.' },
  { key: 'yes', label: 'Accepted', states: ['ACCEPTED'], none: 'Nothing was accepted yet.' },
  { key: 'no', label: 'Came to nothing', states: ['REJECTED', 'EXPIRED', 'SUPERSEDED'], none: 'Nothing was turned down, ran out or was replaced.' },
];

/** The firm's proposals: with whom each is, and what came of it. */
export function ProposalsPage() {
  const search = useSearch({ from: '/frame/proposals' });
  const navigate = useNavigate({ from: '/proposals' });
  const view = views.find((one) => one.key === search.view) ?? (views[0] as (typeof views)[number]);
  const page = usePage(ProposalsDocument, { first: pageSize, after: search.after ?? null, states: view.states }, { everyMs: 30_000 });
  const list = page.data?.proposals;
  const rows = list?.nodes.map((node) => reveal(ProposalRowFragmentDoc, node));
  const failure = page.failed('proposals');
  const next = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  const go = (part: Partial<typeof search>) => void navigate({ search: { ...search, ...part }, replace: true });
  return (
    <AgreementsFrame on="proposals" count={list?.totalCount} onNew={() => go({ open: 'new' })}>
      <FilterBar><Choices label="Which proposals" options={views} on={view.key} onChoose={(key) => go({ view: key === 'all' ? undefined : key, after: undefined })} /></FilterBar>
      {failure && !list ? <PageTrouble failure={failure} what="Proposals are" onRetry={page.again} /> : (
        <RecordTable
          label="Proposals" columns={columns} rows={rows} rowId={(row) => row.id} href={(row) => `/proposals/${row.id}`} refreshing={page.refreshing}
          phone={(row) => [row.title, row.quote ? <Money key="worth" minor={row.quote.total.minor} currency={row.quote.total.currency} /> : '', <Status key="state" machine="proposal" state={row.state} />, row.client?.displayName ?? '']}
          empty={<Empty sheet>{view.none}</Empty>} totals={list && <RowsShown rows={rows?.length ?? 0} total={list.totalCount} paged={Boolean(search.after)} />}
          onNext={next ? () => go({ after: next }) : undefined} onFirst={search.after ? () => go({ after: undefined }) : undefined}
        />
      )}
      <NewProposalDrawer open={search.open === 'new'} clientId={search.client} onClose={() => go({ open: undefined, client: undefined })} />
    </AgreementsFrame>
  );
}

/** By when the client can answer, or when and how they did. */
function Answer({ row }: { row: ProposalRowFragment }) {
  if (row.answeredAt) return <span className="fm-trunc"><When at={row.answeredAt} as="day" />{row.answeredBy ? `, ${row.answeredBy}` : ''}</span>;
  if (row.state === 'DRAFT') return <span className="fm-quiet">Not sent</span>;
  if (row.state !== 'SENT' && row.state !== 'VIEWED') return <span className="fm-quiet">None came</span>;
  return row.expiresOn ? <>By <Due date={row.expiresOn} /></> : <span className="fm-quiet">No last day</span>;
}

const columns: Column<ProposalRowFragment>[] = [
  { key: 'title', head: 'Proposal', cell: (row) => <><Go to={`/proposals/${row.id}`}>{row.title}</Go>{row.revision > 1 && <span className="fm-quiet"> version {row.revision}</span>}</> },
  { key: 'client', head: 'Client', width: 200, cell: (row) => (row.client?.displayName ? <Go to={`/clients/${row.client.id}`} className="fm-second">{row.client.displayName}</Go> : <span className="fm-quiet">Not available</span>) },
  { key: 'state', head: 'Where it stands', width: 190, cell: (row) => <Status machine="proposal" state={row.state} /> },
  { key: 'answer', head: 'Answer', width: 220, cell: (row) => <Answer row={row} /> },
  { key: 'worth', head: 'As chosen, with tax', width: 160, right: true, cell: (row) => (row.quote ? <Money minor={row.quote.total.minor} currency={row.quote.total.currency} /> : <span className="fm-quiet">No price</span>) },
  { key: 'sent', head: 'Sent', width: 110, cell: (row) => (row.sentAt ? <When at={row.sentAt} as="day" /> : <span className="fm-quiet">Not yet</span>) },
];
