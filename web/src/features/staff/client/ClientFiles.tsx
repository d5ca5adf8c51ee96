import { IconFolder } from '@tabler/icons-react';
import { Empty, PanelOut } from '../../../ui/Trouble';
import type { ClientAnswer, ClientRecord } from './ClientPage';
import css from './Client.module.css';

const visibility = { PRIVATE: 'The firm only', CLIENT_VIEW: 'Client may look', CLIENT_EDIT: 'Client may add' } as const;

/** The client's folder tree. */
export function ClientFiles({ client, page }: { client: ClientRecord; page: ClientAnswer }) {
  const failure = page.failed('client', 'folders');
  return (
    <section aria-label="Folders">
      <h2 className={css.head}>Folders</h2>
      {failure && !client.folders && <PanelOut what="Files" many failure={failure} onRetry={page.again} />}
      {client.folders?.length === 0 && <Empty>No folder yet. Folders are laid out from a template when a client begins.</Empty>}
      {client.folders && client.folders.length > 0 && (
        <ul className={css.list}>
          {client.folders.map((folder) => (
            <li key={folder.id}>
              <IconFolder size={16} stroke={1.75} aria-hidden />
              <span className={css.folder} style={{ ['--depth' as string]: folder.path.split('/').filter(Boolean).length - 1 }}>{folder.name}</span>
              <span />
              <span className="fm-second">{visibility[folder.visibility]}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
