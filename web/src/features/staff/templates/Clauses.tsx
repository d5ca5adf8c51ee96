import { useMutation } from '@apollo/client/react';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { ClauseLibraryDocument, CreateClauseDocument, type ClauseLibraryQuery } from '../../../gql/staff/graphql';
import { dayWords, instant } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Go } from '../../../ui/Go';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { SideDrawer } from '../../../ui/SideDrawer';
import { Status } from '../../../ui/Status';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { blankText, isText, nodesOf } from '../contract-text/text';
import { useMay } from '../shell/use-may';
import { NameForm } from './NameForm';
import type { TemplateListProps } from './TemplatesPage';
import css from './Templates.module.css';

type Clause = ClauseLibraryQuery['clauses'][number];
const href = (row: Clause) => `/templates/clauses/${row.id}`;

/** The first words of a clause, to know it by. */
function firstWords(row: Clause): string {
  const body = (row.versions.find((one) => one.publishedAt) ?? row.versions[0])?.body;
  return isText(body) ? [...nodesOf(body)].flatMap((node) => (node.text ? [node.text] : [])).join(' ').slice(0, 160) : '';
}

/** Words that stand alike in every contract. */
export function Clauses({ open, onOpen }: TemplateListProps) {
  const page = usePage(ClauseLibraryDocument, {});
  const [create] = useMutation(CreateClauseDocument, { errorPolicy: 'all' });
  const navigate = useNavigate();
  const may = useMay()('agreements.clause.edit');
  const failure = page.failed('clauses');
  const rows = page.data?.clauses;
  if (failure && !rows) return <PageTrouble failure={failure} what="Agreements are" onRetry={page.again} />;
  const act = may && <Act small icon={IconPlus} onClick={() => onOpen('new')}>New clause</Act>;
  const make = async (name: string) => { const { data, error } = await create({ variables: { input: { name, body: blankText } } }); return { id: data?.createClause.id, error }; };
  return (
    <>
      {rows && rows.length > 0 && act && <div className={css.add}>{act}</div>}
      <RecordTable label="Clauses" columns={columns} rows={rows ? [...rows] : undefined} rowId={(row) => row.id} href={href} phone={(row) => [row.name, row.current ? `Version ${row.current.versionNo}` : '', <State key="state" row={row} />, '']} empty={<Empty sheet act={act}>No clause yet. A clause holds words that stand alike in every contract, such as a limit of liability; other words need somebody’s consent.</Empty>} />
      <SideDrawer open={open === 'new'} title="New clause" onClose={() => onOpen(undefined)}>
        <NameForm act="Make it and write it" help="Such as Limit of liability." make={make} onMade={(clauseId) => void navigate({ to: '/templates/clauses/$clauseId', params: { clauseId } })} />
      </SideDrawer>
    </>
  );
}

function State({ row }: { row: Clause }) {
  const last = row.versions[0];
  return <Status machine="template" state={row.current ? 'PUBLISHED' : 'DRAFT'} words={row.current && last && !last.publishedAt ? `Published, version ${last.versionNo} is a draft` : undefined} />;
}

const columns: Column<Clause>[] = [
  { key: 'name', head: 'Clause', width: 260, cell: (row) => <Go to={href(row)}>{row.name}</Go> },
  { key: 'words', head: 'What it says', cell: (row) => <span className="fm-second">{firstWords(row) || 'Nothing yet'}</span> },
  { key: 'state', head: 'State', width: 240, cell: (row) => <State row={row} /> },
  { key: 'version', head: 'Version', width: 80, right: true, cell: (row) => row.current?.versionNo ?? <span className="fm-quiet">None</span> },
  { key: 'made', head: 'Newest', width: 110, cell: (row) => dayWords(instant(row.versions[0]?.createdAt ?? row.createdAt)) },
];
