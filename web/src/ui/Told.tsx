import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import css from './Told.module.css';

interface Note {
  id: number;
  tone: 'done' | 'broken';
  what: string;
  why?: string;
}

interface Teller {
  /** Says what happened; goes by itself after 8 s. */
  done: (what: string, why?: string) => void;
  /** Says what was refused and why; stays until closed. */
  refused: (what: string, why?: string) => void;
}

const Telling = createContext<Teller>({ done: () => undefined, refused: () => undefined });

/** Tells a person what an act came to, at the bottom right. */
export function useTell(): Teller {
  return useContext(Telling);
}

let counter = 0;

/** Holds the notes; at most two at a time. */
export function TellProvider({ children }: { children: ReactNode }) {
  const [notes, setNotes] = useState<Note[]>([]);
  const close = useCallback((id: number) => setNotes((all) => all.filter((note) => note.id !== id)), []);
  const add = useCallback((tone: Note['tone'], what: string, why?: string) => {
    const id = ++counter;
    setNotes((all) => [...all, { id, tone, what, why }].slice(-2));
    if (tone === 'done') setTimeout(() => close(id), 8000);
  }, [close]);
  const teller = useMemo<Teller>(() => ({ done: (what, why) => add('done', what, why), refused: (what, why) => add('broken', what, why) }), [add]);
  return (
    <Telling.Provider value={teller}>
      {children}
      <div className={css.stack} role="status" aria-live="polite">
        {notes.map((note) => {
          const Mark = note.tone === 'done' ? IconCircleCheck : IconAlertTriangle;
          return <div key={note.id} className={`${css.told} ${css[note.tone]}`}><Mark aria-hidden /><div><b>{note.what}</b>{note.why && <p>{note.why}</p>}</div><button type="button" onClick={() => close(note.id)}>Close</button></div>;
        })}
      </div>
    </Telling.Provider>
  );
}
