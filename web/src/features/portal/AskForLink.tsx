import { useMutation } from '@apollo/client/react';
import { useState, type FormEvent } from 'react';
import { RequestPortalLinkDocument } from '../../gql/portal/graphql';
import { refusalWords } from '../../lib/failures';
import { Field } from '../../ui/Field';
import { LetterButton } from '../../ui/Portal';

/** Asks for a link; everybody gets the same answer. */
export function AskForLink({ firm }: { firm: string }) {
  const [email, setEmail] = useState('');
  const [said, setSaid] = useState('');
  const [wrong, setWrong] = useState('');
  const [send, { loading }] = useMutation(RequestPortalLinkDocument, { errorPolicy: 'all' });
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    setWrong('');
    if (!/^\S+@\S+\.\S+$/.test(email.trim())) { setWrong('Write an address like name@firm.example.'); return; }
    const { data, error } = await send({ variables: { input: { firm, email: email.trim() } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (data?.requestPortalLink) setSaid(data.requestPortalLink.sentence);
    else setWrong(refusalWords(error));
  };
  if (said) return <p role="status">{said}</p>;
  return (
    <form onSubmit={(event) => void ask(event)} noValidate>
      <Field label="Email" type="email" inputMode="email" autoComplete="email" maxLength={254} value={email} wrong={wrong} onChange={(event) => setEmail(event.target.value)} />
      <LetterButton type="submit" wide busy={loading}>Send me a link</LetterButton>
    </form>
  );
}
