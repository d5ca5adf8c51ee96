import { IconAlertTriangle, IconArrowRight, IconChevronRight, IconClock } from '@tabler/icons-react';
import type { ComponentProps, ReactNode } from 'react';
import { capital, dayWords, dueWords, initials, instant, plainDate, shortMonth } from '../lib/format';
import { iconFor } from './icons';
import css from './Portal.module.css';

/** The firm's letterhead. */
export function LetterHead({ firm, children }: { firm: string; children?: ReactNode }) {
  return <header className={css.top}><FirmMark firm={firm} /><b className="fm-trunc">{firm}</b>{children}</header>;
}

/** The firm's mark in its own colour. */
export function FirmMark({ firm }: { firm: string }) {
  return <span className={css.mark} aria-hidden>{initials(firm.replace(/\b(Advisory|LLP|Ltd|Limited)\b/g, '').trim() || firm)}</span>;
}

interface LetterButtonProps extends ComponentProps<'button'> {
  look?: 'fill' | 'outline' | 'text';
  wide?: boolean;
  arrow?: boolean;
  busy?: boolean;
}

/** A button of the portal: 48 px, in the firm's colour. */
export function LetterButton({ look = 'fill', wide, arrow, busy, children, disabled, ...rest }: LetterButtonProps) {
  const names = [css.button, look !== 'fill' && css[look], wide && css.wide].filter(Boolean).join(' ');
  return <button type="button" className={names} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>{children}{arrow && <IconArrowRight aria-hidden />}</button>;
}

/** A link that looks like a button of the portal. */
export function LetterLink({ look = 'fill', wide, arrow, children, ...rest }: ComponentProps<'a'> & Pick<LetterButtonProps, 'look' | 'wide' | 'arrow'>) {
  const names = [css.button, look !== 'fill' && css[look], wide && css.wide].filter(Boolean).join(' ');
  return <a className={names} {...rest}>{children}{arrow && <IconArrowRight aria-hidden />}</a>;
}

/** Something the client has to do, in the client's words. */
export interface Todo {
  id: string;
  kind: string;
  title: string;
  why?: string | null;
  due: string | null;
  act?: { label: string; onAct: () => void } | null;
}

/** The one panel of the portal's home; only the first item carries a button. */
export function TodoList({ items }: { items: Todo[] }) {
  return <ul className={css.todo}>{items.map((item, i) => <TodoItem key={item.id} item={item} first={i === 0} />)}</ul>;
}

function TodoItem({ item, first }: { item: Todo; first: boolean }) {
  const Mark = iconFor(item.kind);
  const row = (
    <span className={css.row}>
      <span className={css.disc} aria-hidden><Mark /></span>
      <span>
        <span className={css.title} style={{ display: 'block' }}>{item.title}</span>
        {item.why && <span className={css.why} style={{ display: 'block' }}>{item.why}</span>}
        {item.due && <TodoDue due={item.due} />}
      </span>
      {!first && item.act && <IconChevronRight size={22} aria-hidden />}
    </span>
  );
  if (first || !item.act) return <li className={first ? css.first : undefined}>{row}{first && item.act && <LetterButton wide arrow onClick={item.act.onAct}>{item.act.label}</LetterButton>}</li>;
  return <li><button type="button" onClick={item.act.onAct} style={{ width: '100%' }}>{row}</button></li>;
}

function TodoDue({ due }: { due: string }) {
  const { words, late } = dueWords(due);
  const Mark = late ? IconAlertTriangle : IconClock;
  return <span className={`${css.due} ${late ? css.late : ''}`}><Mark aria-hidden />{late ? capital(words) : words === 'today' ? 'Today' : `By ${dayWords(plainDate(due), 'UTC')}`}</span>;
}

/** A part of a portal page under a quiet heading. */
export function LetterPart({ title, children }: { title: string; children: ReactNode }) {
  return <section className={css.part}><h2>{title}</h2>{children}</section>;
}

/** What the firm is working on, in the client's words. */
export function WorkLine({ title, done, total, words }: { title: string; done: number; total: number; words: string }) {
  const segments = Math.min(Math.max(total, 0), 8);
  const filled = total ? Math.floor((done / total) * segments) : 0;
  return (
    <div className={css.work}>
      <b>{title}</b>
      {segments > 0 && (
        <div className={css.steps} role="img" aria-label={`${done} of ${total} steps done`}>
          {Array.from({ length: segments }, (_, i) => <i key={i} data-state={i < filled ? 'done' : i === filled ? 'now' : 'later'} />)}
        </div>
      )}
      <div className={css.why}>{words}</div>
    </div>
  );
}

/** An appointment as a leaf of a calendar and two lines. */
export function MeetingLine({ start, zone, title, second, children }: { start: string; zone: string; title: string; second: ReactNode; children?: ReactNode }) {
  const date = instant(start);
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', timeZone: zone }).format(date);
  return (
    <div className={css.meeting}>
      <span className={css.date} aria-hidden><small>{shortMonth(date, zone)}</small>{day}</span>
      <div><b>{title}</b><div className={css.why}>{second}</div></div>
      {children}
    </div>
  );
}

export { css as portalCss };
