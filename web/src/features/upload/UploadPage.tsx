import { useQuery } from '@apollo/client/react';
import { useEffect, useState, type FormEvent } from 'react';
import { reveal } from '../../gql/public';
import { FirmOfRequestDocument, RequestPageDocument, RequestSheetFragmentDoc, type RequestSheetFragment } from '../../gql/public/graphql';
import { wearBrand } from '../../lib/brand';
import { failuresOf } from '../../lib/failures';
import { capital, dueWords, spelled } from '../../lib/format';
import { Field } from '../../ui/Field';
import { FirmMark, LetterButton } from '../../ui/Portal';
import { Refused } from '../../ui/Trouble';
import { UploadLine } from './UploadLine';
import css from './Upload.module.css';

/** What somebody was asked for, behind the link of a mail: they add, and see nothing but what is asked. */
export function UploadPage({ token }: { token: string }) {
  const [passcode, setPasscode] = useState<string | null>(null);
  const { data, error, loading, refetch } = useQuery(RequestPageDocument, { variables: { token, passcode }, errorPolicy: 'all', fetchPolicy: 'network-only', pollInterval: 4_000 });
  const request = reveal(RequestSheetFragmentDoc, data?.requestByLink) ?? null;
  const firm = useQuery(FirmOfRequestDocument, { variables: { firm: request?.firmId ?? '' }, skip: !request, errorPolicy: 'all' }).data?.publicFirm;
  const name = firm?.name ?? '';
  useEffect(() => { wearBrand(firm?.brandColour); document.title = request ? `${request.title}${name ? `, ${name}` : ''}` : 'Files'; }, [firm?.brandColour, name, request]);
  const failure = failuresOf(error)[0];
  if (!request) {
    if (failure?.reason?.startsWith('FILES_PASSCODE')) return <Passcode wrong={failure.reason === 'FILES_PASSCODE_WRONG' && !loading} onGiven={setPasscode} />;
    return <main className={css.closed}>{failure && <><h1>{over[failure.reason ?? ''] ?? (failure.code === 'NOT_FOUND' ? 'This link leads to no request.' : 'Firmament is not answering.')}</h1><p>{failure.code === 'NOT_FOUND' ? 'Answer the mail it came in, and a new link is sent to you.' : 'Nothing was lost. Load the page again in a minute.'}</p></>}</main>;
  }
  return (
    <div className={css.wrap}>
      <header className={css.top}>{name && <><FirmMark firm={name} /><b>{name}</b></>}</header>
      <main>
        <h1 className={css.title}>{headline(request)}</h1>
        <p className={css.why}>{request.title}{request.note ? `. ${request.note}` : ''}{request.dueOn ? `. ${dueSentence(request.dueOn)}` : ''}</p>
        <div className={css.segments} role="img" aria-label={`${doneOf(request)} of ${request.items.length} are in`}>{request.items.map((item) => <i key={item.id} data-done={isDone(item.state) || undefined} />)}</div>
        <ul className={css.lines}>{inOrder(request.items).map((item) => <UploadLine key={item.id} item={item} link={{ token, passcode }} open={request.state === 'SENT' || request.state === 'IN_PROGRESS'} onSent={() => void refetch()} />)}</ul>
        <p className={css.foot}>Saved as you go. You can leave and come back with the same link.</p>
      </main>
    </div>
  );
}

const over: Record<string, string> = {
  FILES_LINK_EXPIRED: 'This link has run out.', FILES_LINK_REVOKED: 'This link was taken back.', FILES_REQUEST_CLOSED: 'These files are no longer needed.',
};

const isDone = (state: string): boolean => state === 'RECEIVED' || state === 'ACCEPTED' || state === 'NOT_APPLICABLE';
const doneOf = (request: RequestSheetFragment): number => request.items.filter((item) => isDone(item.state)).length;

/** Sent back first, then what is missing, then what is in. */
function inOrder(items: RequestSheetFragment['items']): RequestSheetFragment['items'] {
  const rank = (state: string) => (state === 'REJECTED' ? 0 : isDone(state) ? 2 : 1);
  return [...items].sort((a, b) => rank(a.state) - rank(b.state));
}

function headline(request: RequestSheetFragment): string {
  const needed = request.items.filter((item) => item.required);
  const left = needed.filter((item) => !isDone(item.state)).length;
  if (request.state === 'SUBMITTED' || request.state === 'COMPLETED' || left === 0) return 'Thank you, all is in.';
  return left === needed.length ? `${spelled(left)} ${left === 1 ? 'thing' : 'things'} to send` : `${spelled(left)} more to go`;
}

function dueSentence(dueOn: string): string {
  const { words, late } = dueWords(dueOn);
  return late ? capital(words) : words === 'today' ? 'Wanted today' : `Wanted by ${words}`;
}

function Passcode({ wrong, onGiven }: { wrong: boolean; onGiven: (passcode: string) => void }) {
  const [typed, setTyped] = useState('');
  const give = (event: FormEvent) => { event.preventDefault(); onGiven(typed.trim()); };
  return (
    <main className={css.closed}>
      <h1>This link asks for a passcode.</h1>
      <p>You got it by another way than the mail.</p>
      <form onSubmit={give}>
        <Field label="Passcode" autoComplete="off" value={typed} maxLength={64} onChange={(event) => setTyped(event.target.value)} />
        <Refused>{wrong && 'That is not the passcode of this link.'}</Refused>
        <LetterButton type="submit" wide disabled={!typed.trim()}>Open</LetterButton>
      </form>
    </main>
  );
}
