import type { InvoiceRowFragment } from '../../../gql/staff/graphql';
import { now } from '../../../lib/clock';
import { dayOf, dayWords, instant, moneyWords, plainDate } from '../../../lib/format';
import { isNothing } from '../../../lib/amounts';
import { Due, Money, When } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import type { Column } from '../../../ui/RecordTable';
import { Status } from '../../../ui/Status';
import { invoiceName, invoiceState, invoiceStateWords } from './invoice-words';
import { clientCell } from './MoneyFrame';
import type { InvoiceView } from './views';

export type InvoiceRow = InvoiceRowFragment;

/** Where an invoice stands, and what says more about it. */
export function InvoiceStatusOf({ row, filled }: { row: InvoiceRow; filled?: boolean }) {
  return <Status machine="invoice" state={invoiceState(row)} words={invoiceStateWords(row, dayOf(now()))} filled={filled} />;
}

const whenOf = (row: InvoiceRow): string => (row.dueOn ? `Due ${dayWords(plainDate(row.dueOn), 'UTC')}` : `Written ${dayWords(instant(row.createdAt))}`);

/** What a phone shows of an invoice. */
export const invoicePhone = (row: InvoiceRow) => [`${invoiceName(row)}, ${row.client?.displayName ?? 'client not available'}`, moneyWords(row.balance.minor, row.balance.currency) === moneyWords(row.total.minor, row.total.currency) || isNothing(row.balance.minor) ? moneyWords(row.total.minor, row.total.currency) : `${moneyWords(row.balance.minor, row.balance.currency)} left`, <InvoiceStatusOf key="state" row={row} />, whenOf(row)] as const;

const out: Column<InvoiceRow>[] = [
  { key: 'issued', head: 'Issued', width: 100, cell: (row) => (row.issuedOn ? <Due date={row.issuedOn} bare /> : <span className="fm-quiet">Not yet</span>) },
  { key: 'due', head: 'Due', width: 110, cell: (row) => (row.dueOn ? (row.overdue ? <Due date={row.dueOn} /> : <Due date={row.dueOn} bare />) : <span className="fm-quiet">Not yet</span>) },
  { key: 'left', head: 'Left to pay', width: 150, right: true, cell: (row) => (isNothing(row.balance.minor) || !row.number || row.status === 'VOID' ? <span className="fm-quiet fm-num">{row.number ? moneyWords(0, row.currency) : 'Not out'}</span> : <Money minor={row.balance.minor} currency={row.balance.currency} />) },
];

/** The columns of a view: what is not out yet has no days and nothing to pay. */
export function invoiceColumns(view: Pick<InvoiceView, 'key'>): Column<InvoiceRow>[] {
  const early = view.key === 'drafts' || view.key === 'approval' || view.key === 'issue';
  return [
    { key: 'name', head: 'Invoice', cell: (row) => <><Go to={`/money/invoices/${row.id}`} className="fm-strong">{invoiceName(row)}</Go>{row.number && row.title && <span className="fm-second"> {row.title}</span>}</> },
    { key: 'client', head: 'Client', width: 210, cell: (row) => clientCell(row.client) },
    { key: 'state', head: 'Where it stands', width: 200, cell: (row) => <InvoiceStatusOf row={row} /> },
    ...(early ? [{ key: 'written', head: 'Written', width: 110, cell: (row: InvoiceRow) => <When at={row.createdAt} as="day" /> }] : out.slice(0, 2)),
    { key: 'total', head: 'Total, with tax', width: 150, right: true, cell: (row) => <Money minor={row.total.minor} currency={row.total.currency} /> },
    ...(early ? [] : out.slice(2)),
  ];
}
