import { IconHistory } from '@tabler/icons-react';
import { useEffect, type FormEvent, type ReactNode } from 'react';
import { modKey } from '../lib/keys';
import { Act } from './Act';
import { Dialog } from './Dialog';
import { Refused } from './Trouble';
import css from './Effects.module.css';

/** One thing an act will do. */
export interface Effect {
  act: string;
  detail?: string | null;
}

interface EffectsProps {
  open: boolean;
  /** Verb, object and true count; the button repeats it. */
  title: string;
  lead?: string;
  /** Undefined while the preview is being asked for. */
  effects: Effect[] | undefined;
  undo?: string | null;
  refusal?: string;
  busy?: boolean;
  onAct: () => void;
  onClose: () => void;
}

/** «What will this do?»: the server's preview as a numbered list, before the act. */
export function Effects({ open, title, lead = 'This will:', effects, undo, refusal, busy, onAct, onClose }: EffectsProps) {
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !busy && effects) onAct(); };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open, busy, effects, onAct]);
  return (
    <Dialog open={open} onClose={onClose} size="520px" top="132px" label={title}>
      <div className={css.body}>
        <h2 className={css.title}>{title}</h2>
        <p className={css.lead}>{effects ? lead : 'Asking what this will do.'}</p>
        <ol className={css.list}>{effects?.map((effect, i) => <li key={i}><b>{effect.act}</b>{effect.detail && <span>{effect.detail}</span>}</li>)}</ol>
        {undo && <div className={css.undo}><IconHistory size={16} aria-hidden />{undo}</div>}
        <Refused>{refusal}</Refused>
      </div>
      <div className={css.foot}>
        <Act onClick={onClose} hotkey="Esc">Not now</Act>
        <Act look="primary" onClick={onAct} busy={busy} disabled={!effects} hotkey={`${modKey}↵`} autoFocus>{title}</Act>
      </div>
    </Dialog>
  );
}

interface FormDialogProps {
  open: boolean;
  title: string;
  lead?: string;
  act: string;
  refusal?: string;
  busy?: boolean;
  children: ReactNode;
  onAct: () => void;
  onClose: () => void;
}

/** A form of at most five fields in a dialog. */
export function FormDialog({ open, title, lead, act, refusal, busy, children, onAct, onClose }: FormDialogProps) {
  const send = (event: FormEvent) => { event.preventDefault(); onAct(); };
  return (
    <Dialog open={open} onClose={onClose} size="480px" label={title}>
      <form onSubmit={send} noValidate>
        <div className={css.body}>
          <h2 className={css.title}>{title}</h2>
          {lead && <p className={css.lead}>{lead}</p>}
          <div className={css.form}>{children}<Refused>{refusal}</Refused></div>
        </div>
        <div className={css.foot}><Act onClick={onClose} hotkey="Esc">Not now</Act><Act look="primary" type="submit" busy={busy}>{act}</Act></div>
      </form>
    </Dialog>
  );
}
