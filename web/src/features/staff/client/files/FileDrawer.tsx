import { useMutation } from '@apollo/client/react';
import { reveal } from '../../../../gql/staff';
import { FileDrawerDocument, FileSheetFragmentDoc, RestoreVersionDocument, UnlockFileDocument, type FileSheetFragment, type FolderRowFragment } from '../../../../gql/staff/graphql';
import { sizeWords, dayWords, instant, momentWords } from '../../../../lib/format';
import { usePage } from '../../../../lib/use-page';
import { Act } from '../../../../ui/Act';
import { When } from '../../../../ui/facts';
import { Facts, Section, SectionRow } from '../../../../ui/Rail';
import { SideDrawer } from '../../../../ui/SideDrawer';
import { Status } from '../../../../ui/Status';
import { PanelOut, Waiting } from '../../../../ui/Trouble';
import { useAct } from '../../../../ui/use-act';
import type { ClientRecord } from '../ClientPage';
import { FileActs } from './FileActs';
import { FileLinks } from './FileLinks';
import { Preview } from './Preview';
import { actWords, fileState, visibilityWords } from './file-words';
import css from './Files.module.css';

interface FileDrawerProps {
  fileId: string | undefined;
  client: ClientRecord;
  folders: FolderRowFragment[];
  onChanged: () => void;
  onClose: () => void;
}

/** A file beside its list: what it looks like, where it lies, its versions, its links, what happened to it. */
export function FileDrawer({ fileId, client, folders, onChanged, onClose }: FileDrawerProps) {
  const page = usePage(FileDrawerDocument, { id: fileId ?? '' }, { wait: !fileId });
  const found = page.data?.file ? reveal(FileSheetFragmentDoc, page.data.file) : null;
  const file = found && found.id === fileId && found.client?.id === client.id ? found : null;
  const changed = () => { page.again(); onChanged(); };
  return (
    <SideDrawer open={Boolean(fileId)} title={file?.name ?? 'File'} onClose={onClose} footer={file && <FileActs file={file} folders={folders} onChanged={changed} onClose={onClose} />}>
      {!file && (page.failure ? <PanelOut what="This file" failure={page.failure} onRetry={page.again} /> : page.waiting || page.refreshing ? <Waiting label="File" rows={6} /> : <p className="fm-second">There is nothing here that you can see.</p>)}
      {file && <FileBody file={file} onChanged={changed} />}
    </SideDrawer>
  );
}

function FileBody({ file, onChanged }: { file: FileSheetFragment; onChanged: () => void }) {
  const state = fileState(file);
  return (
    <>
      {state && <p className={css.top}><Status machine="file" state={state} />{file.approvalComment && <span className="fm-second">«{file.approvalComment}»</span>}</p>}
      {file.scanState === 'INFECTED' && <p className={css.words}>It did not pass the safety check and is locked away. Nobody can open it, the client neither. Ask for another copy.</p>}
      {file.scanState === 'CLEAN' && !file.trashedAt && <Preview key={`${file.id}:${file.currentNo}`} fileId={file.id} name={file.name} contentType={file.contentType} size={file.size} />}
      <Facts facts={[
        ['Lies in', file.folder?.path ?? 'The top'],
        ['Seen by', visibilityWords[file.visibility]],
        ['Size', sizeWords(file.size)],
        ['Came', `${momentWords(instant(file.createdAt))}, ${file.byName ?? 'by a link'}`],
        ...(file.approval !== 'NONE' ? [['Approval', file.approvalAt ? `${file.approvalBy ?? 'The client'}, ${momentWords(instant(file.approvalAt))}` : 'Asked for; no answer yet'] as const] : []),
        ...(file.trashedAt && file.purgeAfter ? [['In the trash', `Goes for good ${dayWords(instant(file.purgeAfter))}`] as const] : []),
      ]} />
      <WaitsFor file={file} onChanged={onChanged} />
      <Versions file={file} onChanged={onChanged} />
      {file.shareLinks && !file.trashedAt && <FileLinks links={file.shareLinks} onChanged={onChanged} />}
      {file.history && file.history.length > 0 && (
        <Section title="History">
          <ul className={css.history}>{file.history.map((entry, at) => <li key={at}><span>{entry.byName ?? (entry.byKind === 'public' ? 'Somebody with the link' : 'Firmament')} {actWords(entry)}</span><When at={entry.at} as="ago" /></li>)}</ul>
        </Section>
      )}
    </>
  );
}

/** What keeps the file closed to the client, and the act that takes each reason away. */
function WaitsFor({ file, onChanged }: { file: FileSheetFragment; onChanged: () => void }) {
  const [unlock] = useMutation(UnlockFileDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  if (file.lockReasons.length === 0) return null;
  const known = new Map(file.waitsFor.flatMap((one) => (one ? [[one.id, [one.number ? `Invoice ${one.number}` : 'An invoice that is not out yet', one.title].filter(Boolean).join(', ')] as const] : [])));
  return (
    <Section title="Closed to the client until paid">
      {file.lockReasons.map((reason) => (
        <SectionRow key={reason} right={!file.trashedAt && <Act small busy={busy} onClick={() => void act(unlock({ variables: { input: { fileId: file.id, reason } } }), { done: file.lockReasons.length === 1 ? 'The client can fetch it' : 'One reason less', refused: `«${file.name}» stays closed` })}>Do not wait</Act>}>{known.get(reason) ?? (reason.startsWith('ivc_') ? 'An invoice' : reason)}</SectionRow>
      ))}
    </Section>
  );
}

function Versions({ file, onChanged }: { file: FileSheetFragment; onChanged: () => void }) {
  const [restore] = useMutation(RestoreVersionDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  if (!file.versions || file.versions.length < 2) return null;
  return (
    <Section title="Versions">
      <ul className={css.versions}>
        {file.versions.map((version) => (
          <li key={version.no}>
            <span className="fm-num">{version.no}</span>
            <span className="fm-trunc">{version.byName ?? 'By a link'}, <When at={version.createdAt} as="ago" /><small>{sizeWords(version.size)}{version.restoredFrom ? `, taken up again from ${version.restoredFrom}` : ''}</small></span>
            {version.no === file.currentNo ? <span className="fm-quiet">The newest</span> : !file.sealedAt && !file.trashedAt && <Act small busy={busy} onClick={() => void act(restore({ variables: { input: { fileId: file.id, versionNo: version.no, ifVersion: file.version } } }), { done: `Version ${version.no} is taken up again`, why: 'Nothing between is lost.', refused: `«${file.name}» stays as it was` })}>Take up again</Act>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
