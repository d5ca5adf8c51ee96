import { useState } from 'react';
import { Field } from '../../../ui/Field';
import { LetterButton } from '../../../ui/Portal';
import { SignPad } from './SignPad';
import css from './Paper.module.css';

/** A name as somebody put it, while they do. */
export interface PutMark { how: 'typed' | 'drawn'; typed: string; drawnPng: string | null }

export const noMark: PutMark = { how: 'typed', typed: '', drawnPng: null };

/** True when there is a name. */
export const isPut = (mark: PutMark): boolean => (mark.how === 'typed' ? mark.typed.trim() !== '' : mark.drawnPng !== null);

/** The name as the graph takes it. */
export const markInput = (mark: PutMark): { typed: string } | { drawnPng: string } => (mark.how === 'typed' ? { typed: mark.typed.trim() } : { drawnPng: mark.drawnPng ?? '' });

/** One's name, typed or drawn. Typing is always there: no hand and no screen is asked for. */
export function PutName({ mark, onPut, name }: { mark: PutMark; onPut: (mark: PutMark) => void; name: string }) {
  // A name that was drawn before is shown as it is: the strokes themselves are not kept.
  const [isKept, setKept] = useState(mark.drawnPng !== null);
  return (
    <fieldset className={css.put}>
      <legend>Your signature</legend>
      <div className={css.ways}>
        {(['typed', 'drawn'] as const).map((how) => (
          <label key={how}><input type="radio" name="how-to-sign" checked={mark.how === how} onChange={() => { setKept(mark.drawnPng !== null); onPut({ ...mark, how }); }} /><span>{how === 'typed' ? 'Type it' : 'Draw it'}</span></label>
        ))}
      </div>
      {mark.how === 'typed' && (
        <>
          <Field label="Type your name" autoComplete="name" maxLength={100} value={mark.typed} help={`As it should stand on the paper, such as ${name}.`} onChange={(event) => onPut({ ...mark, typed: event.target.value })} />
          {mark.typed.trim() && <p className={css.typed} aria-hidden>{mark.typed}</p>}
        </>
      )}
      {mark.how === 'drawn' && !isKept && <SignPad onDrawn={(drawnPng) => onPut({ ...mark, drawnPng })} />}
      {mark.how === 'drawn' && isKept && mark.drawnPng && (
        <div className={css.pad}>
          <img src={`data:image/png;base64,${mark.drawnPng}`} alt="Your name as you drew it" />
          <LetterButton look="text" onClick={() => { setKept(false); onPut({ ...mark, drawnPng: null }); }}>Draw another one</LetterButton>
        </div>
      )}
    </fieldset>
  );
}
