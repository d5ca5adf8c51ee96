import { useMutation } from '@apollo/client/react';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { ContractTemplateRowFragmentDoc, ContractTemplatesDocument, CreateContractTemplateDocument, type ContractTemplateRowFragment } from '../../../gql/staff/graphql';
import { dayWords, instant } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Go } from '../../../ui/Go';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { SideDrawer } from '../../../ui/SideDrawer';
import { Status } from '../../../ui/Status';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { useMay } from '../shell/use-may';
import { NameForm } from './NameForm';
import type { TemplateListProps } from './TemplatesPage';
import css from './Templates.module.css';

const href = (row: ContractTemplateRowFragment) => `/templates/contracts/${row.id}`;
const newest = (row: ContractTemplateRowFragment) => row.versions[0];
const first = { type: 'doc', content: [{ type: 'heading', attrs: { level: 1 }, content: [{ type: 'mergeField', attrs: { name: 'agreement.title' } }] }, { type: 'paragraph' }] };

/** The contracts that the firm writes again and again. */
export function ContractTemplates({ open, onOpen }: TemplateListProps) {
  const page = usePage(ContractTemplatesDocument, {});
  const [create] = useMutation(CreateContractTemplateDocument, { errorPolicy: 'all' });
  const navigate = useNavigate();
  const may = useMay()('agreements.template.edit');
  const failure = page.failed('contractTemplates');
  const rows = page.data?.contractTemplates?.map((one) => reveal(ContractTemplateRowFragmentDoc, one));
  if (failure && !rows) return <PageTrouble failure={failure} what="Agreements are" onRetry={page.again} />;
  const act = may && <Act small icon={IconPlus} onClick={() => onOpen('new')}>New contract template</Act>;
  const make = async (name: string) => { const { data, error } = await create({ variables: { input: { name, words: { body: first } } } }); return { id: data?.createContractTemplate.id, error }; };
  return (
    <>
      {rows && rows.length > 0 && act && <div className={css.add}>{act}</div>}
      <RecordTable label="Contract templates" columns={columns} rows={rows} rowId={(row) => row.id} href={href} phone={(row) => [row.name, row.current ? `Version ${row.current.versionNo}` : '', <State key="state" row={row} />, '']} empty={<Empty sheet act={act}>No contract template yet. A proposal names one, and after a yes the agreement is written from it.</Empty>} />
      <SideDrawer open={open === 'new'} title="New contract template" onClose={() => onOpen(undefined)}>
        <NameForm act="Make it and write it" help="Such as Engagement letter." make={make} onMade={(contractTemplateId) => void navigate({ to: '/templates/contracts/$contractTemplateId', params: { contractTemplateId } })} />
      </SideDrawer>
    </>
  );
}

function State({ row }: { row: ContractTemplateRowFragment }) {
  const last = newest(row);
  return <Status machine="template" state={row.current ? 'PUBLISHED' : 'DRAFT'} words={row.current && last && !last.publishedAt ? `Published, version ${last.versionNo} is a draft` : undefined} />;
}

const columns: Column<ContractTemplateRowFragment>[] = [
  { key: 'name', head: 'Template', cell: (row) => <Go to={href(row)}>{row.name}</Go> },
  { key: 'state', head: 'State', width: 240, cell: (row) => <State row={row} /> },
  { key: 'version', head: 'Version', width: 90, right: true, cell: (row) => row.current?.versionNo ?? <span className="fm-quiet">None</span> },
  { key: 'force', head: 'In force', width: 190, cell: (row) => (row.current ? (row.current.activation === 'AFTER_PAYMENT' ? 'With the first payment' : 'With the last signature') : <span className="fm-quiet">Not published</span>) },
  { key: 'term', head: 'Term', width: 110, cell: (row) => (row.current?.termMonths ? `${row.current.termMonths} months` : <span className="fm-quiet">No end</span>) },
  { key: 'fields', head: 'Fields', width: 80, right: true, cell: (row) => row.current?.fields.length ?? <span className="fm-quiet">None</span> },
  { key: 'published', head: 'Published', width: 120, cell: (row) => (row.current?.publishedAt ? dayWords(instant(row.current.publishedAt)) : <span className="fm-quiet">Not yet</span>) },
];
