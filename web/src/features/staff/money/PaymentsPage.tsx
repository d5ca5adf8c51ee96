import { IconCoin } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { PaymentRowFragmentDoc, PaymentsDocument, type PaymentRowFragment } from '../../../gql/staff/graphql';
import { isNothing } from '../../../lib/amounts';
import { dayWords, moneyWords, plainDate } from '../../../lib/format';
import { useKeys } from '../../../lib/keys';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Due, Money } from '../../../ui/facts';
import { FilterBar, FilterChip } from '../../../ui/Filters';
import { Go } from '../../../ui/Go';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { Status } from '../../../ui/Status';
import { Tabs } from '../../../ui/Tabs';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { useMay } from '../shell/use-may';
import { clientCell, MoneyFrame, pageSize } from './MoneyFrame';
import { PaymentDrawer } from './PaymentDrawer';
import { methodWords, paymentState } from './payment-words';
import { RecordPaymentDrawer } from './RecordPaymentDrawer';
import { paymentViews, type PaymentView } from './views';

/** Money that came, or is on its way, and what it settles. */
export function PaymentsPage() {
  const search = useSearch({ from: '/frame/money/payments' });
  const navigate = useNavigate({ from: '/money/payments' });
  const may = useMay()('revenue.payment.record');
  const view = paymentViews.find((one) => one.key === search.view) ?? (paymentViews[0] as PaymentView);
  const look = (open: string | undefined) => void navigate({ search: (now) => ({ ...now, open }), replace: search.open !== undefined });
  const page = usePage(PaymentsDocument, { first: pageSize, after: search.after ?? null, states: view.states, clientId: search.client ?? null, currency: search.currency ?? null, receivedFrom: search.receivedFrom ?? null, receivedTo: search.receivedTo ?? null }, { everyMs: 20_000 });
  useKeys({ n: () => look('new') }, may);
  const list = page.data?.payments;
  const rows = list?.nodes.map((node) => reveal(PaymentRowFragmentDoc, node));
  const failure = page.failed('payments');
  const next = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  const turn = (after: string | undefined) => void navigate({ search: (now) => ({ ...now, after }), replace: true });
  const filters = (['client', 'currency', 'receivedFrom', 'receivedTo'] as const).filter((key) => search[key]);
  return (
    <MoneyFrame on="payments" title="Payments" count={list?.totalCount} primary={may && <Act look="primary" icon={IconCoin} hotkey="N" onClick={() => look('new')}>Record a payment</Act>}>
      <Tabs label="Views" on={view.key} tabs={paymentViews.map(({ key, label }) => ({ key, label, count: key === view.key ? list?.totalCount ?? null : null, to: '/money/payments', search: { view: key, client: search.client, currency: search.currency, receivedFrom: search.receivedFrom, receivedTo: search.receivedTo } }))} />
      {filters.length > 0 && <FilterBar>{filters.map((key) => <FilterChip key={key} field={names[key][0]} operator={names[key][1]} value={key === 'client' ? rows?.find((row) => row.client?.displayName)?.client?.displayName ?? 'one client' : key === 'currency' ? search.currency ?? '' : dayWords(plainDate(search[key] ?? ''), 'UTC')} onRemove={() => void navigate({ search: (now) => ({ ...now, [key]: undefined, after: undefined }), replace: true })} />)}</FilterBar>}
      {failure && !list ? <PageTrouble failure={failure} what="Payments are" onRetry={page.again} /> : (
        <RecordTable
          label={`Payments, ${view.label}`} columns={columns} rows={rows} rowId={(row) => row.id} chosen={search.open} refreshing={page.refreshing} phone={phone}
          href={(row) => `/money/payments?${new URLSearchParams({ ...Object.fromEntries(Object.entries(search).filter((one): one is [string, string] => typeof one[1] === 'string')), open: row.id }).toString()}`}
          empty={<Empty sheet>{filters.length > 0 ? 'No payment matches these filters.' : view.none}</Empty>} totals={list && list.totalCount > 0 && <span>{search.after ? 'The next' : 'Rows 1 to'} <b>{rows?.length ?? 0}</b> of <b>{list.totalCount}</b></span>}
          onNext={next ? () => turn(next) : undefined} onFirst={search.after ? () => turn(undefined) : undefined}
        />
      )}
      <RecordPaymentDrawer open={search.open === 'new'} onDone={page.again} onClose={() => look(undefined)} />
      {search.open && search.open !== 'new' && <PaymentDrawer key={search.open} id={search.open} onChanged={page.again} onClose={() => look(undefined)} />}
    </MoneyFrame>
  );
}

const names = { client: ['Client', 'is'], currency: ['Currency', 'is'], receivedFrom: ['Day', 'from'], receivedTo: ['Day', 'until'] } as const;

/** What money settles, in a few words. */
export function settlesWords(row: PaymentRowFragment): string {
  const invoices = row.allocations.map((one) => one.invoice?.number ?? one.invoice?.title ?? 'an invoice');
  const credit = isNothing(row.unapplied.minor) ? null : `${moneyWords(row.unapplied.minor, row.unapplied.currency)} credit`;
  return [...invoices, ...(row.state === 'RECEIVED' && credit ? [credit] : [])].join(', ') || (row.state === 'PENDING' ? 'Nothing yet' : 'Nothing');
}

const phone = (row: PaymentRowFragment) => [row.client?.displayName ?? 'Client not available', moneyWords(row.amount.minor, row.amount.currency), <Status key="state" machine="payment" state={paymentState(row)} />, dayWords(plainDate(row.receivedOn), 'UTC')] as const;

const columns: Column<PaymentRowFragment>[] = [
  { key: 'what', head: 'Payment', width: 260, cell: (row) => <><Go to={`/money/payments?open=${row.id}`} className="fm-strong">{row.reference || 'Without a reference'}</Go> <span className="fm-second">{methodWords[row.method]}</span></> },
  { key: 'client', head: 'Client', width: 220, cell: (row) => clientCell(row.client) },
  { key: 'state', head: 'Where it stands', width: 130, cell: (row) => <Status machine="payment" state={paymentState(row)} /> },
  { key: 'settles', head: 'What it settles', cell: (row) => <span className={row.allocations.length === 0 ? 'fm-quiet' : 'fm-second'}>{settlesWords(row)}</span> },
  { key: 'day', head: 'Day', width: 110, cell: (row) => <Due date={row.receivedOn} bare /> },
  { key: 'amount', head: 'Amount', width: 150, right: true, cell: (row) => <Money minor={row.amount.minor} currency={row.amount.currency} /> },
];
