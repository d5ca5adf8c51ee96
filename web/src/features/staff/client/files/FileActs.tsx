import { useMutation } from '@apollo/client/react';
import { Menu } from '@mantine/core';
import { IconDots, IconDownload, IconFolderSymlink, IconLink, IconLock, IconPencil, IconTrash, IconUpload, IconUserQuestion } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { AskApprovalDocument, FetchFileDocument, RestoreFileDocument, TrashFileDocument, type FileSheetFragment, type FolderRowFragment } from '../../../../gql/staff/graphql';
import { refusalWords } from '../../../../lib/failures';
import { Act } from '../../../../ui/Act';
import { useTell } from '../../../../ui/Told';
import { useAct } from '../../../../ui/use-act';
import { LockFileDialog, MoveFileDialog, RenameFileDialog } from './FileDialogs';
import { ShareDialog } from './ShareDialog';
import { useUploads } from './uploads';

interface FileActsProps { file: FileSheetFragment; folders: FolderRowFragment[]; onChanged: () => void; onClose: () => void }

/** What can be done with a file; one in the trash can only come back. */
export function FileActs({ file, folders, onChanged, onClose }: FileActsProps) {
  const [restore] = useMutation(RestoreFileDocument, { errorPolicy: 'all' });
  const [asking, setAsking] = useState<'share' | 'rename' | 'move' | 'lock' | null>(null);
  const { busy, act } = useAct(onChanged);
  const input = { fileId: file.id, ifVersion: file.version };
  const close = () => setAsking(null);
  if (file.trashedAt) return <Act look="primary" busy={busy} onClick={() => void act(restore({ variables: { input } }), { done: `«${file.name}» is back`, refused: `«${file.name}» stays in the trash` })}>Take back out of the trash</Act>;
  const harmful = file.scanState === 'INFECTED';
  return (
    <>
      {!harmful && <FetchAct file={file} />}
      {!harmful && <Act icon={IconLink} onClick={() => setAsking('share')}>Share</Act>}
      <MoreActs file={file} onAsk={setAsking} onChanged={onChanged} onClose={onClose} />
      {asking === 'share' && <ShareDialog file={file} onChanged={onChanged} onClose={close} />}
      {asking === 'rename' && <RenameFileDialog file={file} onChanged={onChanged} onClose={close} />}
      {asking === 'lock' && <LockFileDialog file={file} onChanged={onChanged} onClose={close} />}
      {asking === 'move' && <MoveFileDialog file={file} folders={folders} onChanged={onChanged} onClose={close} />}
    </>
  );
}

function MoreActs({ file, onAsk, onChanged, onClose }: { file: FileSheetFragment; onAsk: (what: 'rename' | 'move' | 'lock') => void; onChanged: () => void; onClose: () => void }) {
  const [trash] = useMutation(TrashFileDocument, { errorPolicy: 'all' });
  const [ask] = useMutation(AskApprovalDocument, { errorPolicy: 'all' });
  const { act } = useAct(onChanged);
  const { send } = useUploads(onChanged);
  const choose = useRef<HTMLInputElement>(null);
  const input = { fileId: file.id, ifVersion: file.version };
  const refused = `«${file.name}» stays as it was`;
  const drop = async () => { if (await act(trash({ variables: { input } }), { done: `«${file.name}» is in the trash`, why: 'It stays there for 120 days.', refused })) onClose(); };
  return (
    <>
      <input ref={choose} type="file" hidden tabIndex={-1} aria-label={`New version of ${file.name}`} onChange={(event) => { const [chosen] = event.target.files ?? []; event.target.value = ''; if (chosen) send([chosen], `a new version of ${file.name}`, { fileId: file.id }); }} />
      <Menu position="top-end" width={230}>
        <Menu.Target><Act look="icon" icon={IconDots} label="More to do with this file" /></Menu.Target>
        <Menu.Dropdown>
          {!file.sealedAt && <Menu.Item leftSection={<IconPencil size={15} stroke={1.75} />} onClick={() => onAsk('rename')}>Rename</Menu.Item>}
          {!file.sealedAt && <Menu.Item leftSection={<IconFolderSymlink size={15} stroke={1.75} />} onClick={() => onAsk('move')}>Move</Menu.Item>}
          {!file.sealedAt && <Menu.Item leftSection={<IconUpload size={15} stroke={1.75} />} onClick={() => choose.current?.click()}>Bring in a new version</Menu.Item>}
          {file.visibility !== 'PRIVATE' && <Menu.Item leftSection={<IconLock size={15} stroke={1.75} />} onClick={() => onAsk('lock')}>Keep closed until it is paid</Menu.Item>}
          {file.approval !== 'PENDING' && file.scanState === 'CLEAN' && <Menu.Item leftSection={<IconUserQuestion size={15} stroke={1.75} />} onClick={() => void act(ask({ variables: { input } }), { done: 'The client is asked for a yes', why: 'It stands in their portal.', refused: 'Nobody was asked' })}>Ask the client to approve</Menu.Item>}
          {!file.sealedAt && <Menu.Item leftSection={<IconTrash size={15} stroke={1.75} />} onClick={() => void drop()}>Put into the trash</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** Fetches the file by an address that holds for five minutes; the store saves it and never shows it in the page. */
function FetchAct({ file }: { file: FileSheetFragment }) {
  const [fetchIt, { loading }] = useMutation(FetchFileDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const save = async () => {
    const { data, error } = await fetchIt({ variables: { input: { fileId: file.id } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.fileDownload) { tell.refused(`«${file.name}» was not fetched`, refusalWords(error)); return; }
    const link = document.createElement('a');
    link.href = data.fileDownload.url;
    link.rel = 'noopener noreferrer';
    link.download = data.fileDownload.name;
    link.click();
  };
  return <Act look="primary" icon={IconDownload} busy={loading} onClick={() => void save()}>Download</Act>;
}
