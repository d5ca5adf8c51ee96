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
    <div className={css.story} role="list" aria-label={label}>
      {items.map((item, i) => {
        const before = items[i - 1];
        const newDay = !before || dayOf(instant(before.at)) !== dayOf(instant(item.at));
        return <StoryPart key={item.id} item={item} heading={newDay ? dayHeading(item.at) : null} />;
      })}
    </div>
  );
}

function StoryPart({ item, heading }: { item: StoryItem; heading: string | null }) {
  return (
    <>
      {heading && <div className={css.day} role="presentation"><h3>{heading}</h3></div>}
      <StoryLine item={item} />
    </>
  );
}

function StoryLine({ item }: { item: StoryItem }) {
  const [open, setOpen] = useState(false);
  const Mark = iconFor(item.icon);
  const opens = (item.entries?.length ?? 0) > 1;
  return (
    <article className={css.item} role="listitem">
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
    </article>
  );
}

function entryTime(at: string): string {
  return Math.abs(daysBetween(dayOf(instant(at)), dayOf(now()))) > 0 ? dayWords(instant(at)).replace(/^\w+ /, '') : secondWords(instant(at));
}
