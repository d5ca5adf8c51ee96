import { useState } from 'react';
import { useTell } from '../../../ui/Told';

/** Says what was saved once it is, reads the page again, and keeps why it was refused. */
export function useSaving(onSaved: () => Promise<unknown>) {
  const [refused, setRefused] = useState<unknown>(null);
  const tell = useTell();
  const run = async (work: Promise<{ error?: unknown }>, done: string, why: string): Promise<boolean> => {
    const { error } = await work.catch((thrown: unknown) => ({ error: thrown }));
    setRefused(error ?? null);
    if (error) return false;
    tell.done(done, why);
    await onSaved();
    return true;
  };
  return { refused, run };
}
