import { useSearch } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { AgreementRowFragmentDoc, AgreementsDocument, PacketRowFragmentDoc, PacketsDocument, type AgreementRowFragment, type AgreementStatus, type PacketRowFragment, type SignaturePacketState } from '../../../gql/staff/graphql';
import { isNothing } from '../../../lib/amounts';
import { now } from '../../../lib/clock';
import { addDays, dayOf, dayWords, instant } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Due, Money, When } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { MoveLine, Status } from '../../../ui/Status';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { AgreementsFrame, clientCell, pageSize, RowsShown, useTurn } from './AgreementsFrame';
import { DutyList } from './DutyList';
import { periodWords, standingWords, turnWords } from './packet-words';
import { agreementViews, type AgreementView } from './views';

/** What is out for signing, what is in force, and what came back. */
export function AgreementsPage() {
  const search = useSearch({ from: '/frame/agreements' });
  const view = agreementViews.find((one) => one.key === search.view) ?? (agreementViews[0] as AgreementView);
  if ('duties' in view) return <DutyList key={view.key} view={view} states={view.duties} after={search.after} />;
  return 'packets' in view
    ? <PacketList key={view.key} view={view} states={view.packets} after={search.after} />
    : <AgreementList key={view.key} view={view} statuses={view.agreements} endingInDays={view.endingInDays} after={search.after} />;
}

function PacketList({ view, states, after }: { view: AgreementView; states: SignaturePacketState[]; after: string | undefined }) {
  const page = usePage(PacketsDocument, { first: pageSize, after: after ?? null, states }, { everyMs: 20_000 });
  const turn = useTurn(view.key);
  const list = page.data?.signaturePackets;
  const rows = list?.nodes.map((node) => reveal(PacketRowFragmentDoc, node));
  const failure = page.failed('signaturePackets');
  const next = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  return (
    <AgreementsFrame on={view.key} count={list?.totalCount}>
      {failure && !list ? <PageTrouble failure={failure} what="Agreements are" onRetry={page.again} /> : (
        <RecordTable
          label={view.label} columns={packetColumns} rows={rows} rowId={(row) => row.id} href={hrefOf} refreshing={page.refreshing}
          phone={(row) => [row.title, turnWords(row) ?? '', <PacketState key="state" row={row} />, row.sentAt ? dayWords(instant(row.sentAt)) : 'Not sent']}
          empty={<Empty sheet>{view.none}</Empty>} totals={list && <RowsShown rows={rows?.length ?? 0} total={list.totalCount} paged={Boolean(after)} />}
          onNext={next ? () => turn(next) : undefined} onFirst={after ? () => turn(undefined) : undefined}
        />
      )}
    </AgreementsFrame>
  );
}

const hrefOf = (row: PacketRowFragment): string => (row.agreement ? `/agreements/${row.agreement.id}` : '/agreements');

function PacketState({ row }: { row: PacketRowFragment }) {
  if (row.problem) return <MoveLine tone="broken" words={`Does not get through: ${row.problem}`} />;
  const again = row.agreement?.packets && row.agreement.packets[0]?.id !== row.id;
  if (again) return <Status machine="packet" state={row.state} words="Sent again since" tone="quiet" icon="refresh" />;
  return <Status machine="packet" state={row.state} words={standingWords(row)} />;
}

const packetColumns: Column<PacketRowFragment>[] = [
  { key: 'title', head: 'Document', cell: (row) => <Go to={hrefOf(row)} className="fm-strong">{row.title}</Go> },
  { key: 'client', head: 'Client', width: 200, cell: (row) => clientCell(row.client) },
  { key: 'state', head: 'Where it stands', width: 190, cell: (row) => <PacketState row={row} /> },
  { key: 'turn', head: 'Whose turn', width: 220, cell: (row) => turnWords(row) ?? <span className={row.reason ? 'fm-trunc' : 'fm-quiet'}>{row.reason ? `${row.endedBy ?? 'Somebody'}: «${row.reason}»` : row.endedBy ?? 'Nobody’s'}</span> },
  { key: 'sent', head: 'Sent', width: 110, cell: (row) => (row.sentAt ? <When at={row.sentAt} as="day" /> : <span className="fm-quiet">Not yet</span>) },
  { key: 'until', head: 'Open until', width: 110, cell: (row) => (row.expiresAt ? <When at={row.expiresAt} as="day" /> : <span className="fm-quiet">No end</span>) },
];

function AgreementList({ view, statuses, endingInDays, after }: { view: AgreementView; statuses: AgreementStatus[] | null; endingInDays: number | undefined; after: string | undefined }) {
  const endingBy = endingInDays === undefined ? null : addDays(dayOf(now()), endingInDays);
  const page = usePage(AgreementsDocument, { first: pageSize, after: after ?? null, statuses, endingBy }, { everyMs: 60_000 });
  const turn = useTurn(view.key);
  const list = page.data?.agreements;
  const rows = list?.nodes.map((node) => reveal(AgreementRowFragmentDoc, node));
  const failure = page.failed('agreements');
  const next = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  return (
    <AgreementsFrame on={view.key} count={list?.totalCount}>
      {failure && !list ? <PageTrouble failure={failure} what="Agreements are" onRetry={page.again} /> : (
        <RecordTable
          label={view.label} columns={agreementColumns} rows={rows} rowId={(row) => row.id} href={(row) => `/agreements/${row.id}`} refreshing={page.refreshing}
          phone={(row) => [row.title, <Worth key="worth" row={row} />, <Status key="state" machine="agreement" state={row.status} />, row.client?.displayName ?? '']}
          empty={<Empty sheet>{view.none}</Empty>} totals={list && <RowsShown rows={rows?.length ?? 0} total={list.totalCount} paged={Boolean(after)} />}
          onNext={next ? () => turn(next) : undefined} onFirst={after ? () => turn(undefined) : undefined}
        />
      )}
    </AgreementsFrame>
  );
}

/** What is agreed on, once it is signed: what is paid once, and what again and again. */
export function Worth({ row }: { row: Pick<AgreementRowFragment, 'inForce'> }) {
  const quote = row.inForce?.quote;
  if (!quote) return <span className="fm-quiet">Not signed</span>;
  const once = !isNothing(quote.fixedTotal.minor) || quote.recurring.length === 0;
  return <span className="fm-num">{once && <Money minor={quote.fixedTotal.minor} currency={quote.fixedTotal.currency} />}{quote.recurring.map((often, at) => <span key={often.period}>{(once || at > 0) && ' + '}<Money minor={often.total.minor} currency={often.total.currency} /> {periodWords(often.period)}</span>)}</span>;
}

const agreementColumns: Column<AgreementRowFragment>[] = [
  { key: 'title', head: 'Agreement', cell: (row) => <Go to={`/agreements/${row.id}`} className="fm-strong">{row.title}</Go> },
  { key: 'client', head: 'Client', width: 200, cell: (row) => clientCell(row.client) },
  { key: 'state', head: 'Where it stands', width: 210, cell: (row) => <Status machine="agreement" state={row.status} /> },
  { key: 'worth', head: 'Worth, with tax', width: 300, right: true, cell: (row) => <Worth row={row} /> },
  { key: 'from', head: 'From', width: 110, cell: (row) => (row.effectiveOn ? <Due date={row.effectiveOn} bare /> : <span className="fm-quiet">Not yet</span>) },
  { key: 'to', head: 'Until', width: 110, cell: (row) => (row.endsOn ? <Due date={row.endsOn} bare /> : <span className="fm-quiet">No end</span>) },
];
