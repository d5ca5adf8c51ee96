import { useEffect, useState } from 'react';
import { now } from '../../lib/clock';
import { timeWords } from '../../lib/format';

/** Since when the browser has had no connection («11:02»); null while it has one. */
export function useOffline(): string | null {
  const [since, setSince] = useState<string | null>(() => (navigator.onLine ? null : timeWords(now())));
  useEffect(() => {
    const lost = () => setSince((known) => known ?? timeWords(now()));
    const back = () => setSince(null);
    window.addEventListener('offline', lost);
    window.addEventListener('online', back);
    return () => { window.removeEventListener('offline', lost); window.removeEventListener('online', back); };
  }, []);
  return since;
}
