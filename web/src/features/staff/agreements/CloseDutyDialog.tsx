import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { CloseDutyDocument, type DutyFragment } from '../../../gql/staff/graphql';
import { dayWords, plainDate } from '../../../lib/format';
import { FormDialog } from '../../../ui/Effects';
import { PickField, TextField } from '../../../ui/Field';
import { useAct } from '../../../ui/use-act';
import { rhythmWords } from './duty-words';

/** A duty is done, or need not be. */
export function CloseDutyDialog({ duty, onChanged, onClose }: { duty: DutyFragment; onChanged: () => unknown; onClose: () => void }) {
  const [state, setState] = useState<'FULFILLED' | 'WAIVED'>('FULFILLED');
  const [note, setNote] = useState('');
  const [close] = useMutation(CloseDutyDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(() => void onChanged());
  const done = state === 'FULFILLED';
  const send = async () => { if (await act(close({ variables: { input: { obligationId: duty.id, state, note: note.trim() || null, ifVersion: duty.version } } }), { done: done ? 'Done' : 'Let go', refused: 'It stays open' })) onClose(); };
  return (
    <FormDialog open title={duty.title} lead={`Due on ${dayWords(plainDate(duty.dueOn), 'UTC')}.${duty.everyMonths === null ? '' : ` It comes again: ${rhythmWords(duty.everyMonths).toLowerCase()}.`}`} act={done ? 'It is done' : 'Let it go'} busy={busy} onAct={() => void send()} onClose={onClose}>
      <PickField label="What became of it" autoFocus value={state} onChange={(event) => setState(event.target.value as 'FULFILLED' | 'WAIVED')}><option value="FULFILLED">It is done</option><option value="WAIVED">It need not be done</option></PickField>
      <TextField label="A word about it" optional maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
    </FormDialog>
  );
}
