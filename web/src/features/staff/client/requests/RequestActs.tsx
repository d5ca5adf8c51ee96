import { useMutation } from '@apollo/client/react';
import { Menu } from '@mantine/core';
import { IconBan, IconBell, IconChecks, IconDots, IconLinkOff, IconMailForward } from '@tabler/icons-react';
import { useState } from 'react';
import { reveal } from '../../../../gql/staff';
import { AcceptLineDocument, CancelRequestDocument, RemindRequestDocument, RenewRequestLinkDocument, RequestLineFragmentDoc, RevokeRequestLinkDocument, type RequestRecordFragment } from '../../../../gql/staff/graphql';
import { refusalWords } from '../../../../lib/failures';
import { dayWords, instant } from '../../../../lib/format';
import { Act } from '../../../../ui/Act';
import { Effects, FormDialog, type Effect } from '../../../../ui/Effects';
import { TextField } from '../../../../ui/Field';
import { useTell } from '../../../../ui/Told';
import { useAct } from '../../../../ui/use-act';
import type { ClientRecord } from '../ClientPage';
import { recipientOf } from './recipient';
import { isAsked, thingWords } from './request-words';

type Asking = 'remind' | 'renew' | 'revoke' | 'cancel';
interface ActsProps { request: RequestRecordFragment; client: ClientRecord; onChanged: () => void }

/** What can be done with a whole request: remind, accept what is left, its links, an end. */
export function RequestActs({ request, client, onChanged }: ActsProps) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [accept] = useMutation(AcceptLineDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const toCheck = (request.items ?? []).map((item) => reveal(RequestLineFragmentDoc, item)).filter((line) => line.state === 'RECEIVED');
  const asked = isAsked(request.state);
  const acceptAll = async () => { for (const line of toCheck) if (!(await act(accept({ variables: { input: { itemId: line.id, ifVersion: line.version } } }), { done: `«${line.title}» is accepted`, refused: `«${line.title}» stays as it was` }))) return; };
  if (!asked && request.state !== 'SUBMITTED') return null;
  return (
    <>
      {toCheck.length > 0 && <Act look="primary" icon={IconChecks} busy={busy} onClick={() => void acceptAll()}>Accept {toCheck.length === 1 ? 'it' : `all ${toCheck.length}`}</Act>}
      {asked && <Act look={toCheck.length > 0 ? 'plain' : 'primary'} icon={IconBell} onClick={() => setAsking('remind')}>Remind now</Act>}
      <Menu position="top-start" width={220}>
        <Menu.Target><Act look="icon" icon={IconDots} label="More to do with this request" /></Menu.Target>
        <Menu.Dropdown>
          {asked && <Menu.Item leftSection={<IconMailForward size={15} stroke={1.75} />} onClick={() => setAsking('renew')}>Send a new link</Menu.Item>}
          {asked && <Menu.Item leftSection={<IconLinkOff size={15} stroke={1.75} />} onClick={() => setAsking('revoke')}>Take the links back</Menu.Item>}
          <Menu.Item leftSection={<IconBan size={15} stroke={1.75} />} onClick={() => setAsking('cancel')}>Stop asking</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'cancel' ? <CancelDialog request={request} onChanged={onChanged} onClose={() => setAsking(null)} /> : asking && <AskFirst what={asking} request={request} client={client} onChanged={onChanged} onClose={() => setAsking(null)} />}
    </>
  );
}

/** What each act will do, told from what the request knows of itself. */
function effectsOf(what: Exclude<Asking, 'cancel'>, request: RequestRecordFragment, client: ClientRecord): { title: string; effects: Effect[]; undo: string | null } {
  const to = recipientOf(client, request);
  const missing = (request.items ?? []).map((item) => reveal(RequestLineFragmentDoc, item)).filter((line) => line.state === 'WAITING' || line.state === 'REJECTED');
  const mail: Effect = to ? { act: `Mail ${to.name} now`, detail: `At ${to.email}, with a link for ${thingWords(missing.length)}: ${missing.map((line) => line.title).join(', ')}.` } : { act: 'Mail nobody', detail: 'No person of this client has an address. The owner of the firm is told.' };
  const called = 'Mail cannot be called back.';
  if (what === 'remind') {
    const planned = request.remindAt[request.remindersSent];
    return { title: 'Send 1 reminder', effects: [mail, planned ? { act: `Skip the reminder of ${dayWords(instant(planned))}`, detail: 'This one counts in its place.' } : { act: 'Change no plan', detail: 'No automatic reminder is left.' }], undo: called };
  }
  if (what === 'renew') return { title: 'Send 1 new link', effects: [{ act: 'Close every earlier link', detail: 'Whoever opens one reads that it was taken back.' }, mail], undo: called };
  return { title: 'Take the links back', effects: [{ act: 'Close every link of this request', detail: 'Whoever opens one reads that it was taken back. The request stays open in the portal.' }], undo: 'A new link can be sent later.' };
}

function AskFirst({ what, request, client, onChanged, onClose }: ActsProps & { what: Exclude<Asking, 'cancel'>; onClose: () => void }) {
  const [remind, reminding] = useMutation(RemindRequestDocument, { errorPolicy: 'all' });
  const [renew, renewing] = useMutation(RenewRequestLinkDocument, { errorPolicy: 'all' });
  const [revoke, revoking] = useMutation(RevokeRequestLinkDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const tell = useTell();
  const { title, effects, undo } = effectsOf(what, request, client);
  const run = async (): Promise<string | null> => {
    if (what === 'remind') {
      const { data, error } = await remind({ variables: { input: { requestId: request.id, round: request.round, reminderNo: request.remindersSent + 1 } } });
      if (!data?.remindFileRequest) throw error;
      return data.remindFileRequest.reminded ? 'Reminded' : null;
    }
    const input = { requestId: request.id };
    const { error } = what === 'renew' ? await renew({ variables: { input } }) : await revoke({ variables: { input } });
    if (error) throw error;
    return what === 'renew' ? 'A new link is on its way' : 'The links are taken back';
  };
  const send = async () => {
    try {
      const done = await run();
      if (done) tell.done(done); else tell.refused('Nobody was reminded', 'Somebody else did it a moment ago, or nothing is missing any more.');
      onChanged();
      onClose();
    } catch (error) { setRefusal(refusalWords(error)); }
  };
  return <Effects open title={title} effects={effects} undo={undo} refusal={refusal} busy={reminding.loading || renewing.loading || revoking.loading} onAct={() => void send()} onClose={onClose} />;
}

function CancelDialog({ request, onChanged, onClose }: { request: RequestRecordFragment; onChanged: () => void; onClose: () => void }) {
  const [cancel] = useMutation(CancelRequestDocument, { errorPolicy: 'all' });
  const [reason, setReason] = useState('');
  const { busy, act } = useAct(onChanged);
  const send = async () => { if (await act(cancel({ variables: { input: { requestId: request.id, reason: reason.trim() || null } } }), { done: 'Nothing more is asked for', why: 'What came stays with the client’s files.', refused: `«${request.title}» stays open` })) onClose(); };
  return (
    <FormDialog open title={`Stop asking: ${request.title}`} lead="Its links open nothing any more, it leaves the portal, and nobody is reminded. What came stays. This cannot be undone." act="Stop asking" busy={busy} onAct={() => void send()} onClose={onClose}>
      <TextField label="Why" optional autoFocus maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
    </FormDialog>
  );
}
