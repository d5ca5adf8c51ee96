import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { MoveFileDocument, RenameFileDocument, type FileSheetFragment, type FolderRowFragment } from '../../../../gql/staff/graphql';
import { refusalWords } from '../../../../lib/failures';
import { FormDialog } from '../../../../ui/Effects';
import { Field, PickField } from '../../../../ui/Field';
import { visibilityWords } from './file-words';

interface DialogProps { file: FileSheetFragment; onChanged: () => void; onClose: () => void }

/** Another name for a file. */
export function RenameFileDialog({ file, onChanged, onClose }: DialogProps) {
  const [name, setName] = useState(file.name);
  const [refusal, setRefusal] = useState('');
  const [rename, { loading }] = useMutation(RenameFileDocument, { errorPolicy: 'all' });
  const save = async () => {
    const { error } = await rename({ variables: { input: { fileId: file.id, name: name.trim(), ifVersion: file.version } } }).catch((thrown: unknown) => ({ error: thrown }));
    if (error) { setRefusal(refusalWords(error)); return; }
    onChanged();
    onClose();
  };
  return <FormDialog open title="Rename the file" act="Rename" busy={loading} refusal={refusal} onAct={() => void save()} onClose={onClose}><Field label="Name" autoFocus maxLength={255} value={name} onChange={(event) => setName(event.target.value)} /></FormDialog>;
}

/** Another place for a file; who may see it is said, for the place decides it. */
export function MoveFileDialog({ file, folders, onChanged, onClose }: DialogProps & { folders: FolderRowFragment[] }) {
  const [folderId, setFolder] = useState(file.folderId ?? '');
  const [refusal, setRefusal] = useState('');
  const [move, { loading }] = useMutation(MoveFileDocument, { errorPolicy: 'all' });
  const to = folders.find((one) => one.id === folderId);
  const save = async () => {
    const { error } = await move({ variables: { input: { fileId: file.id, folderId: folderId || null, ifVersion: file.version } } }).catch((thrown: unknown) => ({ error: thrown }));
    if (error) { setRefusal(refusalWords(error)); return; }
    onChanged();
    onClose();
  };
  return (
    <FormDialog open title={`Move «${file.name}»`} lead={to && to.visibility !== file.visibility ? `Seen there by: ${visibilityWords[to.visibility]}. Now: ${visibilityWords[file.visibility]}.` : 'Who may see it stays the same.'} act="Move" busy={loading} refusal={refusal} onAct={() => void save()} onClose={onClose}>
      <PickField label="Into" value={folderId} onChange={(event) => setFolder(event.target.value)}><option value="">The top</option>{folders.map((one) => <option key={one.id} value={one.id}>{one.path}</option>)}</PickField>
    </FormDialog>
  );
}
