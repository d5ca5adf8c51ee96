import { useQuery } from '@apollo/client/react';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { PickClientsDocument, PickedClientDocument, type PickedClientQuery } from '../../../gql/staff/graphql';
import { usePage } from '../../../lib/use-page';
import { Field, PickField } from '../../../ui/Field';
import { choicesOf, foundWords, moreWords } from './client-choices';

const typingMs = 250;

/** The client that a form is about; null before anybody was chosen, and until it is known. */
export function usePickedClient(id: string): PickedClientQuery['client'] | null {
  return useQuery(PickedClientDocument, { variables: { id }, skip: id === '', errorPolicy: 'all' }).data?.client ?? null;
}

interface ClientPickProps { label: string; value: string; none: string; autoFocus?: boolean; optional?: boolean; onPick: (clientId: string) => void }

/** One of the firm's clients. Where they are many, a part of the name finds the others. */
export function ClientPickField({ label, value, none, autoFocus, optional, onPick }: ClientPickProps) {
  const [words, setWords] = useState('');
  const [search] = useDebouncedValue(words.trim(), typingMs);
  const page = usePage(PickClientsDocument, { search: search || null });
  const found = page.data?.clients.nodes ?? [];
  const total = page.data?.clients.totalCount ?? 0;
  const chosen = usePickedClient(value);
  const more = moreWords(found.length, total);
  return (
    <>
      {(more !== null || words !== '') && <Field label={`Find: ${label}`} optional value={words} help={search !== '' && !page.refreshing ? foundWords(found.map((one) => one.displayName)) : more} onChange={(event) => setWords(event.target.value)} />}
      <PickField label={label} optional={optional} autoFocus={autoFocus} value={value} wrong={page.failure && !page.data ? 'Clients cannot be read at this moment.' : null} onChange={(event) => onPick(event.target.value)}>
        <option value="">{none}</option>
        {choicesOf(found, value === '' ? null : chosen).map((one) => <option key={one.id} value={one.id}>{one.displayName}</option>)}
      </PickField>
    </>
  );
}
