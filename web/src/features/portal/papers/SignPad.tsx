import { useEffect, useRef } from 'react';
import SignaturePad from 'signature_pad';
import { LetterButton } from '../../../ui/Portal';
import css from './Paper.module.css';

/** Ink on white in both themes: this is how it stands on the paper. */
const ink = 'rgb(27, 29, 34)';
const marginPx = 8;

/** A field to draw one's name in, with finger, pen or mouse. Tells the picture after each stroke, and nothing when it was wiped. */
export function SignPad({ onDrawn }: { onDrawn: (png: string | null) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const tell = useRef(onDrawn);
  tell.current = onDrawn;
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const made = new SignaturePad(element, { penColor: ink, minWidth: 1, maxWidth: 2.6 });
    pad.current = made;
    // A turned phone makes the field wider: the strokes are kept and drawn anew.
    const fit = () => {
      const strokes = made.toData();
      const ratio = Math.max(window.devicePixelRatio, 1);
      Object.assign(element, { width: element.offsetWidth * ratio, height: element.offsetHeight * ratio });
      element.getContext('2d')?.scale(ratio, ratio);
      made.clear();
      made.fromData(strokes);
    };
    const watch = new ResizeObserver(fit);
    watch.observe(element);
    made.addEventListener('endStroke', () => tell.current(pictureOf(element, made)));
    return () => { watch.disconnect(); made.off(); };
  }, []);
  const wipe = () => { pad.current?.clear(); onDrawn(null); };
  return (
    <div className={css.pad}>
      <canvas ref={canvas} role="img" aria-label="Draw your name here. Typing it counts the same." />
      <LetterButton look="text" onClick={wipe}>Wipe and draw again</LetterButton>
    </div>
  );
}

/** The strokes with a little room around them, as a PNG in base64: the name fills its place on the paper, however small it was drawn. */
function pictureOf(element: HTMLCanvasElement, pad: SignaturePad): string | null {
  const points = pad.toData().flatMap((stroke) => stroke.points);
  if (points.length === 0) return null;
  const ratio = element.width / element.offsetWidth;
  const edge = (pick: (...all: number[]) => number, of: 'x' | 'y', room: number) => pick(...points.map((point) => point[of])) + room;
  const [left, top] = [Math.max(edge(Math.min, 'x', -marginPx), 0), Math.max(edge(Math.min, 'y', -marginPx), 0)];
  const [width, height] = [Math.min(edge(Math.max, 'x', marginPx), element.offsetWidth) - left, Math.min(edge(Math.max, 'y', marginPx), element.offsetHeight) - top];
  const cut = Object.assign(document.createElement('canvas'), { width: Math.ceil(width * ratio), height: Math.ceil(height * ratio) });
  cut.getContext('2d')?.drawImage(element, left * ratio, top * ratio, width * ratio, height * ratio, 0, 0, cut.width, cut.height);
  return cut.toDataURL('image/png').split(',')[1] ?? null;
}
