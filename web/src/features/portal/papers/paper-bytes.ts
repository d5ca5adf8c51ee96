import { useEffect, useRef, useState } from 'react';

const most = 6;
const kept = new Map<string, Promise<Blob>>();

/** Fetches what stands under an address, unless it is here already. What is signed is known by its hash and never changes; its address is another one each time. */
function bytesOf(sha256: string, url: string): Promise<Blob> {
  const known = kept.get(sha256);
  if (known) return known;
  const coming = fetch(url, { credentials: 'omit' }).then((answer) => {
    if (!answer.ok) throw new Error(`the store answered ${answer.status}`);
    return answer.blob();
  });
  kept.set(sha256, coming);
  coming.catch(() => kept.delete(sha256));
  for (const oldest of [...kept.keys()].slice(0, Math.max(kept.size - most, 0))) kept.delete(oldest);
  return coming;
}

/** The bytes of a paper. `out`: the store does not answer, or there is no address. */
export function usePaperBytes({ sha256, download }: { sha256: string; download?: { url: string } | null }): { content: Blob | null; out: boolean; again: () => void } {
  const [content, setContent] = useState<Blob | null>(null);
  const [out, setOut] = useState(false);
  const [tries, setTries] = useState(0);
  const url = useRef(download?.url);
  url.current = download?.url;
  useEffect(() => {
    let gone = false;
    setOut(false);
    const coming = url.current ? bytesOf(sha256, url.current) : Promise.reject(new Error('there is no address'));
    coming.then((blob) => { if (!gone) setContent(blob); }, () => { if (!gone) setOut(true); });
    return () => { gone = true; };
  }, [sha256, tries]);
  return { content, out, again: () => setTries(tries + 1) };
}
