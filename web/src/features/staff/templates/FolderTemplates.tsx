import { useMutation } from '@apollo/client/react';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { reveal } from '../../../gql/staff';
import { ChangeFolderTemplateDocument, CreateFolderTemplateDocument, FolderTemplateRowFragmentDoc, FolderTemplatesDocument, type FolderTemplateRowFragment, type FolderVisibility } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { countWords, dayWords, instant } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Field } from '../../../ui/Field';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { SideDrawer } from '../../../ui/SideDrawer';
import { useTell } from '../../../ui/Told';
import { Empty, PageTrouble, Refused } from '../../../ui/Trouble';
import type { TemplateListProps } from './TemplatesPage';
import css from './Templates.module.css';

const visibilities: readonly (readonly [FolderVisibility, string])[] = [['PRIVATE', 'Firm only'], ['CLIENT_VIEW', 'Client may look'], ['CLIENT_EDIT', 'Client may add']];

/** The folder trees that clients get. */
export function FolderTemplates({ open, onOpen }: TemplateListProps) {
  const page = usePage(FolderTemplatesDocument, {});
  const failure = page.failed('folderTemplates');
  const rows = page.data?.folderTemplates?.map((one) => reveal(FolderTemplateRowFragmentDoc, one));
  const chosen = rows?.find((row) => row.id === open);
  const columns: Column<FolderTemplateRowFragment>[] = [
    { key: 'name', head: 'Template', width: 280, cell: (row) => <button type="button" className="fm-strong" onClick={() => onOpen(row.id)}>{row.name}</button> },
    { key: 'count', head: 'Folders', width: 80, right: true, cell: (row) => row.folders.length },
    { key: 'folders', head: 'Which', cell: (row) => <span className="fm-second">{row.folders.map((line) => line.path).join(', ')}</span> },
    { key: 'made', head: 'Made', width: 120, cell: (row) => dayWords(instant(row.createdAt)) },
  ];
  if (failure && !rows) return <PageTrouble failure={failure} what="Files are" onRetry={page.again} />;
  const act = <Act small icon={IconPlus} onClick={() => onOpen('new')}>New folder template</Act>;
  return (
    <>
      {rows && rows.length > 0 && <div className={css.add}>{act}</div>}
      <RecordTable label="Folder templates" columns={columns} rows={rows} rowId={(row) => row.id} href={(row) => `/templates/folders?open=${row.id}`} chosen={open} phone={(row) => [row.name, countWords(row.folders.length, 'folder'), row.folders[0]?.path ?? '', '']} empty={<Empty sheet act={act}>No folder template yet. One lays out the same folders for every client.</Empty>} />
      <SideDrawer open={Boolean(chosen) || open === 'new'} title={chosen?.name ?? 'New folder template'} onClose={() => onOpen(undefined)}>
        {(chosen || open === 'new') && <FolderForm key={chosen ? chosen.id + chosen.version : 'new'} template={chosen} onSaved={(id) => { page.again(); onOpen(id); }} />}
      </SideDrawer>
    </>
  );
}

function FolderForm({ template, onSaved }: { template: FolderTemplateRowFragment | undefined; onSaved: (id: string) => void }) {
  const [name, setName] = useState(template?.name ?? '');
  const [lines, setLines] = useState(template?.folders.map(({ path, visibility }) => ({ path, visibility })) ?? [{ path: '', visibility: 'PRIVATE' as FolderVisibility }]);
  const [refused, setRefused] = useState<unknown>(null);
  const [change, changing] = useMutation(ChangeFolderTemplateDocument, { errorPolicy: 'all' });
  const [create, creating] = useMutation(CreateFolderTemplateDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const set = (at: number, part: Partial<(typeof lines)[number]>) => setLines(lines.map((line, i) => (i === at ? { ...line, ...part } : line)));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setRefused(null);
    const folders = lines.filter((line) => line.path.trim()).map((line) => ({ ...line, path: line.path.trim() }));
    const fail = (thrown: unknown) => ({ data: undefined, error: thrown });
    const { saved, error } = template
      ? await change({ variables: { input: { templateId: template.id, name: name.trim(), folders, ifVersion: template.version } } }).catch(fail).then(({ data, error: why }) => ({ saved: reveal(FolderTemplateRowFragmentDoc, data?.changeFolderTemplate), error: why }))
      : await create({ variables: { input: { name: name.trim(), folders } } }).catch(fail).then(({ data, error: why }) => ({ saved: reveal(FolderTemplateRowFragmentDoc, data?.createFolderTemplate), error: why }));
    if (!saved) { setRefused(error); return; }
    tell.done('Saved', 'Clients that have folders keep them; new ones get these.');
    onSaved(saved.id);
  };
  return (
    <form className={css.form} onSubmit={(event) => void save(event)}>
      <Field label="Name" value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
      <fieldset className={css.lines}>
        <legend className="fm-h2" style={{ paddingBottom: 6 }}>Folders</legend>
        {lines.map((line, i) => (
          <div key={i} className={css.line}>
            <input aria-label={`Path of folder ${i + 1}`} placeholder="Accounts/{year}" maxLength={500} value={line.path} onChange={(event) => set(i, { path: event.target.value })} />
            <select aria-label={`Who may see folder ${i + 1}`} value={line.visibility} onChange={(event) => set(i, { visibility: event.target.value as FolderVisibility })}>{visibilities.map(([key, words]) => <option key={key} value={key}>{words}</option>)}</select>
            <Act look="icon" icon={IconX} label={`Remove folder ${i + 1}`} onClick={() => setLines(lines.filter((_, at) => at !== i))} />
          </div>
        ))}
        <div><Act small look="ghost" icon={IconPlus} onClick={() => setLines([...lines, { path: '', visibility: 'PRIVATE' }])}>Another folder</Act></div>
      </fieldset>
      <p className="fm-quiet">{'{client} and {year} are filled in for each client. A slash makes a folder within a folder.'}</p>
      <Refused>{refusalWords(refused)}</Refused>
      <div><Act look="primary" type="submit" busy={changing.loading || creating.loading}>Save</Act></div>
    </form>
  );
}
