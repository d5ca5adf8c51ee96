import { useState, type FormEvent, type ReactNode } from 'react';
import { refusalWords } from '../../../lib/failures';
import { Act } from '../../../ui/Act';
import { Field } from '../../../ui/Field';
import { Refused } from '../../../ui/Trouble';
import css from './Templates.module.css';

interface NameFormProps {
  act: string;
  help?: string;
  /** Makes it, and gives its id or the refusal. */
  make: (name: string) => Promise<{ id?: string | undefined; error?: unknown }>;
  onMade: (id: string) => void;
  children?: ReactNode;
}

/** The name of something new; the rest is written on its own page. */
export function NameForm({ act, help, make, onMade, children }: NameFormProps) {
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const { id, error } = await make(name.trim()).catch((thrown: unknown) => ({ id: undefined, error: thrown }));
    setBusy(false);
    if (id) onMade(id); else setRefused(error);
  };
  return (
    <form className={css.form} onSubmit={(event) => void save(event)}>
      <Field label="Name" autoFocus maxLength={120} help={help} value={name} onChange={(event) => setName(event.target.value)} />
      {children}
      <Refused>{refusalWords(refused)}</Refused>
      <div><Act look="primary" type="submit" busy={busy} disabled={!name.trim()}>{act}</Act></div>
    </form>
  );
}
