import { IconCircleDot, IconHourglass } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Due } from './facts';
import { Go } from './Go';
import { iconFor } from './icons';
import css from './Moves.module.css';

/** A thing somebody has to do: an order, a date, where it is done. */
export interface Move {
  id: string;
  kind: string;
  title: string;
  due: string | null;
  href?: string | null;
  client?: string | null;
  /** Said in place of the due date: «9 days», «in 2 h». */
  since?: string | null;
  late?: boolean;
}

interface MoveListsProps {
  ours: Move[];
  theirs: Move[];
  oursCount?: number;
  theirsCount?: number;
  /** One line when both are empty. */
  nothing: ReactNode;
  /** In the place of a side whose domain is silent. */
  oursOut?: ReactNode;
  theirsOut?: ReactNode;
}

/** Whose move it is, in two ruled columns. */
export function MoveLists({ ours, theirs, oursCount, theirsCount, nothing, oursOut, theirsOut }: MoveListsProps) {
  if (!oursOut && !theirsOut && ours.length === 0 && theirs.length === 0) return <div className={css.alone}>{nothing}</div>;
  return (
    <div className={css.lists}>
      <Side name="Our move" tone="ours" moves={ours} count={oursCount ?? ours.length} out={oursOut} none="Nothing waits for us." />
      <Side name="Their move" tone="theirs" moves={theirs} count={theirsCount ?? theirs.length} out={theirsOut} none="Nothing waits for them." />
    </div>
  );
}

interface SideProps {
  name: string;
  tone: 'ours' | 'theirs';
  moves: Move[];
  count: number;
  out?: ReactNode;
  none: string;
}

function Side({ name, tone, moves, count, out, none }: SideProps) {
  const Mark = tone === 'ours' ? IconCircleDot : IconHourglass;
  return (
    <section className={css.list} aria-label={name}>
      <div className={`${css.head} ${tone === 'ours' ? css.oursHead : css.theirsHead}`}><Mark aria-hidden /><h2>{name}</h2>{!out && <span>{count}</span>}</div>
      {out ?? (moves.length === 0
        ? <p className={css.none}>{none}</p>
        : <ul className={css.rows}>{moves.slice(0, 5).map((move) => <li key={move.id}><MoveRow move={move} /></li>)}{count > 5 && <li className={css.none}>{count - 5} more</li>}</ul>)}
    </section>
  );
}

function MoveRow({ move }: { move: Move }) {
  const Mark = iconFor(move.kind);
  const inside = (
    <>
      <Mark aria-hidden />
      <span className="fm-trunc" title={move.title}>{move.title}</span>
      <span className={css.date}>{move.since ? <span className={move.late ? 'fm-late' : undefined}>{move.since}</span> : move.due && <Due date={move.due} />}</span>
    </>
  );
  return <Go to={move.href} className={css.row}>{inside}</Go>;
}

/** A part of Today: heading with its true count, then rows. */
export function WorkGroup({ title, count, late, children }: { title: string; count: number; late?: boolean; children: ReactNode }) {
  return (
    <section>
      <div className={`${css.group} ${late ? css.lateGroup : ''}`}><h2>{title}</h2><span>{count}</span></div>
      <div className={css.workRows}>{children}</div>
    </section>
  );
}

/** One row of Today: icon, order, client, date. */
export function WorkRow({ move, current, onPoint }: { move: Move; current?: boolean; onPoint?: () => void }) {
  const Mark = iconFor(move.kind);
  const inside = (
    <>
      <Mark aria-hidden />
      <span className={`${css.title} fm-trunc`}>{move.title}</span>
      <span className={`${css.client} fm-trunc`}>{move.client}</span>
      <span className={css.due}>{move.since ? <span className={move.late ? 'fm-late' : undefined}>{move.since}</span> : move.due ? <Due date={move.due} /> : 'No date'}</span>
    </>
  );
  const name = `${css.work} ${current ? css.current : ''}`;
  return <Go to={move.href} className={name} onFocus={onPoint} data-current={current || undefined}>{inside}</Go>;
}

/** The keys of a list, printed under it. */
export function KeyHints({ hints }: { hints: readonly (readonly [string[], string])[] }) {
  return (
    <div className={css.hints} aria-hidden>
      {hints.map(([keys, word]) => <span key={word}>{keys.map((key) => <kbd key={key}>{key}</kbd>)}{word}</span>)}
    </div>
  );
}
