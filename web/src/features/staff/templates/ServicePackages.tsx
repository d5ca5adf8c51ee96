import { useMutation } from '@apollo/client/react';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { CreateServicePackageDocument, OfferedPackageFragmentDoc, PackagesDocument, type OfferedPackageFragment } from '../../../gql/staff/graphql';
import { countWords } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Field } from '../../../ui/Field';
import { Go } from '../../../ui/Go';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { SideDrawer } from '../../../ui/SideDrawer';
import { Empty, PageTrouble } from '../../../ui/Trouble';
import { linesOf } from '../proposals/offered-lines';
import { useMay } from '../shell/use-may';
import { NameForm } from './NameForm';
import type { TemplateListProps } from './TemplatesPage';
import css from './Templates.module.css';

const href = (row: OfferedPackageFragment) => `/templates/packages/${row.id}`;

/** What the firm offers again and again. */
export function ServicePackages({ open, onOpen }: TemplateListProps) {
  const page = usePage(PackagesDocument, {});
  const [create] = useMutation(CreateServicePackageDocument, { errorPolicy: 'all' });
  const [currency, setCurrency] = useState('GBP');
  const navigate = useNavigate();
  const may = useMay()('agreements.package.edit');
  const failure = page.failed('servicePackages');
  const rows = page.data?.servicePackages?.map((one) => reveal(OfferedPackageFragmentDoc, one));
  if (failure && !rows) return <PageTrouble failure={failure} what="Agreements are" onRetry={page.again} />;
  const act = may && <Act small icon={IconPlus} onClick={() => onOpen('new')}>New package</Act>;
  const make = async (name: string) => {
    const { data, error } = await create({ variables: { input: { name, currency: currency.trim().toUpperCase(), lines: [{ key: 'line-1', title: 'Work', timing: 'TO_BE_CONFIRMED' }] } } });
    return { id: data?.createServicePackage.id, error };
  };
  return (
    <>
      {rows && rows.length > 0 && act && <div className={css.add}>{act}</div>}
      <RecordTable label="Packages" columns={columns} rows={rows} rowId={(row) => row.id} href={href} phone={(row) => [row.name, row.currency, row.description ?? '', countWords(row.lines.length, 'line')]} empty={<Empty sheet act={act}>No package yet. Proposals take copies of packages, so that good, better and best are written once.</Empty>} />
      <SideDrawer open={open === 'new'} title="New package" onClose={() => onOpen(undefined)}>
        <NameForm act="Make it and write its lines" help="Such as Books and VAT." make={make} onMade={(packageId) => void navigate({ to: '/templates/packages/$packageId', params: { packageId } })}>
          <Field label="Currency" maxLength={3} value={currency} onChange={(event) => setCurrency(event.target.value)} />
        </NameForm>
      </SideDrawer>
    </>
  );
}

const columns: Column<OfferedPackageFragment>[] = [
  { key: 'name', head: 'Package', width: 240, cell: (row) => <Go to={href(row)}>{row.name}</Go> },
  { key: 'for', head: 'What it is for', cell: (row) => <span className={row.description ? 'fm-second' : 'fm-quiet'}>{row.description ?? 'Not said'}</span> },
  { key: 'lines', head: 'What is in it', cell: (row) => <span className="fm-second">{linesOf(row.lines).map((line) => line.title).join(', ')}</span> },
  { key: 'currency', head: 'Currency', width: 100, cell: (row) => row.currency },
];
