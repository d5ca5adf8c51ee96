import { useMutation } from '@apollo/client/react';
import { useEffect, useState, type FormEvent } from 'react';
import { BeginSigningConsentDocument, ConnectSigningServiceDocument, type SigningServiceRowFragment } from '../../../gql/staff/graphql';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { Act } from '../../../ui/Act';
import { Field, TextField } from '../../../ui/Field';
import { useTell } from '../../../ui/Told';
import { Refused } from '../../../ui/Trouble';
import css from './Connections.module.css';

type Asked = SigningServiceRowFragment['fields'][number];

interface ConnectFormProps {
  service: SigningServiceRowFragment;
  onConnected: () => void;
}

/** The fields of a service, as its domain names them. What is secret leaves this form and never comes back. */
function useFields(fields: readonly Asked[], refused: unknown) {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const fault = failuresOf(refused)[0];
  const wrong = ({ name, secret }: Asked) => (fault?.field === `input.${secret ? 'secrets' : 'settings'}.${name}` ? fault.words : null);
  const set = (name: string) => (event: { target: { value: string } }) => setTyped((all) => ({ ...all, [name]: event.target.value }));
  const filled = (secret: boolean) => fields.filter((one) => one.secret === secret && (typed[one.name] ?? '').trim() !== '').map((one) => ({ name: one.name, value: typed[one.name] ?? '' }));
  const shown = fields.map((one) => {
    const frame = { label: one.label, help: one.hint, optional: !one.required, wrong: wrong(one), value: typed[one.name] ?? '', autoComplete: 'off', spellCheck: false, onChange: set(one.name) };
    if (one.kind === 'SWITCH') return <label key={one.name} className={css.check}><input type="checkbox" checked={typed[one.name] === 'true'} onChange={(event) => setTyped((all) => ({ ...all, [one.name]: event.target.checked ? 'true' : '' }))} />{one.label}. {one.hint}</label>;
    if (one.kind === 'LINES') return <TextField key={one.name} {...frame} />;
    return <Field key={one.name} {...frame} type={one.secret ? 'password' : 'text'} autoComplete={one.secret ? 'new-password' : 'off'} />;
  });
  return { typed, shown, settings: filled(false), secrets: filled(true).map(({ name, value }) => ({ name, secret: value })), isFieldFault: fields.some((one) => wrong(one) !== null), clear: () => setTyped({}) };
}

/** Connects a service with keys. */
export function KeysForm({ service, onConnected }: ConnectFormProps) {
  const [refused, setRefused] = useState<unknown>(null);
  const fields = useFields(service.fields, refused);
  const [connect, { loading }] = useMutation(ConnectSigningServiceDocument, { errorPolicy: 'all', fetchPolicy: 'no-cache' });
  const tell = useTell();
  useEffect(() => setRefused(null), [fields.typed]);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const { data, error } = await connect({ variables: { input: { service: service.name, settings: fields.settings, secrets: fields.secrets } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.connectSigningService) { setRefused(error); return; }
    fields.clear();
    tell.done(`${service.label} is connected`, 'It is being asked whether the keys are right.');
    onConnected();
  };
  return (
    <form className={css.form} onSubmit={(event) => void send(event)} noValidate autoComplete="off">
      <p className="fm-second">What you enter lies sealed in the vault of this firm. Nobody can read it here again, you neither.</p>
      {fields.shown}
      {!fields.isFieldFault && <Refused>{refusalWords(refused)}</Refused>}
      <div><Act look={service.consentFields ? 'plain' : 'primary'} type="submit" busy={loading}>Connect</Act></div>
    </form>
  );
}

/** Asks for consent at the service's own page, and goes there. */
export function ConsentForm({ service }: { service: SigningServiceRowFragment }) {
  const [refused, setRefused] = useState<unknown>(null);
  const fields = useFields(service.consentFields ?? [], refused);
  const [begin, { loading }] = useMutation(BeginSigningConsentDocument, { errorPolicy: 'all', fetchPolicy: 'no-cache' });
  useEffect(() => setRefused(null), [fields.typed]);
  const go = async (event: FormEvent) => {
    event.preventDefault();
    const { data, error } = await begin({ variables: { input: { service: service.name, secrets: fields.secrets } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    const address = data?.beginSigningConsent.address;
    if (!address) { setRefused(error); return; }
    window.location.assign(address);
  };
  return (
    <form className={css.form} onSubmit={(event) => void go(event)} noValidate autoComplete="off">
      <p className="fm-second">You sign in at {service.label} and allow this house to send documents in your name. Then you come back here. The way back is open for ten minutes.</p>
      {fields.shown}
      {!fields.isFieldFault && <Refused>{refusalWords(refused)}</Refused>}
      <div><Act look="primary" type="submit" busy={loading}>Go to {service.label}</Act></div>
    </form>
  );
}
