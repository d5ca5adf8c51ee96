import { IconFiles, IconFolder, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FolderRowFragment } from '../../../../gql/staff/graphql';
import type { Failure } from '../../../../lib/failures';
import { PanelOut } from '../../../../ui/Trouble';
import css from './Files.module.css';

interface FolderTreeProps {
  folders: FolderRowFragment[] | null;
  failure: Failure | null;
  on: string | undefined;
  onGo: (folder: string | undefined) => void;
  onRetry: () => void;
}

/** Folders by their paths; on a phone a list to pick from. */
export function FolderTree({ folders, failure, on, onGo, onRetry }: FolderTreeProps) {
  const entry = (key: string | undefined, icon: ReactNode, words: string, depth = 0) => (
    <li key={key ?? 'all'}><button type="button" className={css.folder} style={{ ['--depth' as string]: depth }} aria-current={on === key ? 'true' : undefined} onClick={() => onGo(key)}>{icon}<span className="fm-trunc">{words}</span></button></li>
  );
  return (
    <nav className={css.tree} aria-label="Folders">
      <ul>
        {entry(undefined, <IconFiles aria-hidden />, 'All files')}
        {folders?.map((folder) => entry(folder.id, <IconFolder aria-hidden />, folder.name, folder.path.split('/').length - 1))}
        {entry('trash', <IconTrash aria-hidden />, 'Trash')}
      </ul>
      <label className={css.pick}><span className="fm-hidden">Folder</span><select value={on ?? ''} onChange={(event) => onGo(event.target.value || undefined)}><option value="">All files</option>{folders?.map((folder) => <option key={folder.id} value={folder.id}>{folder.path}</option>)}<option value="trash">Trash</option></select></label>
      {failure && !folders && <PanelOut what="Folders" many failure={failure} onRetry={onRetry} />}
    </nav>
  );
}
