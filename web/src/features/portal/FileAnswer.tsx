import { useMutation } from '@apollo/client/react';
import { useState, type FormEvent } from 'react';
import { ApprovePortalFileDocument, DisapprovePortalFileDocument, type PortalFileFragment } from '../../gql/portal/graphql';
import { refusalWords } from '../../lib/failures';
import { TextField } from '../../ui/Field';
import { LetterButton } from '../../ui/Portal';
import { Refused } from '../../ui/Trouble';
import css from './Files.module.css';

/** Yes or no to the version that is shown; a no needs a word, a yes may have one. */
export function FileAnswer({ file }: { file: PortalFileFragment }) {
  const [said, setSaid] = useState<'yes' | 'no' | null>(null);
  const [comment, setComment] = useState('');
  const [refused, setRefused] = useState('');
  const [approve, approving] = useMutation(ApprovePortalFileDocument, { errorPolicy: 'all' });
  const [disapprove, disapproving] = useMutation(DisapprovePortalFileDocument, { errorPolicy: 'all' });
  const tell = async (event: FormEvent) => {
    event.preventDefault();
    const input = { fileId: file.id, versionNo: file.currentNo, ifVersion: file.version, comment: comment.trim() || null };
    const act = said === 'yes' ? approve : disapprove;
    const { error } = await act({ variables: { input } }).catch((thrown: unknown) => ({ error: thrown }));
    setRefused(refusalWords(error));
  };
  if (!said) {
    return (
      <div className={css.answers}>
        <LetterButton look="outline" onClick={() => setSaid('yes')}>Approve<span className="fm-hidden"> {file.name}</span></LetterButton>
        <LetterButton look="outline" onClick={() => setSaid('no')}>Disapprove<span className="fm-hidden"> {file.name}</span></LetterButton>
      </div>
    );
  }
  return (
    <form className={css.form} onSubmit={(event) => void tell(event)}>
      <TextField label={said === 'yes' ? 'A word to us' : 'What should be different?'} optional={said === 'yes'} autoFocus value={comment} maxLength={2000} onChange={(event) => setComment(event.target.value)} />
      <Refused>{refused}</Refused>
      <div className={css.answers}>
        <LetterButton type="submit" busy={approving.loading || disapproving.loading} disabled={said === 'no' && !comment.trim()}>{said === 'yes' ? 'Approve it' : 'Disapprove it'}</LetterButton>
        <LetterButton look="text" onClick={() => setSaid(null)}>Not now</LetterButton>
      </div>
    </form>
  );
}
