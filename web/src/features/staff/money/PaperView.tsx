import { useEffect, useRef, useState } from 'react';
import { usePdf, usePdfPage } from '../../../lib/pdf';
import { Act } from '../../../ui/Act';

interface PaperProps { name: string; sha256: string; url: string }

/** A paper page by page: what to draw, and what turns its pages. */
export function usePaperView({ name, sha256, url }: PaperProps) {
  const { content, out } = useBytes(sha256, url);
  const { pdf, broken: unread } = usePdf(content);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [no, setNo] = useState(1);
  const { page, broken: undrawn } = usePdfPage(pdf, no, canvas);
  const broken = out || unread || undrawn;
  const shown = (
    <>
      {broken && <p role="status">This PDF cannot be shown here at this moment. Download it to look at it.</p>}
      {!broken && !page && <p className="fm-quiet" role="status">Fetching the paper.</p>}
      <canvas ref={canvas} aria-hidden style={{ width: '100%', display: broken ? 'none' : 'block' }} />
      <div className="fm-hidden" role="document" aria-label={`${name}, page ${no}`}>{page?.words}</div>
    </>
  );
  const turns = pdf && pdf.numPages > 1 ? <><Act disabled={no === 1} onClick={() => setNo(no - 1)}>Page before</Act><span className="fm-num">Page {no} of {pdf.numPages}</span><Act disabled={no === pdf.numPages} onClick={() => setNo(no + 1)}>Next page</Act></> : undefined;
  return { shown, turns };
}

/** The bytes of a paper. Its words never change under a hash; its address is another one each time, so that only the hash says when to fetch. */
function useBytes(sha256: string, url: string): { content: Blob | null; out: boolean } {
  const [content, setContent] = useState<Blob | null>(null);
  const [out, setOut] = useState(false);
  const address = useRef(url);
  address.current = url;
  useEffect(() => {
    let gone = false;
    const take = async () => {
      const answer = await fetch(address.current, { credentials: 'omit' });
      if (!answer.ok) throw new Error(`the store answered ${answer.status}`);
      const bytes = await answer.blob();
      if (!gone) setContent(bytes);
    };
    take().catch(() => { if (!gone) setOut(true); });
    return () => { gone = true; };
  }, [sha256]);
  return { content, out };
}
