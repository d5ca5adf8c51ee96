import { useState, type FormEvent } from 'react';
import { TextField } from './Field';
import { LetterButton } from './Portal';
import { Refused } from './Trouble';
import css from './UploadSheet.module.css';

/** The way out for somebody who cannot send a line: they say why, and nobody asks again. */
export function WaiveForm({ title, onWaive }: { title: string; onWaive: (reason: string) => Promise<string> }) {
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState('');
  const [refused, setRefused] = useState('');
  const [busy, setBusy] = useState(false);
  const tell = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefused(await onWaive(why.trim()));
    setBusy(false);
  };
  if (!open) return <div className={css.waive}><LetterButton look="text" onClick={() => setOpen(true)}>I do not have this<span className="fm-hidden">: {title}</span></LetterButton></div>;
  return (
    <form className={css.form} onSubmit={(event) => void tell(event)}>
      <TextField label="Why not?" help="One line is enough. We read it, and ask if we still need it." autoFocus value={why} maxLength={500} onChange={(event) => setWhy(event.target.value)} />
      <Refused>{refused}</Refused>
      <div className={css.answers}>
        <LetterButton type="submit" busy={busy} disabled={!why.trim()}>Tell us</LetterButton>
        <LetterButton look="text" onClick={() => setOpen(false)}>Not now</LetterButton>
      </div>
    </form>
  );
}
