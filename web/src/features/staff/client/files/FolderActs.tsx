import { useMutation } from '@apollo/client/react';
import { Menu } from '@mantine/core';
import { IconDots, IconFolderSymlink, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { MakeFolderDocument, MoveFolderDocument, RenameFolderDocument, type FolderRowFragment, type FolderVisibility } from '../../../../gql/staff/graphql';
import { refusalWords } from '../../../../lib/failures';
import { Act } from '../../../../ui/Act';
import { FormDialog } from '../../../../ui/Effects';
import { Field, PickField } from '../../../../ui/Field';
import { reveal } from '../../../../gql/staff';
import { FolderRowFragmentDoc } from '../../../../gql/staff/graphql';
import { useTell } from '../../../../ui/Told';
import { visibilityWords } from './file-words';

/** Renames a folder, or puts it into another one. */
export function FolderActs({ folder, folders, onChanged }: { folder: FolderRowFragment; folders: FolderRowFragment[]; onChanged: () => void }) {
  const [asking, setAsking] = useState<'rename' | 'move' | null>(null);
  const close = () => setAsking(null);
  return (
    <>
      <Menu position="bottom-end" width={180}>
        <Menu.Target><Act look="icon" icon={IconDots} label={`More to do with the folder ${folder.name}`} /></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} stroke={1.75} />} onClick={() => setAsking('rename')}>Rename</Menu.Item>
          <Menu.Item leftSection={<IconFolderSymlink size={15} stroke={1.75} />} onClick={() => setAsking('move')}>Move</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'rename' && <RenameDialog folder={folder} onChanged={onChanged} onClose={close} />}
      {asking === 'move' && <MoveDialog folder={folder} folders={folders} onChanged={onChanged} onClose={close} />}
    </>
  );
}

function RenameDialog({ folder, onChanged, onClose }: { folder: FolderRowFragment; onChanged: () => void; onClose: () => void }) {
  const [name, setName] = useState(folder.name);
  const [refusal, setRefusal] = useState('');
  const [rename, { loading }] = useMutation(RenameFolderDocument, { errorPolicy: 'all' });
  const save = async () => {
    const { error } = await rename({ variables: { input: { folderId: folder.id, name: name.trim(), ifVersion: folder.version } } }).catch((thrown: unknown) => ({ error: thrown }));
    if (error) { setRefusal(refusalWords(error)); return; }
    onChanged();
    onClose();
  };
  return <FormDialog open title={`Rename the folder «${folder.name}»`} act="Rename" busy={loading} refusal={refusal} onAct={() => void save()} onClose={onClose}><Field label="Name" autoFocus maxLength={120} value={name} onChange={(event) => setName(event.target.value)} /></FormDialog>;
}

function MoveDialog({ folder, folders, onChanged, onClose }: { folder: FolderRowFragment; folders: FolderRowFragment[]; onChanged: () => void; onClose: () => void }) {
  const [parent, setParent] = useState(folder.parentId ?? '');
  const [refusal, setRefusal] = useState('');
  const [move, { loading }] = useMutation(MoveFolderDocument, { errorPolicy: 'all' });
  const save = async () => {
    const { error } = await move({ variables: { input: { folderId: folder.id, parentId: parent || null, ifVersion: folder.version } } }).catch((thrown: unknown) => ({ error: thrown }));
    if (error) { setRefusal(refusalWords(error)); return; }
    onChanged();
    onClose();
  };
  const fits = folders.filter((one) => one.path !== folder.path && !one.path.startsWith(`${folder.path}/`));
  return (
    <FormDialog open title={`Move the folder «${folder.name}»`} lead="What lies in it goes with it." act="Move" busy={loading} refusal={refusal} onAct={() => void save()} onClose={onClose}>
      <PickField label="Into" value={parent} onChange={(event) => setParent(event.target.value)}><option value="">The top</option>{fits.map((one) => <option key={one.id} value={one.id}>{one.path}</option>)}</PickField>
    </FormDialog>
  );
}

interface NewFolderProps { open: boolean; clientId: string; parent: FolderRowFragment | null; onMade: (id: string) => void; onClose: () => void }

/** A folder at the top or in the one that is open. */
export function NewFolderDialog({ open, clientId, parent, onMade, onClose }: NewFolderProps) {
  const [name, setName] = useState('');
  const [visibility, setVisibility] = useState<FolderVisibility | ''>('');
  const [refusal, setRefusal] = useState('');
  const [make, { loading }] = useMutation(MakeFolderDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const save = async () => {
    const { data, error } = await make({ variables: { input: { clientId, parentId: parent?.id ?? null, name: name.trim(), visibility: visibility || null } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.createFolder) { setRefusal(refusalWords(error)); return; }
    const made = reveal(FolderRowFragmentDoc, data.createFolder);
    tell.done('The folder is there', made.path);
    setName('');
    onMade(made.id);
    onClose();
  };
  return (
    <FormDialog open={open} title={parent ? `New folder in «${parent.name}»` : 'New folder'} act="Make it" busy={loading} refusal={refusal} onAct={() => void save()} onClose={onClose}>
      <Field label="Name" autoFocus maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
      <PickField label="Who sees what lies in it" value={visibility} onChange={(event) => setVisibility(event.target.value as FolderVisibility | '')}><option value="">{parent ? `As «${parent.name}»` : 'The firm only'}</option>{Object.entries(visibilityWords).map(([key, words]) => <option key={key} value={key}>{words}</option>)}</PickField>
    </FormDialog>
  );
}
