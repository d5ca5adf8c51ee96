import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconX } from '@tabler/icons-react';
import { countWords } from '../../../../lib/format';
import type { Queued, UploadQueue } from '../../../../lib/upload-queue';
import { progressWords } from '../../../../lib/upload-words';
import { Act } from '../../../../ui/Act';
import { Status } from '../../../../ui/Status';
import css from './Files.module.css';

/** Files on their way in: how far each is, and pause, go on, try again, stop. */
export function UploadRows({ list, queue }: { list: readonly Queued[]; queue: UploadQueue }) {
  if (list.length === 0) return null;
  const open = list.filter((one) => one.step !== 'done' && one.step !== 'refused').length;
  const refused = list.filter((one) => one.step === 'refused').length;
  const sum = [open > 0 && `${countWords(open, 'file')} on the way`, list.length - open - refused > 0 && `${list.length - open - refused} in`, refused > 0 && `${refused} not`].filter(Boolean).join(', ');
  return (
    <section className={css.queue} aria-label="Uploads">
      <h3><span role="status" aria-live="polite">{sum}</span>{open < list.length && <Act small look="ghost" onClick={() => queue.tidy()}>Clear the list</Act>}</h3>
      <ul>{list.map((one) => <UploadRow key={one.key} one={one} queue={queue} />)}</ul>
    </section>
  );
}

function UploadRow({ one, queue }: { one: Queued; queue: UploadQueue }) {
  const moving = one.step === 'queued' || one.step === 'reading' || one.step === 'sending' || one.step === 'waiting';
  const share = one.size > 0 ? Math.round((one.done / one.size) * 100) : 0;
  return (
    <li>
      <span className={css.up}><b className="fm-trunc">{one.name}</b><span className="fm-quiet">to {one.place}</span></span>
      <span className={css.upState}>{stepOf(one)}</span>
      <span className={css.upActs}>
        {moving && one.step !== 'queued' && <Act look="icon" icon={IconPlayerPause} label={`Pause ${one.name}`} onClick={() => queue.pause(one.key)} />}
        {one.step === 'paused' && <Act look="icon" icon={IconPlayerPlay} label={`Go on with ${one.name}`} onClick={() => queue.resume(one.key)} />}
        {one.step === 'refused' && <Act look="icon" icon={IconRefresh} label={`Try ${one.name} again`} onClick={() => queue.resume(one.key)} />}
        {one.step !== 'checking' && <Act look="icon" icon={IconX} label={one.step === 'done' || one.step === 'refused' ? `Take ${one.name} off the list` : `Stop ${one.name}`} onClick={() => queue.drop(one.key)} />}
      </span>
      {(moving || one.step === 'paused') && <span className={css.bar} role="progressbar" aria-label={`${one.name}, sent`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={one.step === 'reading' ? 0 : share}><i style={{ width: `${one.step === 'reading' ? 0 : share}%` }} /></span>}
    </li>
  );
}

function stepOf(one: Queued) {
  if (one.step === 'refused') return <span className="fm-late">{one.words}</span>;
  if (one.step === 'checking') return <Status machine="file" state="CHECKING" small />;
  if (one.step === 'done') return <Status machine="requestLine" state="ACCEPTED" words="In" small />;
  return <span className="fm-second fm-num">{one.step === 'queued' ? 'Waits for its turn' : progressWords({ step: one.step === 'paused' ? 'held' : one.step, done: one.done, of: one.size }, null)}</span>;
}
