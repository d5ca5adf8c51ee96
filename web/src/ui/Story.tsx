import { IconChevronRight } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { capital, dayOf, daysBetween, dayWords, instant, nearDayWords, secondWords, timeWords } from '../lib/format';
import { now } from '../lib/clock';
import { iconFor } from './icons';
import type { MoveTone } from './moves';
import css from './Story.module.css';

/** One thing that happened, as a sentence; several entries of one cause are one item. */
export interface StoryItem {
  id: string;
  at: string;
  tone: MoveTone | null;
  icon: string;
  actor: string | null;
  sentence: ReactNode;
  evidence?: ReactNode;
  quote?: string | null;
  /** State or step count at the right. */
  state?: string | null;
  /** Said when it came in long after it happened. */
  arrived?: string | null;
  entries?: { id: string; at: string; words: ReactNode }[];
}

function dayHeading(at: string): string {
  const near = nearDayWords(instant(at));
  const full = dayWords(instant(at));
  return near === full ? full : `${capital(near)}, ${full}`;
}

/** What happened, newest first, broken by days. */
export function Story({ items, label }: { items: StoryItem[]; label: string }) {
  return (
    <div className={css.story} aria-label={label} role="region">
      {byDay(items).map(({ day, of }) => (
        <section key={day} className={css.group}>
          <div className={css.day}><h3>{dayHeading(of[0]?.at ?? day)}</h3></div>
          <ol>{of.map((item) => <StoryLine key={item.id} item={item} />)}</ol>
        </section>
      ))}
    </div>
  );
}

function byDay(items: StoryItem[]): { day: string; of: StoryItem[] }[] {
  const days: { day: string; of: StoryItem[] }[] = [];
  for (const item of items) {
    const day = dayOf(instant(item.at));
    const last = days.at(-1);
    if (last?.day === day) last.of.push(item);
    else days.push({ day, of: [item] });
  }
  return days;
}

function StoryLine({ item }: { item: StoryItem }) {
  const [open, setOpen] = useState(false);
  const Mark = iconFor(item.icon);
  const opens = (item.entries?.length ?? 0) > 1;
  return (
    <li className={css.item}>
      <time className={css.time} dateTime={item.at}>{timeWords(instant(item.at))}</time>
      <span className={`${css.disc} ${item.tone ? css[item.tone] : ''}`} aria-hidden><Mark /></span>
      <div className={css.said}>
        <div>{item.actor && <b>{item.actor} </b>}{item.sentence}</div>
        {item.quote && <div className={css.quote}>{item.quote}</div>}
        {item.evidence && <div className={css.evidence}>{item.evidence}</div>}
        {item.arrived && <div className={css.evidence}>{item.arrived}</div>}
      </div>
      {opens
        ? <button type="button" className={css.state} aria-expanded={open} onClick={() => setOpen(!open)}>{item.state ?? `${item.entries?.length} lines`}<IconChevronRight aria-hidden /></button>
        : item.state && <span className={css.state}>{item.state}</span>}
      {open && (
        <ol className={css.inside}>
          {item.entries?.map((entry) => <li key={entry.id}><time dateTime={entry.at}>{entryTime(entry.at)}</time><span>{entry.words}</span></li>)}
        </ol>
      )}
    </li>
  );
}

function entryTime(at: string): string {
  return Math.abs(daysBetween(dayOf(instant(at)), dayOf(now()))) > 0 ? dayWords(instant(at)).replace(/^\w+ /, '') : secondWords(instant(at));
}
