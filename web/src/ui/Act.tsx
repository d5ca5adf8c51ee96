import type { MouseEventHandler, ReactNode, Ref } from 'react';
import type { Icon } from './icons';
import css from './Act.module.css';

interface ActProps {
  children?: ReactNode;
  icon?: Icon;
  look?: 'plain' | 'primary' | 'ghost' | 'danger' | 'icon';
  /** The key for this act, printed on it. */
  hotkey?: string;
  label?: string;
  onClick?: MouseEventHandler<HTMLButtonElement>;
  type?: 'button' | 'submit';
  small?: boolean;
  full?: boolean;
  disabled?: boolean;
  busy?: boolean;
  autoFocus?: boolean;
  ref?: Ref<HTMLButtonElement>;
  /** A floating layer that opens from this button may hand its own classes over; the look stays ours. */
  className?: string;
}

/** A button. One primary per page. */
export function Act({ children, icon: Mark, look = 'plain', hotkey, label, type = 'button', small, full, busy, disabled, className: _foreign, ...rest }: ActProps) {
  const names = [css.act, look !== 'plain' && css[look], small && css.small, full && css.full].filter(Boolean).join(' ');
  return (
    <button type={type} className={names} aria-label={label} aria-keyshortcuts={hotkey} aria-busy={busy || undefined} disabled={disabled || busy} {...rest}>
      {Mark && <Mark aria-hidden />}
      {children}
      {hotkey && <kbd aria-hidden>{hotkey}</kbd>}
    </button>
  );
}
