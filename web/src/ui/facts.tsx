import { IconBolt } from '@tabler/icons-react';
import { agoWords, capital, dayWords, dueWords, initials, instant, momentWords, moneyWords, nearDayWords, plainDate, stampWords, timeWords } from '../lib/format';
import css from './facts.module.css';

interface MoneyProps {
  minor: string | number | bigint;
  currency: string;
}

/** An amount with its currency and minor units. */
export function Money({ minor, currency }: MoneyProps) {
  return <span className="fm-num">{moneyWords(minor, currency)}</span>;
}

interface WhenProps {
  at: string;
  as?: 'moment' | 'day' | 'near' | 'time' | 'ago';
  zone?: string;
  capitalised?: boolean;
}

const writers = { moment: momentWords, day: dayWords, near: nearDayWords, time: timeWords, ago: agoWords };

/** An instant in the reader's words, with the full stamp and zone behind it. */
export function When({ at, as = 'moment', zone, capitalised }: WhenProps) {
  const date = instant(at);
  const words = as === 'ago' ? agoWords(date) : writers[as](date, zone);
  return <time dateTime={at} className="fm-num" title={stampWords(date, zone)}>{capitalised ? capital(words) : words}</time>;
}

/** A plain due date: «Fri 20 Nov», «today», «12 days late». */
export function Due({ date, bare }: { date: string; bare?: boolean }) {
  const { words, late } = dueWords(date);
  if (bare) return <time dateTime={date} className="fm-num">{dayWords(plainDate(date), 'UTC')}</time>;
  return <time dateTime={date} className={`fm-num ${late ? 'fm-late' : ''}`}>{words}</time>;
}

interface WhoProps {
  name: string;
  kind?: 'person' | 'automation';
  large?: boolean;
  plain?: boolean;
}

/** A person as a disc of initials and a name; an automation as a bolt and its name. */
export function Who({ name, kind = 'person', large, plain }: WhoProps) {
  if (plain) return <span>{name}</span>;
  return (
    <span className={css.who}>
      <Disc name={name} kind={kind} large={large} />
      <span className="fm-trunc">{name}</span>
    </span>
  );
}

/** The disc alone, when the name stands elsewhere. */
export function Disc({ name, kind = 'person', large }: WhoProps) {
  return <span className={`${css.disc} ${large ? css.large : ''}`} aria-hidden>{kind === 'automation' ? <IconBolt size={12} /> : initials(name)}</span>;
}
