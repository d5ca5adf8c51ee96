import { useApolloClient } from '@apollo/client/react';
import { IconAlertTriangle, IconCamera, IconCircleCheck, IconFileUpload, IconPaperclip, IconPlayerPause } from '@tabler/icons-react';
import { useRef, useState, type ChangeEvent } from 'react';
import { BeginLineUploadDocument, CompleteLineUploadDocument, LinePartAddressesDocument, type RequestSheetFragment } from '../../gql/public/graphql';
import { failuresOf } from '../../lib/failures';
import { Refusal, uploadFile, type Progress, type Taker } from '../../lib/upload';
import { LetterButton } from '../../ui/Portal';
import css from './Upload.module.css';

type Item = RequestSheetFragment['items'][number];
interface Link { token: string; passcode: string | null }
interface LineProps { item: Item; link: Link; open: boolean; onSent: () => void }

/** One thing that was asked for: what it is, how far it is, and the ways to send it. */
export function UploadLine({ item, link, open, onSent }: LineProps) {
  const { sending, refused, send, stop } = useSending(item, link, onSent);
  const checking = item.checkingCount > 0 && !sending;
  const done = item.state === 'RECEIVED' || item.state === 'ACCEPTED' || item.state === 'NOT_APPLICABLE';
  return (
    <li className={css.line} data-state={done ? 'done' : item.state === 'REJECTED' ? 'back' : 'open'}>
      <h2>{item.title}{!item.required && <small>if you have it</small>}</h2>
      {item.state === 'REJECTED' && item.reason && <p className={css.back}><IconAlertTriangle aria-hidden />{item.reason}</p>}
      {item.hint && !done && <p className={css.hint}>{item.hint}</p>}
      <div role="status" aria-live="polite">
        {checking && <p className={css.quiet}>Checking what you sent</p>}
        {done && <p className={css.in}><IconCircleCheck aria-hidden />{doneWords(item)}</p>}
        {refused && <p className={css.back}><IconAlertTriangle aria-hidden />{refused}</p>}
      </div>
      {sending && <Sending progress={sending} onStop={stop} />}
      {!sending && !checking && !done && open && <Ways title={item.title} onFile={send} />}
    </li>
  );
}

const doneWords = (item: Item): string => (item.state === 'NOT_APPLICABLE' ? 'Not needed' : item.fileCount === 1 ? 'It is in' : `${item.fileCount} files are in`);

function Ways({ title, onFile }: { title: string; onFile: (file: File) => void }) {
  const photo = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => { const [file] = event.target.files ?? []; event.target.value = ''; if (file) onFile(file); };
  return (
    <div className={css.ways}>
      <LetterButton look="outline" onClick={() => photo.current?.click()}><IconCamera size={20} aria-hidden />Take photo<span className="fm-hidden"> of {title}</span></LetterButton>
      <LetterButton look="outline" onClick={() => choose.current?.click()}><IconPaperclip size={20} aria-hidden />Choose file<span className="fm-hidden"> for {title}</span></LetterButton>
      <input ref={photo} type="file" accept="image/*" capture="environment" hidden tabIndex={-1} aria-label={`Photo of ${title}`} onChange={take} />
      <input ref={choose} type="file" hidden tabIndex={-1} aria-label={`File for ${title}`} data-choose onChange={take} />
    </div>
  );
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

function Sending({ progress, onStop }: { progress: Progress; onStop: () => void }) {
  const share = progress.of > 0 ? Math.round((progress.done / progress.of) * 100) : 0;
  const Mark = progress.step === 'waiting' ? IconPlayerPause : IconFileUpload;
  const words = progress.step === 'waiting' ? 'Paused, no connection. Goes on by itself.' : progress.step === 'reading' ? 'Reading the file' : `${megabytes(progress.done)} of ${megabytes(progress.of)} MB`;
  return (
    <div className={css.sending}>
      <p><Mark size={18} aria-hidden />{words}</p>
      <div className={css.bar} role="progressbar" aria-label="Sent" aria-valuemin={0} aria-valuemax={100} aria-valuenow={share}><i style={{ width: `${share}%` }} /></div>
      <LetterButton look="text" onClick={onStop}>Stop</LetterButton>
    </div>
  );
}

function useSending(item: Item, link: Link, onSent: () => void) {
  const graph = useApolloClient();
  const [sending, setSending] = useState<Progress | null>(null);
  const [refused, setRefused] = useState('');
  const stopping = useRef<AbortController | null>(null);
  const send = (file: File) => {
    const stop = new AbortController();
    stopping.current = stop;
    setRefused('');
    setSending({ step: 'reading', done: 0, of: file.size });
    void uploadFile(takerOf(graph, item.id, link), file, { onProgress: setSending, signal: stop.signal })
      .then(onSent, (error: unknown) => { if (!stop.signal.aborted) setRefused(error instanceof Refusal ? error.message : 'It did not get through. What you chose is still with you; send it once more.'); })
      .finally(() => setSending(null));
  };
  return { sending, refused, send, stop: () => stopping.current?.abort() };
}

/** The graph's acts for one line; a refusal is final, a lost connection is not. */
function takerOf(graph: ReturnType<typeof useApolloClient>, itemId: string, { token, passcode }: Link): Taker {
  const link = { token, passcode };
  const said = async <Data,>(work: Promise<{ data?: Data | null; error?: unknown }>): Promise<Data> => {
    const { data, error } = await work;
    const failure = failuresOf(error)[0];
    if (failure && failure.code !== 'UNREACHABLE' && failure.code !== 'INTERNAL' && failure.code !== 'RATE_LIMITED') throw new Refusal(failure.words);
    if (!data) throw new Error(failure?.words ?? 'no answer');
    return data;
  };
  return {
    begin: async (declared) => (await said(graph.mutate({ mutation: BeginLineUploadDocument, variables: { input: { ...declared, itemId, link } }, errorPolicy: 'all' }))).beginRequestUpload,
    addresses: async (uploadId, numbers) => (await said(graph.mutate({ mutation: LinePartAddressesDocument, variables: { input: { uploadId, numbers, link } }, errorPolicy: 'all' }))).presignRequestUploadParts,
    complete: async (uploadId, parts) => { await said(graph.mutate({ mutation: CompleteLineUploadDocument, variables: { input: { uploadId, parts, link } }, errorPolicy: 'all' })); },
  };
}
