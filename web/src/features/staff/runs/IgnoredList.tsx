import { IgnoredTriggersDocument } from '../../../gql/staff/graphql';
import { usePage } from '../../../lib/use-page';
import { When } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { MoveWord } from '../../../ui/Status';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import type { IgnoredTriggersQuery } from '../../../gql/staff/graphql';

type Ignored = IgnoredTriggersQuery['ignoredTriggers']['nodes'][number];

const href = (row: Ignored) => (row.run ? `/runs/${row.run.id}` : '/runs');
const why = (row: Ignored) => (row.run ? `Ignored, same as run ${row.run.number}` : 'Ignored, its conditions did not hold');

const columns: Column<Ignored>[] = [
  { key: 'workflow', head: 'Workflow', cell: (row) => <Go to={href(row)}>{row.workflow?.name ?? 'A workflow'}</Go> },
  { key: 'why', head: 'Why', cell: (row) => <MoveWord tone="quiet" icon="copy" words={why(row)} /> },
  { key: 'at', head: 'When', width: 160, cell: (row) => <When at={row.receivedAt} capitalised /> },
];

/** Triggers that started nothing. */
export function IgnoredList() {
  const page = usePage(IgnoredTriggersDocument, { first: 50, after: null });
  const failure = page.failed('ignoredTriggers');
  if (failure && !page.data?.ignoredTriggers) return <PageTrouble failure={failure} what="Automations are" onRetry={page.again} />;
  return <RecordTable label="Ignored triggers" columns={columns} rows={page.data?.ignoredTriggers.nodes} rowId={(row) => row.id} href={href} phone={(row) => [row.workflow?.name ?? 'A workflow', '', why(row), <When key="at" at={row.receivedAt} as="ago" />]} empty={<Empty sheet>Nothing was ignored. A trigger is ignored when its run exists already.</Empty>} />;
}
