import { useMutation } from '@apollo/client/react';
import { useRef, useState, type DragEvent } from 'react';
import { BeginBillUploadDocument, ReceiveBillDocument } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { fingerprint } from '../../../lib/upload';
import { Act } from '../../../ui/Act';
import { SideDrawer } from '../../../ui/SideDrawer';
import { useTell } from '../../../ui/Told';
import { Refused } from '../../../ui/Trouble';
import css from './Bills.module.css';

const kinds = ['application/pdf', 'image/png', 'image/jpeg'];
const mostBytes = 20 * 1024 * 1024;
// The browser sets these itself, and lets nobody else do it.
const ownHeaders = ['content-length', 'host'];

/** Takes the file of a bill in: chosen or dropped, sent to the store, and read by somebody afterwards. */
export function HandInDrawer({ open, onDone, onClose }: { open: boolean; onDone: (billId: string) => void; onClose: () => void }) {
  const { send, step, refused } = useHandIn(onDone);
  const pick = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => { const [file] = files ?? []; if (file) void send(file); };
  const drop = (event: DragEvent) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files); };
  return (
    <SideDrawer open={open} title="Hand a bill in" onClose={onClose}>
      <div className={css.drop} data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
        <p>Drop the bill here: a PDF, or a picture of it, of at most 20 MB.</p>
        <Act look="primary" busy={step !== null} autoFocus onClick={() => pick.current?.click()}>Choose a file</Act>
        <input ref={pick} type="file" className="fm-hidden" aria-label="The file of the bill" tabIndex={-1} accept={kinds.join(',')} onChange={(event) => { take(event.target.files); event.target.value = ''; }} />
        <p role="status" className="fm-second">{step ?? 'Nothing is guessed: somebody reads it next, and says what it is for.'}</p>
      </div>
      <Refused>{refused}</Refused>
    </SideDrawer>
  );
}

function useHandIn(onDone: (billId: string) => void) {
  const [begin] = useMutation(BeginBillUploadDocument, { errorPolicy: 'all' });
  const [receive] = useMutation(ReceiveBillDocument, { errorPolicy: 'all' });
  const [step, setStep] = useState<string | null>(null);
  const [refused, setRefused] = useState('');
  const tell = useTell();
  const sent = async (file: File): Promise<string> => {
    if (!kinds.includes(file.type)) throw new Error('That is neither a PDF nor a PNG or JPEG picture. Nothing was sent.');
    if (file.size === 0 || file.size > mostBytes) throw new Error('A bill has at most 20 MB, and not nothing. Nothing was sent.');
    setStep('Reading the file.');
    const sha256 = await fingerprint(file, () => undefined, new AbortController().signal);
    const begun = await begin({ variables: { input: { name: file.name.slice(0, 200), contentType: file.type, size: file.size, sha256 } } });
    if (!begun.data?.beginBillUpload) throw new Error(refusalWords(begun.error));
    const { uploadId, url, headers } = begun.data.beginBillUpload;
    setStep('Sending the file.');
    const answer = await fetch(url, { method: 'PUT', credentials: 'omit', body: file, headers: Object.fromEntries(headers.filter(({ name }) => !ownHeaders.includes(name.toLowerCase())).map(({ name, value }) => [name, value])) });
    if (!answer.ok) throw new Error('The file did not arrive. Nothing was taken in; try once more.');
    setStep('Taking it in.');
    const taken = await receive({ variables: { input: { uploadId } } });
    if (!taken.data?.receiveBill) throw new Error(refusalWords(taken.error));
    return taken.data.receiveBill.id;
  };
  const send = async (file: File) => {
    setRefused('');
    try {
      const id = await sent(file);
      tell.done('The bill is in', 'It waits to be read.');
      onDone(id);
    } catch (error) {
      setRefused(error instanceof Error && error.message ? error.message : 'This did not work, and nothing was taken in.');
    } finally {
      setStep(null);
    }
  };
  return { send, step, refused };
}
