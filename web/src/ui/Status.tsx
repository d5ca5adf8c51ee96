import { iconNamed } from './icons';
import type { MoveTone } from './moves';
import { stateLook, type Machine } from './states';
import css from './Status.module.css';

interface StatusProps {
  machine: Machine;
  state: string;
  /** Words that say more than the state's own: «Active, 9 of 11». */
  words?: string;
  /** Filled once per page, beside the title. */
  filled?: boolean;
  small?: boolean;
  tone?: MoveTone;
  icon?: string;
}

/** A state as icon and word in the colour of its move. */
export function Status({ machine, state, words, filled, small, tone, icon }: StatusProps) {
  const look = stateLook(machine, state);
  return <MoveWord tone={tone ?? look.tone} icon={icon ?? look.icon} words={words ?? look.word} filled={filled} small={small} />;
}

interface MoveWordProps {
  tone: MoveTone;
  icon: string;
  words: string;
  filled?: boolean;
  small?: boolean;
}

/** A word in a move's colour, where the move is not a state («2 files, 9 d»). */
export function MoveWord({ tone, icon, words, filled, small }: MoveWordProps) {
  const Mark = iconNamed(icon);
  return (
    <span className={[css.status, css[tone], filled && css.filled, small && css.small].filter(Boolean).join(' ')}>
      <Mark aria-hidden />
      <span className="fm-trunc" title={words}>{words}</span>
    </span>
  );
}

const toneIcon: Record<MoveTone, string> = { ours: 'circle-dot', theirs: 'hourglass', done: 'circle-check', broken: 'alert-triangle', quiet: 'circle-dashed' };

/** One line that says whose move it is, or that nothing is open. */
export function MoveLine({ tone, words }: { tone: MoveTone | null; words: string }) {
  if (!tone || tone === 'quiet') return <span className="fm-quiet">{words}</span>;
  return <MoveWord tone={tone} icon={toneIcon[tone]} words={words} />;
}
