import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { InvoicesToWaitForDocument, LockFileDocument, MoveFileDocument, RenameFileDocument, type FileSheetFragment, type FolderRowFragment } from '../../../../gql/staff/graphql';
import { refusalWords } from '../../../../lib/failures';
import { moneyWords } from '../../../../lib/format';
import { usePage } from '../../../../lib/use-page';
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

/** Which invoice has to be paid before the client can fetch a file. Only what is not paid yet can be chosen. */
export function LockFileDialog({ file, onChanged, onClose }: DialogProps) {
  const [chosen, setChosen] = useState('');
  const [refusal, setRefusal] = useState('');
  const page = usePage(InvoicesToWaitForDocument, { clientId: file.client?.id ?? '' }, { wait: !file.client });
  const [lock, { loading }] = useMutation(LockFileDocument, { errorPolicy: 'all' });
  const invoices = (page.data?.invoices.nodes ?? []).filter(({ id }) => !file.lockReasons.includes(id));
  const save = async () => {
    if (!chosen) { setRefusal('Choose the invoice that has to be paid.'); return; }
    const { error } = await lock({ variables: { input: { fileId: file.id, reason: chosen } } }).catch((thrown: unknown) => ({ error: thrown }));
    if (error) { setRefusal(refusalWords(error)); return; }
    onChanged();
    onClose();
  };
  const none = page.data && invoices.length === 0;
  return (
    <FormDialog open title={`Keep «${file.name}» closed`} lead={none ? 'The client has no invoice that waits to be paid.' : 'The client sees that it is there and for what it waits, and can fetch it when the invoice is paid. Your firm opens it all along.'} act="Keep closed" busy={loading} refusal={refusal || (page.failure ? refusalWords(page.failure) : '')} onAct={() => void save()} onClose={onClose}>
      <PickField label="Until this invoice is paid" value={chosen} disabled={!page.data || none} onChange={(event) => { setChosen(event.target.value); setRefusal(''); }}>
        <option value="">{page.waiting ? 'Looking for invoices' : 'Choose'}</option>
        {invoices.map(({ id, number, title, total }) => <option key={id} value={id}>{[number ?? 'Not out yet', title, moneyWords(total.minor, total.currency)].filter(Boolean).join(', ')}</option>)}
      </PickField>
    </FormDialog>
  );
}
