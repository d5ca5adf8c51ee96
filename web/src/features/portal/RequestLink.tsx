import { useMutation } from '@apollo/client/react';
import { IconMail } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { RequestPortalLinkDocument } from '../../gql/portal/graphql';
import { refusalWords } from '../../lib/failures';
import { Field } from '../../ui/Field';
import { LetterButton } from '../../ui/Portal';
import css from './Door.module.css';

/** Asks for a link by mail. Everybody gets the same answer, known here or not. `second`: the page has a stronger button. */
export function RequestLink({ firm, act, help, second }: { firm: string; act: string; help?: string; second?: boolean }) {
  const [email, setEmail] = useState('');
  const [said, setSaid] = useState('');
  const [wrong, setWrong] = useState('');
  const [send, { loading }] = useMutation(RequestPortalLinkDocument, { errorPolicy: 'all' });
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    setWrong('');
    if (!/^\S+@\S+\.\S+$/.test(email.trim())) { setWrong('Write your address like name@company.example.'); return; }
    const { data, error } = await send({ variables: { input: { firm, email: email.trim() } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (data?.requestPortalLink) setSaid(data.requestPortalLink.sentence);
    else setWrong(refusalWords(error));
  };
  if (said) {
    return (
      <div className={css.said} role="status">
        <IconMail size={22} stroke={1.75} aria-hidden />
        <p>{said}</p>
        <LetterButton look="text" onClick={() => setSaid('')}>Use another address</LetterButton>
      </div>
    );
  }
  return (
    <form className={css.form} onSubmit={(event) => void ask(event)} noValidate>
      <Field label="Your email" type="email" inputMode="email" autoComplete="email" maxLength={254} value={email} wrong={wrong} help={help} onChange={(event) => setEmail(event.target.value)} />
      <LetterButton type="submit" wide look={second ? 'outline' : 'fill'} busy={loading}>{act}</LetterButton>
    </form>
  );
}
