import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import type { Progress } from '../lib/upload';
import { progressWords } from '../lib/upload-words';
import type { Sending, Underway } from '../lib/use-sending';
import css from './UploadSheet.module.css';

/** How far a file is, in words; which one, where several were chosen together. */
export function SendingWords({ underway }: { underway: Underway }) {
  const { progress, secondsLeft, nth, count, name } = underway;
  return <p className={css.second} data-figures>{count > 1 ? `${name}, ${nth} of ${count}: ` : ''}{progressWords(progress, secondsLeft)}</p>;
}

/** How far a file is, as a bar. */
export function SendingBar({ progress }: { progress: Progress }) {
  const share = progress.of > 0 && progress.step !== 'reading' ? Math.round((progress.done / progress.of) * 100) : 0;
  return <div className={css.bar} data-still={progress.step === 'held' || progress.step === 'waiting' || undefined} role="progressbar" aria-label="Sent" aria-valuemin={0} aria-valuemax={100} aria-valuenow={share}><i style={{ width: `${share}%` }} /></div>;
}

/** Pause, go on, and stop. */
export function SendingActs({ what, sending }: { what: string; sending: Sending }) {
  const held = sending.underway?.progress.step === 'held';
  return (
    <div className={css.acts}>
      {held
        ? <button type="button" aria-label={`Go on with ${what}`} onClick={sending.resume}><IconPlayerPlay stroke={1.75} aria-hidden /></button>
        : <button type="button" aria-label={`Pause ${what}`} onClick={sending.pause}><IconPlayerPause stroke={1.75} aria-hidden /></button>}
      <button type="button" aria-label={`Stop ${what}`} onClick={sending.stop}><IconX stroke={1.75} aria-hidden /></button>
    </div>
  );
}
