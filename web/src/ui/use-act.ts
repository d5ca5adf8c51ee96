import { useState } from 'react';
import { refusalWords } from '../lib/failures';
import { useTell } from './Told';

interface Told {
  /** Said when it was done; nothing is said when left out. */
  done?: string;
  why?: string;
  /** What stays as it was, said when it was refused. */
  refused: string;
}

/** Runs one act at a time, says what came of it, and answers whether it was done. */
export function useAct(onChanged: () => void): { busy: boolean; act: (work: Promise<{ error?: unknown }>, told: Told) => Promise<boolean> } {
  const [busy, setBusy] = useState(false);
  const tell = useTell();
  const act = async (work: Promise<{ error?: unknown }>, { done, why, refused }: Told) => {
    setBusy(true);
    const { error } = await work.catch((thrown: unknown) => ({ error: thrown }));
    setBusy(false);
    if (error) tell.refused(refused, refusalWords(error));
    else if (done) tell.done(done, why);
    onChanged();
    return !error;
  };
  return { busy, act };
}
