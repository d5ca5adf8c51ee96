import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { CancelRequestDocument, SendRequestDocument, type RequestRecordFragment } from '../../../../gql/staff/graphql';
import { refusalWords } from '../../../../lib/failures';
import { dayWords, plainDate } from '../../../../lib/format';
import { Act } from '../../../../ui/Act';
import { Effects, type Effect } from '../../../../ui/Effects';
import { useTell } from '../../../../ui/Told';
import { useAct } from '../../../../ui/use-act';
import type { ClientRecord } from '../ClientPage';
import { recipientOf } from './recipient';
import { reminderWords, thingWords } from './request-words';

interface SendDialogProps {
  request: RequestRecordFragment;
  client: ClientRecord;
  passcode: string | null;
  onSent: () => void;
  onClose: () => void;
}

/** What sending does, told from the draft as the server holds it. */
function effectsOf({ request, client, passcode }: Pick<SendDialogProps, 'request' | 'client' | 'passcode'>): Effect[] {
  const to = recipientOf(client, request);
  const count = request.items?.length ?? 0;
  const reminders = reminderWords(request.remindAt, 0);
  return [
    to ? { act: `Mail ${to.name} now`, detail: `At ${to.email}, with a link to send ${thingWords(count)} by.${passcode ? ' The link asks for the passcode, which the mail does not hold.' : ''}` } : { act: 'Mail nobody', detail: 'No person of this client has an address. The owner of the firm is told.' },
    { act: 'Put it in the portal', detail: `«${request.title}» stands on the list of ${client.displayName}${request.dueOn ? `, wanted by ${dayWords(plainDate(request.dueOn), 'UTC')}` : ''}.` },
    reminders ? { act: 'Remind by itself', detail: `On ${reminders}, for as long as something is missing.` } : { act: 'Remind nobody by itself', detail: request.dueOn ? 'Every usual day for it is past. You can remind by hand.' : 'It has no date. You can remind by hand.' },
  ];
}

/** The last look before a request leaves the firm. */
export function SendDialog({ request, client, passcode, onSent, onClose }: SendDialogProps) {
  const [send, { loading }] = useMutation(SendRequestDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const tell = useTell();
  const act = async () => {
    const { data, error } = await send({ variables: { input: { requestId: request.id, ifVersion: request.version, passcode } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.sendFileRequest) { setRefusal(refusalWords(error)); return; }
    tell.done('Sent', `${client.displayName} is asked for ${thingWords(request.items?.length ?? 0)}.`);
    onSent();
  };
  return <Effects open title={`Ask for ${thingWords(request.items?.length ?? 0)}`} effects={effectsOf({ request, client, passcode })} undo="Mail cannot be called back. The request can be stopped." refusal={refusal} busy={loading} onAct={() => void act()} onClose={onClose} />;
}

/** Throws a draft away, as far as a request can be: it is cancelled, and nobody was asked. */
export function CancelDraft({ request, onChanged, onClose }: { request: RequestRecordFragment; onChanged: () => void; onClose: () => void }) {
  const [cancel] = useMutation(CancelRequestDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const drop = async () => { if (await act(cancel({ variables: { input: { requestId: request.id } } }), { done: 'The draft is dropped', why: 'Nobody was asked.', refused: 'The draft stays' })) onClose(); };
  return <Act look="ghost" busy={busy} onClick={() => void drop()}>Drop it</Act>;
}
