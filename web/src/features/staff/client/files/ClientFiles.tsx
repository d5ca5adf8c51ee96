import { IconFolderPlus, IconUpload } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { reveal } from '../../../../gql/staff';
import { ClientFilesDocument, FileRowFragmentDoc, FolderRowFragmentDoc, type FileRowFragment, type FolderRowFragment } from '../../../../gql/staff/graphql';
import { countWords } from '../../../../lib/format';
import { useKeys } from '../../../../lib/keys';
import { usePage } from '../../../../lib/use-page';
import { Act } from '../../../../ui/Act';
import { Empty, PanelOut, Waiting } from '../../../../ui/Trouble';
import type { ClientRecord } from '../ClientPage';
import { FileDrawer } from './FileDrawer';
import { FileRows } from './FileRows';
import { FolderActs, NewFolderDialog } from './FolderActs';
import { FolderTree } from './FolderTree';
import { UploadRows } from './UploadRows';
import { useUploads } from './uploads';
import { visibilityWords } from './file-words';
import css from './Files.module.css';

/** What the address says of the tab. */
export interface FilesAddress { open?: string | undefined; folder?: string | undefined; after?: string | undefined }
interface ClientFilesProps { client: ClientRecord; address: FilesAddress; onGo: (address: FilesAddress) => void; onChanged: () => void }

/** The client's files: folders on the left, what lies in one on the right; what is dropped there goes there. */
export function ClientFiles({ client, address, onGo, onChanged }: ClientFilesProps) {
  const { folder: place, open, after } = address;
  const trashed = place === 'trash';
  const page = usePage(ClientFilesDocument, { clientId: client.id, folderId: trashed ? null : (place ?? null), trashed, after: after ?? null }, { everyMs: 20_000 });
  const again = () => { page.again(); onChanged(); };
  const folders = page.data?.client?.folders?.map((one) => reveal(FolderRowFragmentDoc, one)) ?? null;
  const files = page.data?.files.nodes.map((one) => reveal(FileRowFragmentDoc, one)) ?? null;
  const folder = folders?.find((one) => one.id === place) ?? null;
  const next = page.data?.files.pageInfo.hasNextPage ? (page.data.files.pageInfo.endCursor ?? undefined) : undefined;
  return (
    <section aria-label="Files" className={css.split}>
      <FolderTree folders={folders} failure={page.failed('client', 'folders')} on={place} onGo={(to) => onGo({ folder: to })} onRetry={page.again} />
      <FolderPane
        client={client} place={{ id: trashed ? null : (place ?? null), folder, folders, trashed }} files={files} total={page.data?.files.totalCount ?? 0} out={files ? null : (page.failed('files') ?? (page.data ? null : page.failure))} open={open}
        onOpen={(id) => onGo({ folder: place, after, open: id })} onNext={next ? () => onGo({ folder: place, after: next }) : undefined} onFirst={after ? () => onGo({ folder: place }) : undefined} onChanged={again} onGo={(to) => onGo({ folder: to })}
      />
      <FileDrawer fileId={open?.startsWith('fil_') ? open : undefined} client={client} folders={folders ?? []} onChanged={again} onClose={() => onGo({ folder: place, after })} />
    </section>
  );
}

interface FolderPaneProps {
  client: ClientRecord;
  place: { id: string | null; folder: FolderRowFragment | null; folders: FolderRowFragment[] | null; trashed: boolean };
  files: FileRowFragment[] | null;
  total: number;
  out: ReturnType<ReturnType<typeof usePage>['failed']>;
  open: string | undefined;
  onOpen: (id: string) => void;
  onNext: (() => void) | undefined;
  onFirst: (() => void) | undefined;
  onChanged: () => void;
  onGo: (folder: string | undefined) => void;
}

function FolderPane({ client, place, files, total, out, open, onOpen, onNext, onFirst, onChanged, onGo }: FolderPaneProps) {
  const { folder, trashed } = place;
  const { list, queue, send } = useUploads(onChanged);
  const [naming, setNaming] = useState(false);
  const choose = useRef<HTMLInputElement>(null);
  const take = (chosen: readonly File[]) => { if (chosen.length > 0) send(chosen, folder?.path ?? (place.id ? 'this folder' : 'the top'), place.id ? { folderId: place.id } : { clientId: client.id }); };
  const { over, drop } = useDrop(take, !trashed);
  useKeys({ u: () => choose.current?.click() }, !trashed);
  return (
    <div className={css.pane} data-over={over || undefined} {...drop}>
      <header className={css.head}>
        <h2 className="fm-trunc">{trashed ? 'Trash' : (folder?.name ?? (place.id ? 'Folder' : 'All files'))}</h2>
        {folder && <span className="fm-quiet">{visibilityWords[folder.visibility]}</span>}
        {!trashed && (
          <span className={css.acts}>
            {folder && <FolderActs folder={folder} folders={place.folders ?? []} onChanged={onChanged} />}
            <Act small icon={IconFolderPlus} onClick={() => setNaming(true)}>New folder</Act>
            <Act small icon={IconUpload} hotkey="U" onClick={() => choose.current?.click()}>Upload</Act>
          </span>
        )}
      </header>
      <input ref={choose} type="file" multiple hidden tabIndex={-1} aria-label="Files to upload" onChange={(event) => { take([...(event.target.files ?? [])]); event.target.value = ''; }} />
      <UploadRows list={list} queue={queue} />
      {out && <PanelOut what="Files" many failure={out} onRetry={onChanged} />}
      {!files && !out && <Waiting label="Files" rows={6} />}
      {files?.length === 0 && <Empty>{trashed ? 'The trash is empty. What is put into it stays 120 days.' : folder ? 'Nothing lies here yet. Drop files here, or ask the client for them.' : 'No file yet. Drop one here, or ask the client for some.'}</Empty>}
      {files && files.length > 0 && <FileRows files={files} shown={{ trashed, all: !place.id, open }} onOpen={onOpen} onChanged={onChanged} />}
      {files && (onNext || onFirst) && <p className={css.foot}><span>{files.length} of {countWords(total, 'file')}</span>{onFirst && <Act small look="ghost" onClick={onFirst}>First files</Act>}{onNext && <Act small look="ghost" onClick={onNext}>Next files</Act>}</p>}
      <p className={css.dropHint} aria-hidden={!over}>Drop to upload to {folder?.path ?? 'the top'}</p>
      <NewFolderDialog open={naming} clientId={client.id} parent={folder} onMade={(id) => { onChanged(); onGo(id); }} onClose={() => setNaming(false)} />
    </div>
  );
}

/** Files dragged in from outside the browser. */
function useDrop(take: (files: readonly File[]) => void, active: boolean) {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const carries = (event: DragEvent) => active && event.dataTransfer.types.includes('Files');
  const drop = {
    onDragEnter: (event: DragEvent) => { if (carries(event)) { event.preventDefault(); depth.current += 1; setOver(true); } },
    onDragOver: (event: DragEvent) => { if (carries(event)) event.preventDefault(); },
    onDragLeave: (event: DragEvent) => { if (carries(event)) { depth.current -= 1; if (depth.current <= 0) { depth.current = 0; setOver(false); } } },
    onDrop: (event: DragEvent) => { if (carries(event)) { event.preventDefault(); depth.current = 0; setOver(false); take([...event.dataTransfer.files]); } },
  };
  return { over, drop };
}
