import { useEffect, useState } from 'react';
import { useTell } from '../../../ui/Told';

/** What came of a consent, as its domain says it; undefined while nobody has answered yet, and null where nobody knows of it. */
export interface ConsentOutcome { readonly stage: string; readonly problem?: string | null | undefined }
interface Asked { readonly outcome: ConsentOutcome | null | undefined; readonly failed: boolean; readonly stopPolling: () => void }

/** Somebody is back from a service's own page: says once what came of it, and ends the asking. */
export function useConsentOutcome({ outcome, failed, stopPolling }: Asked, connected: { readonly what: string; readonly why?: string }, onEnd: () => void): void {
  const tell = useTell();
  const isOver = failed || outcome === null || outcome?.stage === 'DONE' || outcome?.stage === 'FAILED';
  const [isTold, setTold] = useState(false);
  useEffect(() => {
    if (!isOver || isTold) return;
    setTold(true);
    stopPolling();
    if (outcome?.stage === 'DONE') tell.done(connected.what, connected.why);
    else tell.refused('Nothing was connected', outcome?.problem ?? 'It is not known what became of it. Look at the list, and begin again if it is not there.');
    onEnd();
  });
}
