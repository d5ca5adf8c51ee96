import { useMutation, useQuery } from '@apollo/client/react';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState, type FormEvent } from 'react';
import { FirmOfShareDocument, OpenShareDocument } from '../../gql/public/graphql';
import { wearBrand } from '../../lib/brand';
import { failuresOf, type Failure } from '../../lib/failures';
import { Field } from '../../ui/Field';
import { FirmMark, LetterButton } from '../../ui/Portal';
import { Refused } from '../../ui/Trouble';
import css from './Share.module.css';

/** One file for somebody outside. Looking at the page fetches nothing; the button does, and is noted. */
export function SharePage({ token }: { token: string }) {
  // The firm stands in the clear before the secret.
  const firm = useQuery(FirmOfShareDocument, { variables: { firm: token.split('.')[0] ?? '' }, errorPolicy: 'all' }).data?.publicFirm;
  const name = firm?.name ?? '';
  useEffect(() => { wearBrand(firm?.brandColour); document.title = name ? `A file from ${name}` : 'A file for you'; }, [firm?.brandColour, name]);
  const opening = useOpening(token);
  const { failure } = opening;
  const over = failure && (endings[failure.reason ?? ''] ?? (failure.code === 'NOT_FOUND' ? unknown : null));
  return (
    <div className={css.wrap}>
      <header className={css.top}>{name && <><FirmMark firm={name} /><b>{name}</b></>}</header>
      <main className={css.main}>
        {over ? <><h1>{over.what}</h1><p>{over.then}</p></> : opening.fetched ? <Fetched name={opening.fetched} onAgain={() => void opening.open()} busy={opening.busy} /> : <Offer firm={name} opening={opening} />}
      </main>
    </div>
  );
}

const endings: Record<string, { what: string; then: string }> = {
  FILES_LINK_EXPIRED: { what: 'This link has run out.', then: 'Ask whoever sent it for a new one.' },
  FILES_LINK_REVOKED: { what: 'This link was taken back.', then: 'Ask whoever sent it whether you still need the file.' },
};
const unknown = { what: 'This link leads to no file.', then: 'A piece of the address may be missing. Open it from the mail again.' };

function Offer({ firm, opening }: { firm: string; opening: ReturnType<typeof useOpening> }) {
  const [passcode, setPasscode] = useState('');
  const { failure, asksPasscode } = opening;
  const open = (event: FormEvent) => { event.preventDefault(); void opening.open(passcode.trim() || null); };
  return (
    <form onSubmit={open}>
      <h1>{asksPasscode ? 'This file asks for a passcode.' : 'A file is here for you.'}</h1>
      <p>{asksPasscode ? 'You got it by another way than the link.' : `${firm || 'The firm'} shares one file with you. When you fetch it, they see that you did.`}</p>
      {asksPasscode && <Field label="Passcode" autoComplete="off" autoFocus value={passcode} maxLength={64} onChange={(event) => setPasscode(event.target.value)} />}
      <Refused>{failure && failure.reason !== 'FILES_PASSCODE_REQUIRED' && (failure.reason === 'FILES_PASSCODE_WRONG' ? 'That is not the passcode of this file.' : failure.words)}</Refused>
      <LetterButton type="submit" wide busy={opening.busy} disabled={asksPasscode && !passcode.trim()}><IconDownload aria-hidden />Download</LetterButton>
    </form>
  );
}

function Fetched({ name, onAgain, busy }: { name: string; onAgain: () => void; busy: boolean }) {
  return <><h1>Your download has begun.</h1><p className={css.name}>{name}</p><div><LetterButton look="text" busy={busy} onClick={onAgain}>Download it again</LetterButton></div></>;
}

/** Each download asks for an address of its own, which is over in minutes. */
function useOpening(token: string) {
  const [ask, { loading }] = useMutation(OpenShareDocument, { errorPolicy: 'all' });
  const [state, setState] = useState<{ failure: Failure | null; fetched: string; asksPasscode: boolean; passcode: string | null }>({ failure: null, fetched: '', asksPasscode: false, passcode: null });
  const open = async (given: string | null = state.passcode) => {
    const { data, error } = await ask({ variables: { input: { token, passcode: given } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    const failure = failuresOf(error)[0] ?? null;
    setState((known) => ({ failure, fetched: data && !failure ? data.openShareLink.name : known.fetched, asksPasscode: known.asksPasscode || failure?.reason === 'FILES_PASSCODE_REQUIRED', passcode: given }));
    if (data && !failure) window.location.assign(data.openShareLink.url);
  };
  return { ...state, busy: loading, open };
}
