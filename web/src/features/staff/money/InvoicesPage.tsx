import { useNavigate, useSearch } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { FigureFragmentDoc, InvoiceFiguresDocument, InvoiceRowFragmentDoc, InvoicesDocument, type InvoiceFiguresQuery } from '../../../gql/staff/graphql';
import { dayWords, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { FilterBar, FilterChip } from '../../../ui/Filters';
import { RecordTable } from '../../../ui/RecordTable';
import { Tabs } from '../../../ui/Tabs';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { Act } from '../../../ui/Act';
import { invoiceColumns, invoicePhone, type InvoiceRow } from './invoice-columns';
import { MoneyFrame, NewInvoice, pageSize, Sums } from './MoneyFrame';
import { NewInvoiceDrawer } from './NewInvoiceDrawer';
import { countedOf, invoiceViewOf, invoiceViews, totalsOf, type InvoiceSearch, type InvoiceView, type StandingFigures } from './views';

/** Invoices by whose move it is: ours to write, agree to and send, the client's to pay. */
export function InvoicesPage() {
  const search = useSearch({ from: '/frame/money/invoices' });
  const navigate = useNavigate({ from: '/money/invoices' });
  const view = invoiceViewOf(search.view);
  const figures = usePage(InvoiceFiguresDocument, {}, { everyMs: 30_000 });
  const standing = standingOf(figures.data);
  const filtered = filterOf(search);
  const counted = (one: InvoiceView) => (standing && one.figure && filtered.length === 0 ? standing.reduce((sum, of) => sum + (countedOf(one, of)?.count ?? 0), 0) : null);
  return (
    <MoneyFrame on="invoices" title="Invoices" primary={<NewInvoice />}>
      <Tabs label="Views" on={view.key} tabs={invoiceViews.map((one) => ({ key: one.key, label: one.label, count: counted(one), to: '/money/invoices', search: { ...filterSearch(search), view: one.key } }))} />
      {filtered.length > 0 && <Chosen search={search} />}
      <InvoiceList key={view.key} view={view} search={search} standing={standing} />
      <NewInvoiceDrawer open={search.open === 'new'} clientId={search.client} onClose={() => void navigate({ search: (now) => ({ ...now, open: undefined, client: undefined }), replace: true })} />
    </MoneyFrame>
  );
}

const filterSearch = ({ client, currency, issuedFrom, issuedTo, dueFrom, dueTo, open }: InvoiceSearch) => ({ client: open === 'new' ? undefined : client, currency, issuedFrom, issuedTo, dueFrom, dueTo });
const day = (words: string): string => dayWords(plainDate(words), 'UTC');

type FilterKey = 'client' | 'currency' | 'issuedFrom' | 'issuedTo' | 'dueFrom' | 'dueTo';
const filters: readonly { key: FilterKey; field: string; operator: string }[] = [
  { key: 'client', field: 'Client', operator: 'is' }, { key: 'currency', field: 'Currency', operator: 'is' }, { key: 'issuedFrom', field: 'Issued', operator: 'from' }, { key: 'issuedTo', field: 'Issued', operator: 'until' }, { key: 'dueFrom', field: 'Due', operator: 'from' }, { key: 'dueTo', field: 'Due', operator: 'until' },
];
const filterOf = (search: InvoiceSearch) => filters.filter(({ key }) => filterSearch(search)[key] !== undefined);

function Chosen({ search }: { search: InvoiceSearch }) {
  const navigate = useNavigate({ from: '/money/invoices' });
  const { data } = usePage(InvoicesDocument, { ...wantedOf(invoiceViewOf('all'), filterSearch(search)), first: 1, after: null }, { wait: !search.client });
  const name = data?.invoices.nodes.map((one) => reveal(InvoiceRowFragmentDoc, one).client?.displayName)[0];
  return (
    <FilterBar right={<Act small look="ghost" onClick={() => void navigate({ search: { view: search.view }, replace: true })}>Clear filters</Act>}>
      {filterOf(search).map(({ key, field, operator }) => <FilterChip key={key} field={field} operator={operator} value={key === 'client' ? name ?? 'one client' : key === 'currency' ? search.currency ?? '' : day(search[key] ?? '')} onRemove={() => void navigate({ search: (now) => ({ ...now, [key]: undefined, after: undefined }), replace: true })} />)}
    </FilterBar>
  );
}

const wantedOf = (view: InvoiceView, search: InvoiceSearch) => ({ first: pageSize, after: search.after ?? null, statuses: view.statuses, overdue: view.overdue ?? null, clientId: search.client ?? null, currency: search.currency ?? null, issuedFrom: search.issuedFrom ?? null, issuedTo: search.issuedTo ?? null, dueFrom: search.dueFrom ?? null, dueTo: search.dueTo ?? null });

/** The figures of each currency, with their fragments open. */
export function standingOf(data: InvoiceFiguresQuery | undefined): StandingFigures[] | undefined {
  return data?.revenueFigures.currencies.map((one) => ({ currency: one.currency, ...Object.fromEntries((['drafts', 'rejected', 'awaitingApproval', 'approved', 'issuing', 'open', 'overdue'] as const).map((key) => [key, reveal(FigureFragmentDoc, one[key])])) }) as StandingFigures);
}

function InvoiceList({ view, search, standing }: { view: InvoiceView; search: InvoiceSearch; standing: StandingFigures[] | undefined }) {
  const navigate = useNavigate({ from: '/money/invoices' });
  const page = usePage(InvoicesDocument, wantedOf(view, { ...search, ...filterSearch(search) }), { everyMs: 20_000 });
  const list = page.data?.invoices;
  const rows: InvoiceRow[] | undefined = list?.nodes.map((node) => reveal(InvoiceRowFragmentDoc, node));
  const failure = page.failed('invoices');
  const next = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  const turn = (after: string | undefined) => void navigate({ search: (now) => ({ ...now, after }), replace: true });
  const filtered = filterOf(search).length > 0;
  if (failure && !list) return <PageTrouble failure={failure} what="Invoices are" onRetry={page.again} />;
  return (
    <RecordTable
      label={view.label} columns={invoiceColumns(view)} rows={rows} rowId={(row) => row.id} href={(row) => `/money/invoices/${row.id}`} refreshing={page.refreshing} phone={invoicePhone}
      empty={<Empty sheet>{filtered ? 'No invoice matches these filters.' : view.none}</Empty>}
      totals={list && list.totalCount > 0 && <><span>{search.after ? 'The next' : 'Rows 1 to'} <b>{rows?.length ?? 0}</b> of <b>{list.totalCount}</b></span>{standing && view.figure && !filtered && <span data-totals>{view.figure === 'open' || view.figure === 'overdue' ? 'Left to pay of all of them:' : 'All of them come to'} <Sums of={totalsOf(view, standing).map((one) => one.amount)} /></span>}</>}
      onNext={next ? () => turn(next) : undefined} onFirst={search.after ? () => turn(undefined) : undefined}
    />
  );
}
