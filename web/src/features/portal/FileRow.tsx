import { useMutation } from '@apollo/client/react';
import { IconAlertTriangle, IconDownload, IconFileText, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { FetchPortalFileDocument, type PortalFileFragment } from '../../gql/portal/graphql';
import { refusalWords } from '../../lib/failures';
import { dayWords, instant, sizeWords } from '../../lib/format';
import { FileAnswer } from './FileAnswer';
import { Way } from './ways';
import css from './Files.module.css';

/** A file that both sides see: what it is, what was answered, and the way to fetch it. */
export function FileRow({ file, answer }: { file: PortalFileFragment; answer?: boolean }) {
  const { fetchIt, busy, refused } = useFetching(file.id);
  const infected = file.scanState === 'INFECTED';
  const Mark = file.locked ? IconLock : infected ? IconAlertTriangle : IconFileText;
  return (
    <li className={css.file}>
      <div className={css.line}>
        <Mark size={20} stroke={1.75} aria-hidden />
        <div>
          <b>{file.name}</b>
          <p>{sizeWords(file.size)}, {dayWords(instant(file.createdAt))}{file.byName ? `, ${file.byName}` : ''}</p>
          {file.locked && <WaitsFor invoices={file.waitsFor} />}
          {infected && <p className={css.bad}>It did not pass our safety check and cannot be opened.</p>}
          {file.approval === 'APPROVED' && <p className={css.good}>{answered('Approved', file)}</p>}
          {file.approval === 'DISAPPROVED' && <p className={css.bad}>{answered('Disapproved', file)}</p>}
          {file.approval === 'PENDING' && !answer && <p>Waits for your answer.</p>}
          {refused && <p className={css.bad} role="alert">{refused}</p>}
        </div>
        {!file.locked && !infected && <button type="button" className={css.fetch} aria-label={`Download ${file.name}`} aria-busy={busy || undefined} onClick={() => void fetchIt()}><IconDownload size={20} stroke={1.75} aria-hidden /><span>Download</span></button>}
      </div>
      {answer && <FileAnswer file={file} />}
    </li>
  );
}

/** Why it is closed, with the way to what has to be paid. */
function WaitsFor({ invoices }: { invoices: PortalFileFragment['waitsFor'] }) {
  const out = invoices.filter((one): one is { id: string; number: string } => Boolean(one?.number));
  if (out.length === 0) return <p>Opens when the invoice that belongs to it is paid.</p>;
  return <p>Opens when {out.length === 1 ? 'this is' : 'these are'} paid: {out.map((one, at) => <span key={one.id}>{at > 0 && ', '}<Way to={`/invoices/${one.id}`} className={css.pay}>{one.number}</Way></span>)}.</p>;
}

function answered(word: string, { approvalBy, approvalAt, approvalComment }: PortalFileFragment): string {
  const by = approvalBy ? ` by ${approvalBy}` : '';
  return `${word}${by}${approvalAt ? ` on ${dayWords(instant(approvalAt))}` : ''}${approvalComment ? `: ${approvalComment}` : '.'}`;
}

/** Each download asks for an address of its own, which is over in minutes and noted with who asked. */
function useFetching(fileId: string) {
  const [ask, { loading }] = useMutation(FetchPortalFileDocument, { errorPolicy: 'all' });
  const [refused, setRefused] = useState('');
  const fetchIt = async () => {
    const { data, error } = await ask({ variables: { input: { fileId } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    setRefused(refusalWords(error));
    if (data && !error) window.location.assign(data.fileDownload.url);
  };
  return { fetchIt, busy: loading, refused };
}
