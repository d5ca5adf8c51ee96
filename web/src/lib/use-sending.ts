import { useRef, useState } from 'react';
import { now } from './clock';
import { Hold } from './hold';
import { Refusal, untilChecked, uploadFile, type Progress, type Taker } from './upload';
import { failedWords, tooLarge } from './upload-words';

/** A file on its way, as its row shows it. */
export interface Underway {
  progress: Progress;
  name: string;
  /** Null until the pace is known. */
  secondsLeft: number | null;
  /** Its place among files that were chosen together. */
  nth: number;
  count: number;
}

/** Sending of files to one place. */
export interface Sending {
  underway: Underway | null;
  checking: boolean;
  refused: string;
  send: (files: readonly File[]) => void;
  stop: () => void;
  pause: () => void;
  resume: () => void;
}

const lost = 'It did not get through. What you chose is still with you; send it once more.';

/** Sends files to one place, one after another, and follows each until it was looked through. `onIn` runs when something came of it. */
export function useSending(taker: Taker, onIn: () => Promise<unknown>): Sending {
  const [underway, setUnderway] = useState<Underway | null>(null);
  const [checking, setChecking] = useState(false);
  const [refused, setRefused] = useState('');
  const acts = useRef<{ stop: AbortController; hold: Hold } | null>(null);
  const sendOne = async (file: File, place: { nth: number; count: number }, { stop, hold }: { stop: AbortController; hold: Hold }) => {
    const pace = pacer();
    const show = (progress: Progress) => setUnderway({ progress, name: file.name, secondsLeft: pace(progress), ...place });
    show({ step: 'reading', done: 0, of: file.size });
    const id = await uploadFile(taker, file, { onProgress: show, signal: stop.signal, hold });
    setUnderway(null);
    setChecking(true);
    const standing = await untilChecked(taker, id, stop.signal);
    await onIn();
    setChecking(false);
    // A line sent back says its reason itself.
    return standing.state === 'DONE' ? '' : failedWords(standing.reason);
  };
  const send = (files: readonly File[]) => {
    const barred = files.map((file) => tooLarge(file)).find((words) => words !== null);
    setRefused(barred ?? '');
    if (barred || files.length === 0) return;
    const act = { stop: new AbortController(), hold: new Hold() };
    acts.current = act;
    const all = async () => { for (const [i, file] of files.entries()) setRefused(await sendOne(file, { nth: i + 1, count: files.length }, act)); };
    void all()
      .catch((error: unknown) => { if (!act.stop.signal.aborted) setRefused(error instanceof Refusal ? error.message : lost); })
      .finally(() => { setUnderway(null); setChecking(false); });
  };
  return { underway, checking, refused, send, stop: () => acts.current?.stop.abort(), pause: () => acts.current?.hold.pause(), resume: () => acts.current?.hold.release() };
}

/** Tells the seconds that are left from the pace since the last pause. */
function pacer(): (progress: Progress) => number | null {
  let from: { at: number; done: number } | null = null;
  return ({ step, done, of }) => {
    const at = now().getTime();
    if (step !== 'sending') from = null;
    else from ??= { at, done };
    if (!from || at - from.at < 2_000 || done <= from.done) return null;
    return ((of - done) / (done - from.done)) * ((at - from.at) / 1_000);
  };
}
