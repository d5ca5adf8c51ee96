import { useApolloClient } from '@apollo/client/react';
import { reveal } from '../../gql/portal';
import { PortalFileFragmentDoc, PortalFilesDocument, type PortalFileFragment, type PortalFilesQuery } from '../../gql/portal/graphql';
import { usePage } from '../../lib/use-page';
import { LetterButton } from '../../ui/Portal';
import { FileRow } from './FileRow';
import { FolderUpload } from './FolderUpload';
import { PapersRow } from './papers/PapersRow';
import { Nothing, Page, PageOut, PanelOut, Part, Waiting } from './Page';
import { useMoreFiles } from './use-more-files';
import css from './Files.module.css';

const title = 'Files';
type Folder = NonNullable<NonNullable<PortalFilesQuery['portalHome']['client']>['folders']>[number];

/** What the firm and the client share, folder by folder; what waits for an answer stands on top. */
export function FilesPage() {
  const graph = useApolloClient();
  const page = usePage(PortalFilesDocument, { after: null });
  const more = useMoreFiles(page.data);
  const home = page.data?.portalHome;
  if (!home) return page.waiting ? <Waiting title={title} /> : <PageOut title={title} page={page} />;
  const files = home.client?.files ? more.files.map((file) => reveal(PortalFileFragmentDoc, file)) : null;
  const folders = home.client?.folders ?? null;
  const places = files && folders ? placesOf(folders, files) : null;
  const again = () => graph.refetchQueries({ include: [PortalFilesDocument] });
  const waiting = files?.filter((file) => file.approval === 'PENDING') ?? [];
  return (
    <Page title={title} heading="What do we share?">
      {waiting.length > 0 && <Part title="Waits for your answer"><ul className={css.files}>{waiting.map((file) => <FileRow key={file.id} file={file} answer />)}</ul></Part>}
      {!places && <Part title="Folders"><PanelOut what="This list" failure={page.failure} onRetry={page.again} /></Part>}
      {places?.map(({ folder, here }) => (
        <Part key={folder?.id ?? 'top'} title={folder?.path.split('/').join(' / ') ?? 'Not in a folder'}>
          {here.length > 0 ? <ul className={css.files}>{here.map((file) => <FileRow key={file.id} file={file} />)}</ul> : <Nothing>Nothing is here yet.</Nothing>}
          {folder?.visibility === 'CLIENT_EDIT' && <FolderUpload folder={folder} onIn={again} />}
        </Part>
      ))}
      {places?.length === 0 && <Part title="Folders"><Nothing>Nothing is shared yet. What we share with you stands here.</Nothing></Part>}
      {more.left > 0 && <div className={css.more}><LetterButton look="outline" busy={more.busy} onClick={more.fetch}>Show {more.left} more</LetterButton></div>}
      <PapersRow />
    </Page>
  );
}

/** The folders in their order, each with its files; what lies in none comes first. An empty folder is shown where the client may add to it. */
function placesOf(folders: readonly Folder[], files: readonly PortalFileFragment[]): { folder: Folder | null; here: PortalFileFragment[] }[] {
  const known = new Set(folders.map(({ id }) => id));
  const top = files.filter(({ folderId }) => !folderId || !known.has(folderId));
  return [...(top.length > 0 ? [{ folder: null, here: top }] : []), ...folders.map((folder) => ({ folder, here: files.filter(({ folderId }) => folderId === folder.id) }))].filter(({ folder, here }) => here.length > 0 || folder?.visibility === 'CLIENT_EDIT');
}
