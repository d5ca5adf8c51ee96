import { IconAlertTriangle, IconArrowBackUp, IconCamera, IconCloudUpload } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ChangeEvent, type DragEvent } from 'react';
import { instant, momentWords } from '../lib/format';
import type { Taker } from '../lib/upload';
import { useSending } from '../lib/use-sending';
import { LetterButton } from './Portal';
import { SendingBar, SendingWords, SendingActs } from './SendingBar';
import { WaiveForm } from './WaiveForm';
import css from './UploadSheet.module.css';

/** One thing that was asked for. */
export interface AskedLine {
  id: string;
  title: string;
  hint?: string | null;
  required: boolean;
  state: string;
  /** Why it came back. */
  reason?: string | null;
  sentBackBy?: string | null;
  sentBackAt?: string | null;
  /** What is there, in words: names of files, or their count. */
  came: string;
  /** True while something that was sent is looked through. */
  checking: boolean;
}

interface RowProps {
  line: AskedLine;
  open: boolean;
  /** True for the row whose button is filled. */
  primary: boolean;
  taker: Taker;
  onIn: () => Promise<unknown>;
  onBusy: (on: boolean) => void;
  onWaive?: ((reason: string) => Promise<string>) | undefined;
}

/** One thing that was asked for: what it is, how far it is, and the ways to send it. */
export function UploadRow({ line, open, primary, taker, onIn, onBusy, onWaive }: RowProps) {
  const sending = useSending(taker, onIn);
  const row = useRef<HTMLLIElement>(null);
  const busy = sending.underway !== null || sending.checking;
  useEffect(() => { onBusy(busy); if (busy) row.current?.focus({ preventScroll: true }); }, [busy]);
  const checking = sending.checking || (line.checking && !sending.underway);
  const back = line.state === 'REJECTED' && !busy;
  const free = open && !busy && !checking;
  const [over, drop] = useDrop(free, sending.send);
  return (
    <li ref={row} tabIndex={-1} className={css.line} data-state={back ? 'back' : busy || checking ? 'busy' : 'open'} data-over={over || undefined} {...drop}>
      <div className={css.head}>
        <div>
          <h2>{line.title}{!line.required && <small>if you have it</small>}</h2>
          {sending.underway ? <SendingWords underway={sending.underway} /> : line.hint && !checking && !back && <p className={css.second}>{line.hint}</p>}
          <div role="status">
            {checking && <p className={css.second}>Checking for viruses</p>}
            {back && <SentBack line={line} />}
            {sending.refused && !busy && !(back && sending.refused === line.reason) && <p className={css.back}><IconAlertTriangle aria-hidden />{sending.refused}</p>}
          </div>
        </div>
        {sending.underway && <SendingActs what={line.title} sending={sending} />}
      </div>
      {sending.underway && <SendingBar progress={sending.underway.progress} />}
      {free && <Ways title={line.title} primary={primary} onFiles={sending.send} />}
      {free && onWaive && !back && <WaiveForm title={line.title} onWaive={onWaive} />}
    </li>
  );
}

function SentBack({ line }: { line: AskedLine }) {
  return (
    <p className={css.back}>
      <IconArrowBackUp stroke={1.75} aria-hidden />{line.reason ?? 'Please send it once more.'}
      {line.sentBackAt && <small>{line.sentBackBy ?? 'Our safety check'}, {momentWords(instant(line.sentBackAt))}</small>}
    </p>
  );
}

/** The two ways to send something: from the camera, and from what is there. */
function Ways({ title, primary, onFiles }: { title: string; primary: boolean; onFiles: (files: File[]) => void }) {
  const photo = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => { const files = [...(event.target.files ?? [])]; event.target.value = ''; onFiles(files); };
  return (
    <div className={css.ways}>
      <LetterButton look={primary ? 'fill' : 'outline'} onClick={() => photo.current?.click()}><IconCamera stroke={1.75} aria-hidden /><span>Take photo<span className="fm-hidden"> of {title}</span></span></LetterButton>
      <LetterButton look="outline" onClick={() => choose.current?.click()}><IconCloudUpload stroke={1.75} aria-hidden /><span>Choose file<span className="fm-hidden"> for {title}</span></span></LetterButton>
      <input ref={photo} type="file" accept="image/*" capture="environment" hidden tabIndex={-1} aria-label={`Photo of ${title}`} onChange={take} />
      <input ref={choose} type="file" multiple hidden tabIndex={-1} aria-label={`File for ${title}`} data-choose onChange={take} />
    </div>
  );
}

/** Lets files be dropped on the row; the buttons say the same to everybody else. */
function useDrop(free: boolean, onFiles: (files: File[]) => void) {
  const [over, setOver] = useState(false);
  const carries = (event: DragEvent) => free && event.dataTransfer.types.includes('Files');
  return [over && free, {
    onDragOver: (event: DragEvent) => { if (carries(event)) { event.preventDefault(); setOver(true); } },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => { if (carries(event)) { event.preventDefault(); setOver(false); onFiles([...event.dataTransfer.files]); } },
  }] as const;
}
