import { useApolloClient, useMutation, useQuery } from '@apollo/client/react';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent } from 'react';
import { SignInDocument, SignInOptionsDocument, type SignInMutation } from '../../../gql/staff/graphql';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { initials } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Field } from '../../../ui/Field';
import { Refused } from '../../../ui/Trouble';
import css from './SignInPage.module.css';

type Choice = SignInMutation['signIn']['choices'][number];

// Every person of the demo has this password; it opens nothing outside of it.
const demoPassword = 'demo';

function safePath(from: string | undefined): string {
  return from && /^\/(?![/\\])/.test(from) ? from : '/';
}

/** The door of the staff app. */
export function SignInPage() {
  const { from } = useSearch({ from: '/sign-in' });
  const { data } = useQuery(SignInOptionsDocument, { variables: {} });
  const form = useSignIn(safePath(from));
  const options = data?.signInOptions;
  useEffect(() => { document.title = 'Sign in · Firmament'; }, []);
  const send = (event: FormEvent) => { event.preventDefault(); void form.signIn(form.email, form.password); };
  return (
    <main className={css.page}>
      <div className={css.column}>
        <span className={css.mark} aria-hidden>{options?.firm ? options.firm.mark || initials(options.firm.name) : 'F'}</span>
        <h1>Sign in to {options?.firm?.name ?? 'Firmament'}</h1>
        <form className={css.form} onSubmit={send}>
          <Field label="Email" type="email" name="email" autoComplete="username" autoFocus value={form.email} onChange={(event) => form.setEmail(event.target.value)} />
          <Field label="Password" type="password" name="password" autoComplete="current-password" value={form.password} onChange={(event) => form.setPassword(event.target.value)} />
          <Act look="primary" type="submit" full busy={form.busy}>Sign in</Act>
          <Refused>{form.refusal}</Refused>
        </form>
        {form.choices.length > 0 && (
          <section className={css.demo} aria-label="Firms">
            <h2>You work in {form.choices.length} firms. Which one?</h2>
            {form.choices.map((firm) => <button type="button" key={firm.id} className={css.person} onClick={() => void form.signIn(form.email, form.password, firm)}><b>{firm.name}</b></button>)}
          </section>
        )}
        {options && options.demoAccounts.length > 0 && form.choices.length === 0 && (
          <section className={css.demo} aria-label="Demo people">
            <h2>This is a demo. Look around as</h2>
            {options.demoAccounts.map((account) => (
              <button type="button" key={account.email} className={css.person} disabled={form.busy} onClick={() => void form.signIn(account.email, demoPassword, options.firm ?? undefined)}>
                <b>{account.name}</b><span>{account.role}</span>
              </button>
            ))}
          </section>
        )}
      </div>
    </main>
  );
}

function useSignIn(target: string) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [choices, setChoices] = useState<Choice[]>([]);
  const [refusal, setRefusal] = useState('');
  const [send, { loading }] = useMutation(SignInDocument, { errorPolicy: 'all' });
  const graph = useApolloClient();
  const router = useRouter();
  const signIn = async (address: string, secret: string, firm?: { slug: string }) => {
    setRefusal('');
    const { data, error } = await send({ variables: { input: { email: address, password: secret, firm: firm?.slug ?? null, device: navigator.userAgent.slice(0, 200) } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (error || !data) {
      setRefusal(failuresOf(error)[0]?.code === 'UNAUTHENTICATED' ? 'That email and password do not match.' : refusalWords(error));
      return;
    }
    if (!data.signIn.signedIn) { setChoices(data.signIn.choices); return; }
    await graph.clearStore();
    router.history.replace(target);
  };
  return { email, setEmail, password, setPassword, choices, refusal, busy: loading, signIn };
}
