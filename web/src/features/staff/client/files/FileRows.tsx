import { useMutation } from '@apollo/client/react';
import { IconFile, IconFileText, IconFileTypePdf, IconPhoto } from '@tabler/icons-react';
import { RestoreFileDocument, type FileRowFragment } from '../../../../gql/staff/graphql';
import { sizeWords, dayWords, instant } from '../../../../lib/format';
import { Act } from '../../../../ui/Act';
import { When } from '../../../../ui/facts';
import { Status } from '../../../../ui/Status';
import { useAct } from '../../../../ui/use-act';
import { fileState } from './file-words';
import css from './Files.module.css';

interface FileRowsProps {
  files: FileRowFragment[];
  shown: { trashed: boolean; all: boolean; open: string | undefined };
  onOpen: (id: string) => void;
  onChanged: () => void;
}

function iconOf(contentType: string) {
  if (contentType === 'application/pdf') return IconFileTypePdf;
  if (contentType.startsWith('image/')) return IconPhoto;
  return contentType.startsWith('text/') ? IconFileText : IconFile;
}

/** Files by name: size, who brought it, when, and what is the matter with it. */
export function FileRows({ files, shown, onOpen, onChanged }: FileRowsProps) {
  const [restore] = useMutation(RestoreFileDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  return (
    <ul className={css.rows} aria-label="Files">
      {files.map((file) => {
        const Mark = iconOf(file.contentType);
        const state = fileState(file);
        return (
          <li key={file.id} data-chosen={file.id === shown.open || undefined}>
            <Mark size={16} stroke={1.75} aria-hidden />
            <span className={css.name}>
              <button type="button" className="fm-trunc" onClick={() => onOpen(file.id)}>{file.name}</button>
              {(shown.all || file.currentNo > 1) && <small className="fm-trunc">{[shown.all && (file.folder?.path ?? 'At the top'), file.currentNo > 1 && `version ${file.currentNo}`].filter(Boolean).join(', ')}</small>}
            </span>
            <span className={css.state}>
              {shown.trashed && file.purgeAfter ? <span className="fm-quiet">Goes for good {dayWords(instant(file.purgeAfter))}</span> : state && <Status machine="file" state={state} small />}
            </span>
            <span className={`${css.size} fm-num`}>{sizeWords(file.size)}</span>
            <span className={css.who}><span className="fm-trunc">{file.byName ?? 'By a link'}</span></span>
            <span className={css.when}>{shown.trashed ? <Act small busy={busy} onClick={() => void act(restore({ variables: { input: { fileId: file.id, ifVersion: file.version } } }), { done: `«${file.name}» is back`, refused: `«${file.name}» stays in the trash` })}>Take back</Act> : <When at={file.createdAt} as="ago" />}</span>
          </li>
        );
      })}
    </ul>
  );
}
