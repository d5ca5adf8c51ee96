import { useQuery } from '@apollo/client/react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { ClientRowFragmentDoc, ClientsDocument, WhoamiDocument, type ClientRowFragment, type ClientsQuery, type ClientsQueryVariables, type ClientStatus } from '../../../gql/staff/graphql';
import { agoWords, countWords, dayOf, dayWords, instant } from '../../../lib/format';
import { now } from '../../../lib/clock';
import { dueDay, waitedWords } from '../../../lib/moves';
import { usePage, type PageAnswer } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { When, Who } from '../../../ui/facts';
import { FilterBar, FilterChip, SearchBox } from '../../../ui/Filters';
import { Go } from '../../../ui/Go';
import type { MoveTone } from '../../../ui/moves';
import { PageHead } from '../../../ui/PageHead';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { Sheet } from '../../../ui/Shell';
import { stateLook } from '../../../ui/states';
import { MoveLine, Status } from '../../../ui/Status';
import { Tabs } from '../../../ui/Tabs';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { StatusPicker } from './StatusPicker';

const pageSize = 50;
const gone: ClientStatus[] = ['FORMER', 'MERGED'];
const statuses: ClientStatus[] = ['LEAD', 'PROSPECT', 'ONBOARDING', 'ACTIVE', 'ON_HOLD', 'DORMANT', 'FORMER'];
const views: { key: string; label: string; status?: ClientStatus[]; mine?: boolean }[] = [
  { key: 'current', label: 'Current', status: statuses.filter((one) => !gone.includes(one)) },
  { key: 'mine', label: 'My clients', mine: true },
  { key: 'onboarding', label: 'Onboarding', status: ['ONBOARDING'] },
  { key: 'new', label: 'Leads and prospects', status: ['LEAD', 'PROSPECT'] },
  { key: 'everyone', label: 'Everyone' },
];

const invitation = 'Add one, or open your booking page and let them come.';
const none: Record<string, string> = { current: `No current clients. ${invitation}`, everyone: `No clients yet. ${invitation}` };

/** The firm's clients: whose move it is with each, and what comes next. */
export function ClientsPage() {
  const search = useSearch({ from: '/frame/clients' });
  const navigate = useNavigate({ from: '/clients' });
  const view = views.find((one) => one.key === search.view) ?? (views[0] as (typeof views)[number]);
  const chosen = statuses.filter((one) => search.status?.split(',').includes(one));
  const { data } = useQuery(WhoamiDocument, { skip: !view.mine, fetchPolicy: 'cache-first' });
  const owner = view.mine ? (data?.me.user.id ?? null) : null;
  const page = usePage(ClientsDocument, variablesOf(owner, view, chosen, search), { wait: Boolean(view.mine) && owner === null });
  return <List search={search} view={view} chosen={chosen} page={page} onChange={(part) => void navigate({ search: (before) => ({ ...before, after: undefined, ...part }), replace: true })} />;
}

interface Search {
  view?: string;
  search?: string;
  status?: string;
  after?: string;
}

function variablesOf(owner: string | null, view: (typeof views)[number], chosen: ClientStatus[], search: Search): ClientsQueryVariables {
  return { first: pageSize, after: search.after ?? null, search: search.search ?? null, status: chosen.length > 0 ? chosen : (view.status ?? null), ownerUserId: owner };
}

interface ListProps {
  search: Search;
  view: (typeof views)[number];
  chosen: ClientStatus[];
  page: PageAnswer<ClientsQuery>;
  onChange: (part: Partial<Search>) => void;
}

function List({ search, view, chosen, page, onChange }: ListProps) {
  const list = page.data?.clients;
  const rows = list?.nodes.map((node) => reveal(ClientRowFragmentDoc, node));
  const failure = page.failed('clients');
  const filters = chosen.length + (search.search ? 1 : 0);
  const next = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  const clear = () => onChange({ search: undefined, status: undefined });
  return (
    <Sheet crumbs={[{ label: 'Clients' }]}>
      <PageHead title="Clients" count={list ? String(list.totalCount) : undefined} />
      <Tabs label="Views" on={view.key} tabs={views.map((one) => ({ key: one.key, label: one.label, count: one === view ? list?.totalCount : null, to: '/clients', search: { view: one.key } }))} />
      <FilterBar>
        <SearchBox label="Find a client" value={search.search ?? ''} onSearch={(words) => onChange({ search: words || undefined })} />
        {chosen.length > 0 && <FilterChip field="Status" operator={chosen.length > 1 ? 'is any of' : 'is'} value={chosen.map((one) => stateLook('client', one).word).join(', ')} onRemove={() => onChange({ status: undefined })} />}
        <StatusPicker statuses={statuses} chosen={chosen} onChoose={(status) => onChange({ status: status.join(',') || undefined })} />
      </FilterBar>
      {failure && !list
        ? <PageTrouble failure={failure} what="Clients are" onRetry={page.again} />
        : (
          <RecordTable
            label="Clients" columns={columns} rows={rows} rowId={(row) => row.id} href={(row) => `/clients/${row.id}`} phone={phoneRow} refreshing={page.refreshing}
            empty={filters > 0
              ? <Empty sheet act={<Act small onClick={clear}>Clear filters</Act>}>No client matches {filters === 1 ? 'this filter' : `these ${filters} filters`}.</Empty>
              : <Empty sheet act={view.key === 'everyone' ? null : <Go to="/clients?view=everyone" className="fm-link">Everyone</Go>}>{none[view.key] ?? `No client is in «${view.label}».`}</Empty>}
            totals={list && list.totalCount > 0 && (search.after ? <span>The next <b>{rows?.length ?? 0}</b> of <b>{list.totalCount}</b></span> : <span>Rows 1 to <b>{rows?.length ?? 0}</b> of <b>{list.totalCount}</b></span>)}
            onNext={next ? () => onChange({ after: next }) : undefined}
            onFirst={search.after ? () => onChange({ after: undefined }) : undefined}
          />
        )}
    </Sheet>
  );
}

/** Broken or late first, then ours, then theirs; among equals the earliest date. */
function moveOf(row: ClientRowFragment): { tone: MoveTone | null; words: string } {
  if ((row.profile?.automations.stuck ?? 0) > 0) return { tone: 'broken', words: 'Run stuck' };
  const ours = row.ourMoves ?? [];
  const late = ours.find((move) => move.late);
  if (late) return { tone: 'broken', words: late.act };
  if (ours[0]) return { tone: 'ours', words: ours[0].act };
  const theirs = row.theirMoves?.[0];
  if (theirs) return { tone: 'theirs', words: `${theirs.title}, ${waitedWords(theirs.createdAt)}` };
  if (row.ourMoves === null && row.theirMoves === null) return { tone: null, words: 'Not available' };
  return { tone: null, words: 'Nothing open' };
}

function nextDate(row: ClientRowFragment): string | null {
  const dates = [row.profile?.nextAppointmentAt ? dayOf(instant(row.profile.nextAppointmentAt)) : null, ...(row.ourMoves ?? []).map(dueDay), ...(row.theirMoves ?? []).map((move) => move.dueOn)];
  return dates.filter((date): date is string => date !== null).sort()[0] ?? null;
}

function NextDate({ row }: { row: ClientRowFragment }) {
  const date = nextDate(row);
  if (!date) return <span className="fm-quiet">None</span>;
  const soon = date <= dayOf(new Date(now().getTime() + 86_400_000));
  return <time dateTime={date} className={`fm-num ${date < dayOf(now()) ? 'fm-late' : soon ? 'fm-strong' : ''}`}>{dayWords(instant(`${date}T12:00:00Z`), 'UTC')}</time>;
}

function LastWord({ row }: { row: ClientRowFragment }) {
  if (!row.profile) return <span className="fm-quiet">Not available</span>;
  return row.profile.lastWordFromThem ? <span className="fm-second"><When at={row.profile.lastWordFromThem.at} as="ago" /></span> : <span className="fm-quiet">None</span>;
}

function Work({ row }: { row: ClientRowFragment }) {
  if (!row.profile) return <span className="fm-quiet">Not available</span>;
  return <span className={row.profile.openWork === 0 ? 'fm-quiet' : undefined}>{row.profile.openWork}</span>;
}

const columns: Column<ClientRowFragment>[] = [
  { key: 'client', head: 'Client', cell: (row) => <Go to={`/clients/${row.id}`}>{row.displayName}</Go> },
  { key: 'status', head: 'Status', width: 118, cell: (row) => <Status machine="client" state={row.status} /> },
  { key: 'move', head: 'Whose move', width: 232, cell: (row) => <MoveLine {...moveOf(row)} /> },
  { key: 'owner', head: 'Owner', width: 150, cell: (row) => (row.owner ? (row.owner.name ? <Who name={row.owner.name} /> : <span className="fm-quiet">Not available</span>) : <span className="fm-quiet">No owner</span>) },
  { key: 'next', head: 'Next date', width: 112, cell: (row) => <NextDate row={row} /> },
  { key: 'work', head: 'Work', width: 70, right: true, cell: (row) => <Work row={row} /> },
  { key: 'word', head: 'Last word', width: 128, cell: (row) => <LastWord row={row} /> },
];

function phoneRow(row: ClientRowFragment) {
  const move = moveOf(row);
  return [
    row.displayName,
    <NextDate key="date" row={row} />,
    <MoveLine key="move" {...move} />,
    row.profile ? (row.profile.lastWordFromThem ? agoWords(instant(row.profile.lastWordFromThem.at)) : countWords(row.profile.openWork, 'project')) : '',
  ] as const;
}
