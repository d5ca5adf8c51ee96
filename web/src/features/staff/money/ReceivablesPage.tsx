import { useNavigate, useSearch } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { AgedRowFragmentDoc, MoneyFiguresDocument, ReceivablesDocument, type AgedRowFragment } from '../../../gql/staff/graphql';
import { isNothing } from '../../../lib/amounts';
import { addDays, moneyWords } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { BarsChart } from '../../../ui/BarsChart';
import { Money } from '../../../ui/facts';
import { Choices, FilterBar } from '../../../ui/Filters';
import { Go } from '../../../ui/Go';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { listAt } from './dashboard';
import { MoneyFrame, Sums } from './MoneyFrame';
import { agedBars, buckets, currenciesOf, sumsOf } from './receivables';
import css from './Money.module.css';

/** What clients owe by how late it is; each client leads to their statement. */
export function ReceivablesPage() {
  const search = useSearch({ from: '/frame/money/receivables' });
  const navigate = useNavigate({ from: '/money/receivables' });
  const page = usePage(ReceivablesDocument, { clientId: null }, { everyMs: 60_000 });
  // The days of buckets are those of the firm, as the figures count them.
  const asOf = usePage(MoneyFiguresDocument, { months: 1 }).data?.revenueFigures.asOf;
  const all = page.data?.agedReceivables.map((one) => reveal(AgedRowFragmentDoc, one));
  const currencies = currenciesOf(all ?? []);
  const shown = currencies.find((one) => one === search.currency);
  const rows = all?.filter((one) => !shown || one.total.currency === shown);
  const failure = page.failed('agedReceivables');
  const charted = shown ?? (currencies.length === 1 ? currencies[0] : undefined) ?? currencies[0];
  return (
    <MoneyFrame on="receivables" title="Receivables" count={all?.length} sentence={all && all.length > 0 ? <>Clients owe <Sums of={sumsOf(all.map((one) => one.total))} />.</> : undefined}>
      {currencies.length > 1 && <FilterBar><Choices label="Currency" options={[{ key: '', label: 'All currencies' }, ...currencies.map((one) => ({ key: one, label: one }))]} on={shown ?? ''} onChoose={(currency) => void navigate({ search: { currency: currency || undefined }, replace: true })} /></FilterBar>}
      {charted && all && asOf && <div className={css.charted}><BarsChart title={currencies.length > 1 ? `Owed by how late it is, ${charted}` : 'Owed by how late it is'} currency={charted} of="Late by" series={[{ key: 'owed', label: 'Left to pay', colour: 'red' }]} rows={agedBars(all, charted, (days) => addDays(asOf, days))} /></div>}
      {failure && !all ? <PageTrouble failure={failure} what="Receivables are" onRetry={page.again} /> : (
        <RecordTable
          label="What clients owe" columns={columns} rows={rows} rowId={(row) => `${row.client?.id ?? ''}-${row.total.currency}`} href={statementOf} refreshing={page.refreshing}
          phone={(row) => [row.client?.displayName ?? 'Not available', moneyWords(row.total.minor, row.total.currency), lateOf(row) === '0' ? 'Nothing late' : `${moneyWords(lateOf(row), row.total.currency)} late`, isNothing(row.over90.minor) ? '' : 'over 90 days']}
          empty={<Empty sheet>No client owes anything.</Empty>}
        />
      )}
    </MoneyFrame>
  );
}

const statementOf = (row: AgedRowFragment): string => listAt(`/money/statements/${row.client?.id ?? ''}`, { currency: row.total.currency });
const lateOf = (row: AgedRowFragment): string => String(BigInt(row.total.minor) - BigInt(row.notDue.minor));

const columns: Column<AgedRowFragment>[] = [
  { key: 'client', head: 'Client', cell: (row) => (row.client?.displayName ? <Go to={statementOf(row)} className="fm-strong">{row.client.displayName}</Go> : <span className="fm-quiet">Not available</span>) },
  ...buckets.map(({ key, label }): Column<AgedRowFragment> => ({ key, head: label, width: 130, right: true, cell: (row) => <span className={isNothing(row[key].minor) ? 'fm-quiet' : key === 'notDue' ? undefined : 'fm-late'}><Money minor={row[key].minor} currency={row[key].currency} /></span> })),
  { key: 'total', head: 'All of it', width: 150, right: true, cell: (row) => <b className="fm-strong"><Money minor={row.total.minor} currency={row.total.currency} /></b> },
];
