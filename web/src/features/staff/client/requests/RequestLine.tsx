import { useMutation } from '@apollo/client/react';
import { IconArrowBackUp, IconBan, IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { AcceptLineDocument, SendLineBackDocument, WaiveLineDocument, type RequestLineFragment, type RequestRecordFragment } from '../../../../gql/staff/graphql';
import { sizeWords } from '../../../../lib/format';
import { Act } from '../../../../ui/Act';
import { FormDialog } from '../../../../ui/Effects';
import { When } from '../../../../ui/facts';
import { TextField } from '../../../../ui/Field';
import { Status } from '../../../../ui/Status';
import { useAct } from '../../../../ui/use-act';
import { uploadWords } from '../upload-words';
import css from './Requests.module.css';

interface RequestLineProps {
  line: RequestLineFragment;
  request: RequestRecordFragment;
  clientId: string;
  onChanged: () => void;
}

/** One thing that was asked for: its state, what came, and what we say to it. */
export function RequestLine({ line, request, clientId, onChanged }: RequestLineProps) {
  const over = request.state === 'CANCELLED' || request.state === 'EXPIRED';
  return (
    <li className={css.line}>
      <div className={css.lineHead}>
        <h3>{line.title}{!line.required && <small>if they have it</small>}</h3>
        <Status machine="requestLine" state={line.state} small />
      </div>
      {line.hint && <p className="fm-quiet">{line.hint}</p>}
      {line.reason && <p className={css.reason}>«{line.reason}»</p>}
      {line.files?.map((file) => (
        <p key={file.id} className={css.file}>
          {file.scanState === 'CLEAN' ? <Link to="/clients/$clientId" params={{ clientId }} search={{ tab: 'files', open: file.id }} className="fm-link fm-trunc">{file.name}</Link> : <span className="fm-trunc">{file.name}</span>}
          <span className="fm-quiet">{sizeWords(file.size)}, {file.byName ? `${file.byName}, ` : ''}<When at={file.createdAt} as="ago" /></span>
          {file.scanState !== 'CLEAN' && <Status machine="file" state={file.scanState} small />}
        </p>
      ))}
      {line.uploads?.map((upload) => <p key={upload.id} className={css.file}><span className="fm-trunc">{upload.name}</span><span className="fm-quiet">{uploadWords(upload)}</span></p>)}
      {!over && <LineActs line={line} onChanged={onChanged} />}
    </li>
  );
}

/** What may be said to a line in its state. */
function LineActs({ line, onChanged }: { line: RequestLineFragment; onChanged: () => void }) {
  const [accept] = useMutation(AcceptLineDocument, { errorPolicy: 'all' });
  const [dialog, setDialog] = useState<'back' | 'waive' | null>(null);
  const { busy, act } = useAct(onChanged);
  const input = { itemId: line.id, ifVersion: line.version };
  const open = line.state === 'WAITING' || line.state === 'REJECTED';
  return (
    <div className={css.lineActs}>
      {line.state === 'RECEIVED' && <Act small icon={IconCheck} busy={busy} onClick={() => void act(accept({ variables: { input } }), { done: `«${line.title}» is accepted`, refused: `«${line.title}» stays as it was` })}>Accept</Act>}
      {(line.state === 'RECEIVED' || line.state === 'ACCEPTED') && <Act small icon={IconArrowBackUp} busy={busy} onClick={() => setDialog('back')}>Send back</Act>}
      {open && <Act small icon={IconBan} busy={busy} onClick={() => setDialog('waive')}>Not needed</Act>}
      {dialog && <ReasonDialog what={dialog} line={line} onChanged={onChanged} onClose={() => setDialog(null)} />}
    </div>
  );
}

const words = {
  back: { title: 'Send back', label: 'What is wrong with it', lead: 'They get these words by mail, with a link for this line alone. The other lines keep what they have.', act: 'Send back', done: 'is sent back', why: 'The client is told.' },
  waive: { title: 'Not needed', label: 'Why it is not needed', lead: 'The line leaves the list of the client. The reason is kept with it.', act: 'It is not needed', done: 'is not needed', why: 'Nobody is asked for it any more.' },
} as const;

function ReasonDialog({ what, line, onChanged, onClose }: { what: 'back' | 'waive'; line: RequestLineFragment; onChanged: () => void; onClose: () => void }) {
  const [reject] = useMutation(SendLineBackDocument, { errorPolicy: 'all' });
  const [waive] = useMutation(WaiveLineDocument, { errorPolicy: 'all' });
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const { busy, act } = useAct(onChanged);
  const say = words[what];
  const send = async () => {
    if (!reason.trim()) { setMissing(true); return; }
    const input = { itemId: line.id, ifVersion: line.version, reason: reason.trim() };
    const done = await act(what === 'back' ? reject({ variables: { input } }) : waive({ variables: { input } }), { done: `«${line.title}» ${say.done}`, why: say.why, refused: `«${line.title}» stays as it was` });
    if (done) onClose();
  };
  return (
    <FormDialog open title={`${say.title}: ${line.title}`} lead={say.lead} act={say.act} busy={busy} onAct={() => void send()} onClose={onClose}>
      <TextField label={say.label} autoFocus maxLength={500} value={reason} wrong={missing && !reason.trim() ? 'Say why, in words for the client.' : null} onChange={(event) => setReason(event.target.value)} />
    </FormDialog>
  );
}
