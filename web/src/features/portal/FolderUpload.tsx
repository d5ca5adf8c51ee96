import { useApolloClient } from '@apollo/client/react';
import { IconAlertTriangle, IconCloudUpload } from '@tabler/icons-react';
import { useRef, type ChangeEvent } from 'react';
import { useSending } from '../../lib/use-sending';
import { LetterButton } from '../../ui/Portal';
import { SendingActs, SendingBar, SendingWords } from '../../ui/SendingBar';
import { folderTaker } from './portal-taker';
import css from './Files.module.css';

/** The way into a folder to which the client may add. */
export function FolderUpload({ folder, onIn }: { folder: { id: string; name: string }; onIn: () => Promise<unknown> }) {
  const graph = useApolloClient();
  const choose = useRef<HTMLInputElement>(null);
  const sending = useSending(folderTaker(graph, folder.id), onIn);
  const take = (event: ChangeEvent<HTMLInputElement>) => { const files = [...(event.target.files ?? [])]; event.target.value = ''; sending.send(files); };
  const { underway, checking, refused } = sending;
  return (
    <div className={css.add}>
      {underway && <div className={css.under}><div><b>{underway.name}</b><SendingWords underway={underway} /></div><SendingActs what={underway.name} sending={sending} /></div>}
      {underway && <SendingBar progress={underway.progress} />}
      <div role="status">
        {checking && <p>Checking for viruses</p>}
        {refused && <p className={css.bad}><IconAlertTriangle size={18} stroke={1.75} aria-hidden />{refused}</p>}
      </div>
      {!underway && !checking && <LetterButton look="outline" onClick={() => choose.current?.click()}><IconCloudUpload stroke={1.75} aria-hidden /><span>Add files<span className="fm-hidden"> to {folder.name}</span></span></LetterButton>}
      <input ref={choose} type="file" multiple hidden tabIndex={-1} aria-label={`Files for ${folder.name}`} onChange={take} />
    </div>
  );
}
