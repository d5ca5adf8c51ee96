import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { DutiesDocument, DutyFragmentDoc, type DutiesQuery, type DutyFragment, type ObligationState } from '../../../gql/staff/graphql';
import { dayWords, plainDate } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Due } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { useMay } from '../shell/use-may';
import { AgreementsFrame, clientCell, pageSize, RowsShown, useTurn } from './AgreementsFrame';
import { CloseDutyDialog } from './CloseDutyDialog';
import { partyWords, rhythmWords } from './duty-words';
import type { AgreementView } from './views';

type Row = DutyFragment & Pick<DutiesQuery['obligations']['nodes'][number], 'agreement' | 'client'>;

/** What agreements oblige both sides to, the next day on top. */
export function DutyList({ view, states, after }: { view: AgreementView; states: ObligationState[]; after: string | undefined }) {
  const page = usePage(DutiesDocument, { first: pageSize, after: after ?? null, states }, { everyMs: 60_000 });
  const turn = useTurn(view.key);
  const may = useMay();
  const [closing, setClosing] = useState<Row | null>(null);
  const list = page.data?.obligations;
  const rows = list?.nodes.map((node): Row => ({ ...reveal(DutyFragmentDoc, node), agreement: node.agreement, client: node.client }));
  const failure = page.failed('obligations');
  const next = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  const closes: Column<Row>[] = may('agreements.obligation.edit') ? [{ key: 'close', head: '', width: 90, cell: (row) => <Act small label={`Close «${row.title}»`} onClick={() => setClosing(row)}>Close</Act> }] : [];
  return (
    <AgreementsFrame on={view.key} count={list?.totalCount}>
      {failure && !list ? <PageTrouble failure={failure} what="Duties are" onRetry={page.again} /> : (
        <RecordTable
          label={view.label} columns={[...dutyColumns, ...closes]} rows={rows} rowId={(row) => row.id} href={hrefOf} refreshing={page.refreshing}
          phone={(row) => [row.title, dayWords(plainDate(row.dueOn), 'UTC'), partyWords(row.party), row.client?.displayName ?? '']}
          empty={<Empty sheet>{view.none}</Empty>} totals={list && <RowsShown rows={rows?.length ?? 0} total={list.totalCount} paged={Boolean(after)} />}
          onNext={next ? () => turn(next) : undefined} onFirst={after ? () => turn(undefined) : undefined}
        />
      )}
      {closing && <CloseDutyDialog duty={closing} onChanged={page.again} onClose={() => setClosing(null)} />}
    </AgreementsFrame>
  );
}

const hrefOf = (row: Row): string => (row.agreement ? `/agreements/${row.agreement.id}` : '/agreements');

const dutyColumns: Column<Row>[] = [
  { key: 'title', head: 'Duty', cell: (row) => <Go to={hrefOf(row)} className="fm-strong">{row.title}</Go> },
  { key: 'agreement', head: 'Agreement', width: 220, cell: (row) => row.agreement?.title ?? <span className="fm-quiet">Not available</span> },
  { key: 'client', head: 'Client', width: 180, cell: (row) => clientCell(row.client) },
  { key: 'party', head: 'Whose', width: 100, cell: (row) => partyWords(row.party) },
  { key: 'often', head: 'How often', width: 120, cell: (row) => rhythmWords(row.everyMonths) },
  { key: 'due', head: 'Due', width: 130, cell: (row) => <Due date={row.dueOn} /> },
];
