import { IconCircleCheck, IconLock } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { spelled } from '../lib/format';
import type { Taker } from '../lib/upload';
import { isIn, wantedWords } from '../lib/upload-words';
import { UploadRow, type AskedLine } from './UploadRow';
import css from './UploadSheet.module.css';

interface UploadSheetProps {
  lines: readonly AskedLine[];
  /** True while files are taken. */
  open: boolean;
  takerOf: (lineId: string) => Taker;
  /** Runs when something came of a file; resolves when the lines are fresh. */
  onIn: () => Promise<unknown>;
  /** Says why a line cannot be had; answers the refusal, or nothing. Left out where nobody may say so. */
  onWaive?: (lineId: string, reason: string) => Promise<string>;
  foot: string;
}

/** What was asked for, line by line: a segment for each, what is to do in one panel, what is in folded under it. There is no button at the end: what is sent is sent. */
export function UploadSheet({ lines, open, takerOf, onIn, onWaive, foot }: UploadSheetProps) {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const turn = (id: string, on: boolean) => setBusy((all) => { const next = new Set(all); if (on) next.add(id); else next.delete(id); return next; });
  const todo = lines.filter((line) => !isIn(line.state) || busy.has(line.id)).sort((a, b) => rankOf(a, busy) - rankOf(b, busy));
  const done = lines.filter((line) => !todo.includes(line));
  const firstBack = todo.find((line) => line.state === 'REJECTED' && !busy.has(line.id))?.id;
  const count = lines.filter((line) => isIn(line.state)).length;
  return (
    <>
      <div className={css.segments} role="img" aria-label={`${count} of ${lines.length} are in`}>{lines.map((_, i) => <i key={i} data-done={i < count || undefined} />)}</div>
      <p role="status" className="fm-hidden">{count === 0 ? '' : `${spelled(count)} of ${lines.length} are in`}</p>
      {todo.length > 0 && <ul className={css.lines}>{todo.map((line) => <UploadRow key={line.id} line={line} open={open} primary={line.id === firstBack} taker={takerOf(line.id)} onIn={onIn} onBusy={(on) => turn(line.id, on)} onWaive={onWaive && ((reason) => onWaive(line.id, reason))} />)}</ul>}
      {done.length > 0 && <Received lines={done} />}
      {open && <p className={css.foot}><IconLock stroke={1.75} aria-hidden />{foot}</p>}
    </>
  );
}

/** Sent back first, then what is under way, then what is to send. */
function rankOf(line: AskedLine, busy: ReadonlySet<string>): number {
  if (busy.has(line.id)) return 1;
  return line.state === 'REJECTED' ? 0 : 2;
}

function Received({ lines }: { lines: readonly AskedLine[] }) {
  return (
    <section className={css.received}>
      <h2><IconCircleCheck stroke={1.75} aria-hidden />{lines.length} received</h2>
      <ul>{lines.map((line) => <li key={line.id} data-state="done"><span>{line.title}</span><small>{line.state === 'NOT_APPLICABLE' ? 'Not needed' : line.came}</small></li>)}</ul>
    </section>
  );
}

/** Why it is asked and by when, under the serif line. */
export function WhyLine({ why, dueOn, open, lines }: { why: ReactNode; dueOn?: string | null; open: boolean; lines: readonly unknown[] }) {
  const wanted = dueOn && open ? wantedWords(dueOn, lines.length) : null;
  return <p>{why}{wanted && <> {wanted.lead} <b className={css.when} data-late={wanted.late || undefined}>{wanted.when}</b>.</>}</p>;
}
