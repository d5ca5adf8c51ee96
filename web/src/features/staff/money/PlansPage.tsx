import { useNavigate, useSearch } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { InvoicePlansDocument, PlanRowFragmentDoc, type PlanRowFragment } from '../../../gql/staff/graphql';
import { dayWords, moneyWords, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Due, Money } from '../../../ui/facts';
import { FilterBar, FilterChip } from '../../../ui/Filters';
import { Go } from '../../../ui/Go';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { MoveLine } from '../../../ui/Status';
import { Tabs } from '../../../ui/Tabs';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { clientCell, MoneyFrame, pageSize } from './MoneyFrame';
import { planStanding } from './plan-words';

const views = [{ key: 'all', label: 'All', paused: null }, { key: 'running', label: 'Going on', paused: false }, { key: 'paused', label: 'Paused', paused: true }] as const;

/** Plans of what will be billed for agreements. */
export function PlansPage() {
  const search = useSearch({ from: '/frame/money/plans' });
  const navigate = useNavigate({ from: '/money/plans' });
  const view = views.find((one) => one.key === search.view) ?? views[0];
  const page = usePage(InvoicePlansDocument, { first: pageSize, after: search.after ?? null, clientId: search.client ?? null, paused: view.paused }, { everyMs: 60_000 });
  const list = page.data?.invoicePlans;
  const rows = list?.nodes.map((node) => reveal(PlanRowFragmentDoc, node));
  const failure = page.failed('invoicePlans');
  const next = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  const turn = (after: string | undefined) => void navigate({ search: (now) => ({ ...now, after }), replace: true });
  return (
    <MoneyFrame on="plans" title="Plans" count={list?.totalCount}>
      <Tabs label="Views" on={view.key} tabs={views.map(({ key, label }) => ({ key, label, count: key === view.key ? list?.totalCount ?? null : null, to: '/money/plans', search: { view: key, client: search.client } }))} />
      {search.client && <FilterBar><FilterChip field="Client" value={rows?.find((row) => row.client?.displayName)?.client?.displayName ?? 'one client'} onRemove={() => void navigate({ search: (now) => ({ ...now, client: undefined, after: undefined }), replace: true })} /></FilterBar>}
      {failure && !list ? <PageTrouble failure={failure} what="Plans are" onRetry={page.again} /> : (
        <RecordTable
          label={`Plans, ${view.label}`} columns={columns} rows={rows} rowId={(row) => row.id} href={(row) => `/money/plans/${row.agreementId}`} refreshing={page.refreshing}
          phone={(row) => [row.client?.displayName ?? 'Not available', moneyWords(row.fixedTotal.minor, row.fixedTotal.currency), <Standing key="state" row={row} />, `From ${dayWords(plainDate(row.effectiveOn), 'UTC')}`]}
          empty={<Empty sheet>{view.key === 'paused' ? 'No plan is paused.' : 'No plan yet. An agreement that comes into force brings its own.'}</Empty>} totals={list && list.totalCount > 0 && <span>{search.after ? 'The next' : 'Rows 1 to'} <b>{rows?.length ?? 0}</b> of <b>{list.totalCount}</b></span>}
          onNext={next ? () => turn(next) : undefined} onFirst={search.after ? () => turn(undefined) : undefined}
        />
      )}
    </MoneyFrame>
  );
}

function Standing({ row }: { row: PlanRowFragment }) {
  return row.pausedOn ? <MoveLine tone="ours" words={`Paused: ${row.pauseReason ?? 'no reason'}`} /> : <MoveLine tone={null} words="Goes on" />;
}

/** What a plan is called: by what it bills first. */
export const planName = (row: Pick<PlanRowFragment, 'items'>): string => row.items[0]?.title ?? 'Plan without items';

const columns: Column<PlanRowFragment>[] = [
  { key: 'what', head: 'What is billed', cell: (row) => <><Go to={`/money/plans/${row.agreementId}`} className="fm-strong">{planName(row)}</Go>{row.items.length > 1 && <span className="fm-second"> and {row.items.length - 1} more</span>}</> },
  { key: 'client', head: 'Client', width: 210, cell: (row) => clientCell(row.client) },
  { key: 'state', head: 'Where it stands', width: 200, cell: (row) => <Standing row={row} /> },
  { key: 'billed', head: 'Billed', width: 190, cell: (row) => <span className="fm-second">{planStanding(row.items)}</span> },
  { key: 'from', head: 'From', width: 110, cell: (row) => <Due date={row.effectiveOn} bare /> },
  { key: 'total', head: 'Fixed, with tax', width: 150, right: true, cell: (row) => <Money minor={row.fixedTotal.minor} currency={row.fixedTotal.currency} /> },
];
