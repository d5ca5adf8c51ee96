import { useMutation } from '@apollo/client/react';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { reveal } from '../../../../gql/staff';
import { RequestLineFragmentDoc, RequestRecordFragmentDoc, RewriteRequestDocument, WriteRequestDocument, type RequestRecordFragment } from '../../../../gql/staff/graphql';
import { now } from '../../../../lib/clock';
import { failuresOf, refusalWords } from '../../../../lib/failures';
import { dayOf } from '../../../../lib/format';
import { Act } from '../../../../ui/Act';
import { Field, PickField, TextField } from '../../../../ui/Field';
import { SideDrawer } from '../../../../ui/SideDrawer';
import { useTell } from '../../../../ui/Told';
import { Refused } from '../../../../ui/Trouble';
import type { ClientRecord } from '../ClientPage';
import { CancelDraft, SendDialog } from './SendDialog';
import { recipientsOf } from './recipient';
import css from './Requests.module.css';

interface RequestFormProps {
  draft: RequestRecordFragment | null;
  client: ClientRecord;
  open: boolean;
  onChanged: () => void;
  /** A new request was written down and has an id now. */
  onWritten?: (id: string) => void;
  onClose: () => void;
}

interface Line { key: number; title: string; hint: string; required: boolean }
interface Typed { title: string; note: string; dueOn: string; folderId: string; projectId: string; recipient: string; passcode: string; lines: Line[] }

let counter = 0;
const blank = (): Line => ({ key: ++counter, title: '', hint: '', required: true });

function typedOf(draft: RequestRecordFragment | null, client: ClientRecord): Typed {
  const lines = draft?.items?.map((item) => reveal(RequestLineFragmentDoc, item)).map((line) => ({ ...blank(), title: line.title, hint: line.hint ?? '', required: line.required }));
  const recipient = recipientsOf(client).find((one) => one.email === draft?.recipientEmail)?.id ?? '';
  return { title: draft?.title ?? '', note: draft?.note ?? '', dueOn: draft?.dueOn ?? '', folderId: draft?.folderId ?? '', projectId: draft?.projectId ?? '', recipient, passcode: '', lines: lines?.length ? lines : [blank()] };
}

/** A request as it is written: what, by when, line by line. It is written down before it is sent, and what sending does is said first. */
export function RequestForm({ draft, client, open, onChanged, onWritten, onClose }: RequestFormProps) {
  const [typed, setTyped] = useState(() => typedOf(draft, client));
  const [sending, setSending] = useState<RequestRecordFragment | null>(null);
  const { save, busy, refused } = useSaving({ draft, client, typed });
  const tell = useTell();
  const complete = typed.title.trim() !== '' && typed.lines.some((line) => line.title.trim() !== '');
  const write = async (thenSend: boolean) => {
    const written = await save();
    if (!written) return;
    onChanged();
    if (thenSend) setSending(written);
    else { tell.done('Kept as a draft', 'The client sees nothing until it is sent.'); onClose(); }
  };
  const leave = () => { if (sending && !draft) onWritten?.(sending.id); setSending(null); };
  return (
    <SideDrawer
      open={open} title={draft ? 'Draft of a request' : 'Request files'} onClose={onClose}
      footer={<><Act look="primary" busy={busy} disabled={!complete} onClick={() => void write(true)}>Look and send</Act><Act busy={busy} disabled={!complete} onClick={() => void write(false)}>Keep as draft</Act>{draft && <CancelDraft request={draft} onChanged={onChanged} onClose={onClose} />}</>}
    >
      <RequestFields typed={typed} client={client} asked={Boolean(draft)} refused={refused} onType={setTyped} />
      {sending && <SendDialog request={sending} client={client} passcode={typed.passcode.trim() || null} onSent={() => { onChanged(); onClose(); }} onClose={leave} />}
    </SideDrawer>
  );
}

function RequestFields({ typed, client, asked, refused, onType }: { typed: Typed; client: ClientRecord; asked: boolean; refused: unknown; onType: (typed: Typed) => void }) {
  const people = recipientsOf(client);
  const fault = failuresOf(refused)[0];
  const wrong = (field: string) => (fault?.field?.includes(field) ? fault.words : null);
  const set = (field: 'title' | 'note' | 'dueOn' | 'folderId' | 'projectId' | 'recipient' | 'passcode') => (event: { target: { value: string } }) => onType({ ...typed, [field]: event.target.value });
  return (
    <div className={css.form}>
      <Field label="What it is about" autoFocus maxLength={200} value={typed.title} wrong={wrong('title')} onChange={set('title')} />
      <TextField label="A word to the client" optional maxLength={2000} value={typed.note} wrong={wrong('note')} onChange={set('note')} />
      <Lines lines={typed.lines} onChange={(lines) => onType({ ...typed, lines })} />
      {wrong('items') && <Refused>{wrong('items')}</Refused>}
      <div className={css.pair}>
        <Field label="Wanted by" optional type="date" min={dayOf(now())} value={typed.dueOn} wrong={wrong('dueOn')} onChange={set('dueOn')} />
        <PickField label="Who gets the link" value={typed.recipient} onChange={set('recipient')}><option value="">{people[0] ? `${people[0].name}, main contact` : 'Nobody has an address'}</option>{people.slice(people[0]?.main ? 1 : 0).map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</PickField>
        <PickField label="Files go to" value={typed.folderId} onChange={set('folderId')}><option value="">The top</option>{client.folders?.map((one) => <option key={one.id} value={one.id}>{one.path}</option>)}</PickField>
        <PickField label="For the project" optional disabled={asked} help={asked ? 'Set when it was first written.' : undefined} value={typed.projectId} onChange={set('projectId')}><option value="">None</option>{client.projects?.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</PickField>
      </div>
      <Field label="Passcode for the link" optional autoComplete="off" minLength={4} maxLength={64} value={typed.passcode} wrong={wrong('passcode')} help="Tell it to them by another way than mail." onChange={set('passcode')} />
      {fault && !/title|note|items|dueOn|passcode/.test(fault.field ?? '') && <Refused>{refusalWords(refused)}</Refused>}
    </div>
  );
}

/** The lines: Enter in a line begins the next one. */
function Lines({ lines, onChange }: { lines: Line[]; onChange: (lines: Line[]) => void }) {
  const last = useRef<number | null>(null);
  const put = (key: number, change: Partial<Line>) => onChange(lines.map((line) => (line.key === key ? { ...line, ...change } : line)));
  const add = () => { const line = blank(); last.current = line.key; onChange([...lines, line]); };
  return (
    <fieldset className={css.asked}>
      <legend>What you ask for</legend>
      {lines.map((line, at) => (
        <div key={line.key} className={css.askedLine}>
          <input
            className={css.input} aria-label={`Thing ${at + 1}`} placeholder={at === 0 ? 'Bank statements, October' : undefined} maxLength={200} value={line.title} autoFocus={line.key === last.current}
            onChange={(event) => put(line.key, { title: event.target.value })} onKeyDown={(event) => { if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey) { event.preventDefault(); add(); } }}
          />
          <label className={css.needed}><input type="checkbox" checked={line.required} onChange={(event) => put(line.key, { required: event.target.checked })} />Needed</label>
          <Act look="icon" icon={IconX} label={`Take thing ${at + 1} away`} disabled={lines.length === 1} onClick={() => onChange(lines.filter((one) => one.key !== line.key))} />
          <input className={`${css.input} ${css.hint}`} aria-label={`Hint for thing ${at + 1}`} placeholder="Hint: where they find it, optional" maxLength={1000} value={line.hint} onChange={(event) => put(line.key, { hint: event.target.value })} />
        </div>
      ))}
      <div><Act small look="ghost" icon={IconPlus} disabled={lines.length >= 100} onClick={add}>Add a thing</Act></div>
    </fieldset>
  );
}

/** Writes the request down: a new one, or other words for a draft. */
function useSaving({ draft, client, typed }: { draft: RequestRecordFragment | null; client: ClientRecord; typed: Typed }) {
  const [create, creating] = useMutation(WriteRequestDocument, { errorPolicy: 'all' });
  const [change, changing] = useMutation(RewriteRequestDocument, { errorPolicy: 'all' });
  const [written, setWritten] = useState(draft);
  const [refused, setRefused] = useState<unknown>(null);
  const save = async (): Promise<RequestRecordFragment | null> => {
    const person = recipientsOf(client).find((one) => one.id === typed.recipient);
    const said = {
      title: typed.title.trim(), note: typed.note.trim() || null, dueOn: typed.dueOn || null, folderId: typed.folderId || null, recipient: person ? { name: person.name, email: person.email } : null,
      items: typed.lines.filter((line) => line.title.trim()).map((line) => ({ title: line.title.trim(), hint: line.hint.trim() || null, required: line.required })),
    };
    setRefused(null);
    try {
      const answer = written
        ? await change({ variables: { input: { ...said, requestId: written.id, ifVersion: written.version } } }).then(({ data, error }) => ({ request: data?.changeFileRequest, error }))
        : await create({ variables: { input: { ...said, clientId: client.id, projectId: typed.projectId || null } } }).then(({ data, error }) => ({ request: data?.createFileRequest, error }));
      if (!answer.request) throw answer.error;
      const request = reveal(RequestRecordFragmentDoc, answer.request);
      setWritten(request);
      return request;
    } catch (error) { setRefused(error); return null; }
  };
  return { save, busy: creating.loading || changing.loading, refused };
}
