import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { FetchFileDocument } from '../../../../gql/staff/graphql';
import { usePdf, usePdfPage } from '../../../../lib/pdf';
import { Act } from '../../../../ui/Act';
import css from './Files.module.css';

interface PreviewProps { fileId: string; name: string; contentType: string; size: number }

const pictures = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);
const largest = 25_000_000;

/** What a file looks like, for pictures and PDFs. It is fetched like any other reading, and the history says so. */
export function Preview({ fileId, name, contentType, size }: PreviewProps) {
  const pdf = contentType === 'application/pdf';
  const fits = (pdf || pictures.has(contentType)) && size <= largest;
  const { content, out } = useContent(fileId, fits);
  if (!fits) return null;
  if (out) return <p className={css.words}>It cannot be shown here at this moment. Download it to look at it.</p>;
  if (!content) return <div className={css.sheetWaits} role="status" aria-label={`${name}, loading`} />;
  return pdf ? <Pages content={content} name={name} /> : <Picture content={content} name={name} />;
}

/** The bytes of a file, once. */
function useContent(fileId: string, wanted: boolean): { content: Blob | null; out: boolean } {
  const graph = useApolloClient();
  const [content, setContent] = useState<Blob | null>(null);
  const [out, setOut] = useState(false);
  useEffect(() => {
    if (!wanted) return undefined;
    const stop = new AbortController();
    const load = async () => {
      const { data } = await graph.mutate({ mutation: FetchFileDocument, variables: { input: { fileId } } });
      if (!data || stop.signal.aborted) return;
      const answer = await fetch(data.fileDownload.url, { signal: stop.signal, credentials: 'omit' });
      if (!answer.ok) throw new Error(`the store answered ${answer.status}`);
      setContent(await answer.blob());
    };
    load().catch(() => { if (!stop.signal.aborted) setOut(true); });
    return () => stop.abort();
  }, [graph, fileId, wanted]);
  return { content, out };
}

function Picture({ content, name }: { content: Blob; name: string }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(content);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  return address && <img className={css.picture} src={address} alt={name} />;
}

/** A PDF, page by page. */
function Pages({ content, name }: { content: Blob; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [no, setNo] = useState(1);
  const { pdf, broken: unread } = usePdf(content);
  const { broken: undrawn } = usePdfPage(pdf, no, canvas);
  const broken = unread || undrawn;
  if (broken) return <p className={css.words}>This PDF cannot be shown here. Download it to look at it.</p>;
  return (
    <figure className={css.pdf}>
      <canvas ref={canvas} role="img" aria-label={`${name}, page ${no}`} />
      {pdf && pdf.numPages > 1 && (
        <figcaption><Act small look="ghost" disabled={no === 1} onClick={() => setNo(no - 1)}>Page before</Act><span className="fm-num">Page {no} of {pdf.numPages}</span><Act small look="ghost" disabled={no === pdf.numPages} onClick={() => setNo(no + 1)}>Next page</Act></figcaption>
      )}
    </figure>
  );
}
