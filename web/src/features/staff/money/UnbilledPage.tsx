import { useNavigate, useSearch } from '@tanstack/react-router';
import { UnbilledDocument, type UnbilledQuery } from '../../../gql/staff/graphql';
import { isNothing } from '../../../lib/amounts';
import { countWords, dayWords, minuteWords, moneyWords, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Due, Money } from '../../../ui/facts';
import { FilterBar, FilterChip } from '../../../ui/Filters';
import { Go } from '../../../ui/Go';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { useMay } from '../shell/use-may';
import { DraftUnbilled } from './DraftUnbilled';
import { listAt } from './dashboard';
import { MoneyFrame, Sums } from './MoneyFrame';
import { sumsOf } from './receivables';
import { UnbilledDrawer } from './UnbilledDrawer';

export type UnbilledRow = UnbilledQuery['unbilledWork'][number];

/** What waits to be billed, client by client; each can be drafted in one go. */
export function UnbilledPage() {
  const search = useSearch({ from: '/frame/money/unbilled' });
  const navigate = useNavigate({ from: '/money/unbilled' });
  const page = usePage(UnbilledDocument, { clientId: null }, { everyMs: 60_000 });
  const may = useMay()('revenue.invoice.create');
  const all = page.data?.unbilledWork;
  const rows = all?.filter((one) => !search.currency || one.total.currency === search.currency);
  const failure = page.failed('unbilledWork');
  const open = rows?.find((one) => one.client?.id === search.open);
  return (
    <MoneyFrame on="unbilled" title="Unbilled" count={rows?.length} sentence={rows && rows.length > 0 ? <><Sums of={sumsOf(rows.map((one) => one.total))} /> waits to be billed{unpriced(rows)}.</> : undefined}>
      {search.currency && <FilterBar><FilterChip field="Currency" value={search.currency} onRemove={() => void navigate({ search: (now) => ({ ...now, currency: undefined }), replace: true })} /></FilterBar>}
      {failure && !all ? <PageTrouble failure={failure} what="Unbilled work is" onRetry={page.again} /> : (
        <RecordTable
          label="What waits to be billed" columns={[...columns, ...(may ? [{ key: 'draft', head: 'Bill it', width: 100, cell: (row: UnbilledRow) => <DraftUnbilled row={row} small /> }] : [])]} rows={rows} rowId={(row) => `${row.client?.id ?? ''}-${row.total.currency}`} chosen={open && `${open.client?.id ?? ''}-${open.total.currency}`} refreshing={page.refreshing}
          href={(row) => listAt('/money/unbilled', { currency: search.currency, open: row.client?.id })}
          phone={(row) => [row.client?.displayName ?? 'Not available', moneyWords(row.total.minor, row.total.currency), countWords(row.count, 'thing'), `since ${dayWords(plainDate(row.oldestOn), 'UTC')}`]}
          empty={<Empty sheet>Nothing waits to be billed. Reached milestones, billable time, costs and items of plans come here by themselves.</Empty>}
        />
      )}
      {search.open && <UnbilledDrawer key={search.open} clientId={search.open} rows={rows?.filter((one) => one.client?.id === search.open) ?? []} onChanged={page.again} onClose={() => void navigate({ search: (now) => ({ ...now, open: undefined }), replace: true })} />}
    </MoneyFrame>
  );
}

function unpriced(rows: readonly UnbilledRow[]): string {
  const count = rows.reduce((sum, one) => sum + one.unpriced, 0);
  return count === 0 ? '' : `; ${countWords(count, 'thing has', 'things have')} no amount yet`;
}

const part = (key: 'due' | 'milestones' | 'costs', head: string): Column<UnbilledRow> => ({ key, head, width: 120, right: true, cell: (row) => <span className={isNothing(row[key].minor) ? 'fm-quiet' : undefined}><Money minor={row[key].minor} currency={row[key].currency} /></span> });

const columns: Column<UnbilledRow>[] = [
  { key: 'client', head: 'Client', cell: (row) => (row.client?.displayName ? <Go to={listAt('/money/unbilled', { open: row.client.id })} className="fm-strong">{row.client.displayName}</Go> : <span className="fm-quiet">Not available</span>) },
  { key: 'oldest', head: 'Since', width: 110, cell: (row) => <Due date={row.oldestOn} bare /> },
  part('due', 'Plans'), part('milestones', 'Milestones'),
  { key: 'time', head: 'Time', width: 190, right: true, cell: (row) => (row.minutes === 0 ? <span className="fm-quiet"><Money minor={row.time.minor} currency={row.time.currency} /></span> : <><span className="fm-quiet">{minuteWords(row.minutes)} </span><Money minor={row.time.minor} currency={row.time.currency} /></>) },
  part('costs', 'Costs'),
  { key: 'total', head: 'All of it', width: 140, right: true, cell: (row) => <b className="fm-strong"><Money minor={row.total.minor} currency={row.total.currency} /></b> },
];
