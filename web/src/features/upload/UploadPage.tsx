import { useApolloClient, useQuery } from '@apollo/client/react';
import { useEffect, useState, type FormEvent } from 'react';
import { reveal } from '../../gql/public';
import { FirmOfRequestDocument, RequestPageDocument, RequestSheetFragmentDoc, type RequestSheetFragment } from '../../gql/public/graphql';
import { wearBrand } from '../../lib/brand';
import { failuresOf } from '../../lib/failures';
import { countWords } from '../../lib/format';
import { leftWords } from '../../lib/upload-words';
import { Field } from '../../ui/Field';
import { FirmMark, LetterButton } from '../../ui/Portal';
import { Refused } from '../../ui/Trouble';
import type { AskedLine } from '../../ui/UploadRow';
import { UploadSheet, WhyLine } from '../../ui/UploadSheet';
import { lineTaker } from './line-taker';
import css from './Upload.module.css';

/** What somebody was asked for, behind the link of a mail: they add, and see nothing but what is asked. */
export function UploadPage({ token }: { token: string }) {
  const graph = useApolloClient();
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
  const open = ['SENT', 'IN_PROGRESS', 'SUBMITTED'].includes(request.state);
  return (
    <div className={css.wrap}>
      <header className={css.top}>{name && <><FirmMark firm={name} /><b>{name}</b></>}</header>
      <main>
        <h1 className={css.title}>{leftWords(request.items, request.state)}</h1>
        <div className={css.why}><WhyLine why={`${sentence(request.title)}${request.note ? ` ${sentence(request.note)}` : ''}`} dueOn={request.dueOn} open={open} lines={request.items} /></div>
        <UploadSheet lines={request.items.map(lineOf)} open={open} takerOf={(itemId) => lineTaker(graph, itemId, { token, passcode })} onIn={() => refetch()} foot="Saved as you go. You can leave and come back with the same link." />
      </main>
    </div>
  );
}

const over: Record<string, string> = {
  FILES_LINK_EXPIRED: 'This link has run out.', FILES_LINK_REVOKED: 'This link was taken back.', FILES_REQUEST_CLOSED: 'These files are no longer needed.',
};

const sentence = (words: string): string => (/[.?!…]$/.test(words.trim()) ? words.trim() : `${words.trim()}.`);

/** By a link one sees how many files came, and never which. */
function lineOf({ fileCount, checkingCount, ...line }: RequestSheetFragment['items'][number]): AskedLine {
  return { ...line, came: fileCount === 0 ? '' : countWords(fileCount, 'file'), checking: checkingCount > 0 };
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
