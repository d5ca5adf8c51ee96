import { useMutation } from '@apollo/client/react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { CreateClientDocument, type ClientKind } from '../../../gql/staff/graphql';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { FormDialog } from '../../../ui/Effects';
import { Field, PickField } from '../../../ui/Field';

const kinds: readonly (readonly [ClientKind, string])[] = [['ORG', 'A business or other organisation'], ['PERSON', 'A person'], ['HOUSEHOLD', 'A household']];

/** Adds a client by hand. */
export function NewClientDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<ClientKind>('ORG');
  const [refusal, setRefusal] = useState<unknown>(null);
  const [create, { loading }] = useMutation(CreateClientDocument, { errorPolicy: 'all' });
  const navigate = useNavigate();
  const field = failuresOf(refusal)[0]?.field;
  const send = async () => {
    setRefusal(null);
    const { data, error } = await create({ variables: { input: { displayName: name.trim(), kind } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.createClient) { setRefusal(error); return; }
    onClose();
    setName('');
    await navigate({ to: '/clients/$clientId', params: { clientId: data.createClient.id }, search: { tab: undefined, topic: undefined } });
  };
  return (
    <FormDialog open={open} title="New client" act="Add client" busy={loading} refusal={field ? '' : refusalWords(refusal)} onAct={() => void send()} onClose={onClose}>
      <Field label="Name" data-autofocus maxLength={300} value={name} wrong={field === 'input.displayName' ? refusalWords(refusal) : null} onChange={(event) => setName(event.target.value)} />
      <PickField label="Kind" value={kind} onChange={(event) => setKind(event.target.value as ClientKind)}>{kinds.map(([key, words]) => <option key={key} value={key}>{words}</option>)}</PickField>
    </FormDialog>
  );
}
