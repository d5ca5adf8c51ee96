import { IconFileImport } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { BillRowFragmentDoc, BillsDocument, type BillRowFragment } from '../../../gql/staff/graphql';
import { dayWords, moneyWords, plainDate } from '../../../lib/format';
import { useKeys } from '../../../lib/keys';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Due, Money, When } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { Status } from '../../../ui/Status';
import { Tabs } from '../../../ui/Tabs';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { clientCell, MoneyFrame, pageSize } from '../money/MoneyFrame';
import { useMay } from '../shell/use-may';
import { billName, billViewOf, billViews, channelWords, countOf } from './bill-words';
import { HandInDrawer } from './HandInDrawer';

/** Bills of vendors by whose move it is. */
export function BillsPage() {
  const search = useSearch({ from: '/frame/money/bills' });
  const navigate = useNavigate({ from: '/money/bills' });
  const may = useMay()('revenue.bill.submit');
  const view = billViewOf(search.view);
  const page = usePage(BillsDocument, { first: pageSize, after: search.after ?? null, statuses: view.statuses, vendorId: search.vendor ?? null }, { everyMs: 20_000 });
  const list = page.data?.bills;
  const rows = list?.nodes.map((node) => reveal(BillRowFragmentDoc, node));
  const failure = page.failed('bills');
  const next = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  const turn = (after: string | undefined) => void navigate({ search: (now) => ({ ...now, after }), replace: true });
  const look = (open: string | undefined) => void navigate({ search: (now) => ({ ...now, open }), replace: search.open !== undefined });
  useKeys({ n: () => look('new') }, may);
  return (
    <MoneyFrame on="bills" title="Bills" count={list?.totalCount} primary={may && <Act look="primary" icon={IconFileImport} hotkey="N" onClick={() => look('new')}>Hand a bill in</Act>}>
      <Tabs label="Views" on={view.key} tabs={billViews.map((one) => ({ key: one.key, label: one.label, count: one.key === view.key ? list?.totalCount ?? null : countOf(one, page.data?.billCounts), to: '/money/bills', search: { view: one.key } }))} />
      {failure && !list ? <PageTrouble failure={failure} what="Bills are" onRetry={page.again} /> : (
        <RecordTable
          label={`Bills, ${view.label}`} columns={columns} rows={rows} rowId={(row) => row.id} href={(row) => `/money/bills/${row.id}`} refreshing={page.refreshing} phone={phone}
          empty={<Empty sheet>{view.none}</Empty>} totals={list && list.totalCount > 0 && <span>{search.after ? 'The next' : 'Rows 1 to'} <b>{rows?.length ?? 0}</b> of <b>{list.totalCount}</b></span>}
          onNext={next ? () => turn(next) : undefined} onFirst={search.after ? () => turn(undefined) : undefined}
        />
      )}
      <HandInDrawer open={search.open === 'new'} onClose={() => look(undefined)} onDone={(id) => { void page.again(); void navigate({ to: '/money/bills/$billId', params: { billId: id } }); }} />
    </MoneyFrame>
  );
}

const phone = (row: BillRowFragment) => [billName(row), row.total ? moneyWords(row.total.minor, row.total.currency) : '', <Status key="state" machine="bill" state={row.status} />, row.dueOn ? dayWords(plainDate(row.dueOn), 'UTC') : ''] as const;
const open: readonly string[] = ['NEEDS_CODING', 'RECEIVED', 'DUPLICATE_SUSPECTED', 'HELD', 'ROUTED', 'APPROVED', 'PUSHED', 'PAYMENT_REVERSED', 'BYPASSED'];

const columns: Column<BillRowFragment>[] = [
  { key: 'bill', head: 'Bill', width: 260, cell: (row) => <Go to={`/money/bills/${row.id}`} className="fm-strong">{billName(row)}</Go> },
  { key: 'client', head: 'For', width: 190, cell: (row) => (row.client ? clientCell(row.client) : <span className="fm-quiet">The firm</span>) },
  { key: 'state', head: 'Where it stands', width: 170, cell: (row) => <Status machine="bill" state={row.status} /> },
  { key: 'came', head: 'How it came', cell: (row) => <span className="fm-second">{channelWords(row.channel, row.submittedByName)}, <When at={row.createdAt} as="near" /></span> },
  { key: 'due', head: 'To pay by', width: 130, cell: (row) => (row.dueOn ? <Due date={row.dueOn} bare={!open.includes(row.status)} /> : <span className="fm-quiet">Not said</span>) },
  { key: 'total', head: 'Total', width: 140, right: true, cell: (row) => (row.total ? <Money minor={row.total.minor} currency={row.total.currency} /> : <span className="fm-quiet">Not read</span>) },
];
