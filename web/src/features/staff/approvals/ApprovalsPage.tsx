import { useNavigate, useSearch } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { ApprovalRowFragmentDoc, ApprovalsDocument, type ApprovalRowFragment } from '../../../gql/staff/graphql';
import { useKeys } from '../../../lib/keys';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Money, When } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { Tabs } from '../../../ui/Tabs';
import { Empty, PageTrouble, Waiting } from '../../../ui/Trouble';
import { useMay } from '../shell/use-may';
import { ApprovalDetail } from './ApprovalDetail';
import { BatchBar, useBatch } from './BatchBar';
import { afterDecision, approvalViews, kindWords, neighbour, viewOf } from './approval-words';
import css from './Approvals.module.css';

const pageSize = 50;

/** What somebody must agree to: the list, and beside it the one that is looked at. */
export function ApprovalsPage() {
  const search = useSearch({ from: '/frame/approvals' });
  const view = viewOf(search.view);
  const navigate = useNavigate({ from: '/approvals' });
  const page = usePage(ApprovalsDocument, { first: pageSize, after: search.after ?? null, view: view.view }, { everyMs: 20_000 });
  const may = useMay();
  const list = page.data?.approvals;
  const rows = list?.nodes.map((node) => reveal(ApprovalRowFragmentDoc, node));
  const failure = page.failed('approvals');
  const open = (id: string | undefined) => void navigate({ search: { ...search, open: id }, replace: true });
  const move = (by: 1 | -1) => open(neighbour((rows ?? []).map(({ id }) => id), search.open, by));
  const batch = useBatch(rows ?? []);
  useKeys({ j: () => move(1), k: () => move(-1), x: () => batch.turn(search.open) }, Boolean(rows && rows.length > 0));
  const next = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  return (
    <Sheet crumbs={[{ label: 'Approvals' }]}>
      <PageHead title="Approvals" count={list ? String(list.totalCount) : undefined} sentence="Nothing is approved by waiting, and nobody approves what they wrote." plain={[may('revenue.rule.view') && <Act key="rules" onClick={() => void navigate({ to: '/settings/approvals' })}>Rules</Act>]} />
      <Tabs label="Views" on={view.key} tabs={approvalViews.map(({ key, label }) => ({ key, label, to: '/approvals', search: { view: key }, count: key === view.key ? list?.totalCount : undefined }))} />
      {failure && !list && <PageTrouble failure={failure} what="Approvals are" onRetry={page.again} />}
      {!rows && !failure && <Waiting label="Approvals" />}
      {rows?.length === 0 && !search.open && <Empty sheet>{view.none}</Empty>}
      {rows && (rows.length > 0 || search.open) && (
        <div className={css.panes} data-open={search.open ? true : undefined}>
          <nav className={css.list} aria-label={view.label}>
            {batch.picked.length > 0 && <BatchBar picked={batch.picked} onClear={batch.clear} onDone={() => { batch.clear(); open(undefined); void page.again(); }} />}
            {rows.map((row) => <ApprovalRow key={row.id} row={row} view={view.key} on={row.id === search.open} picked={batch.picked.includes(row)} onPick={row.mayDecide ? () => batch.turn(row.id) : undefined} />)}
            {search.after && <Act look="ghost" onClick={() => void navigate({ search: { ...search, after: undefined } })}>Back to the first</Act>}
            {next && <Act look="ghost" onClick={() => void navigate({ search: { ...search, after: next } })}>More</Act>}
          </nav>
          {search.open ? <ApprovalDetail key={search.open} id={search.open} onDone={() => { open(afterDecision((rows ?? []).map(({ id }) => id), search.open)); void page.again(); }} onBack={() => open(undefined)} /> : <div className={css.detail}><Empty>Choose one with <kbd>J</kbd> and <kbd>K</kbd>, or by a click.</Empty></div>}
        </div>
      )}
    </Sheet>
  );
}

function ApprovalRow({ row, view, on, picked, onPick }: { row: ApprovalRowFragment; view: string; on: boolean; picked: boolean; onPick: (() => void) | undefined }) {
  const whose = row.kind === 'BILL' ? row.vendorName : row.clientName;
  return (
    <div className={css.pick}>
      {onPick && <input type="checkbox" aria-label={`Choose ${row.title}`} checked={picked} onChange={onPick} />}
      <Go to={`/approvals?view=${view}&open=${row.id}`} className={css.row} data-on={on || undefined} aria-current={on ? 'true' : undefined}>
        <b>{row.title}</b><span className={css.amount}>{row.amount ? <Money minor={row.amount.minor} currency={row.amount.currency} /> : ''}</span>
        <small>{kindWords(row.kind)}{whose ? `, ${whose}` : ''}</small><small>{row.dueAt ? <>by <When at={row.dueAt} as="near" /></> : <When at={row.askedAt} as="ago" />}</small>
      </Go>
    </div>
  );
}
