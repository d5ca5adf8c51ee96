import { useApolloClient } from '@apollo/client/react';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { FetchFileDocument } from '../../../../gql/staff/graphql';
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

/** A PDF, page by page; the worker is ours and comes from the same host. */
function Pages({ content, name }: { content: Blob; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [no, setNo] = useState(1);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    let gone = false;
    let close = () => undefined as void;
    const open = async () => {
      const reader = await import('pdfjs-dist');
      reader.GlobalWorkerOptions.workerSrc = workerUrl;
      const task = reader.getDocument({ data: new Uint8Array(await content.arrayBuffer()), useWasm: false });
      close = () => void task.destroy();
      const found = await task.promise;
      if (gone) close(); else setPdf(found);
    };
    open().catch(() => { if (!gone) setBroken(true); });
    return () => { gone = true; close(); };
  }, [content]);
  useEffect(() => {
    const element = canvas.current;
    if (!pdf || !element) return undefined;
    let stop = () => undefined as void;
    const draw = async () => {
      const page = await pdf.getPage(no);
      const plain = page.getViewport({ scale: 1 });
      const viewport = page.getViewport({ scale: (element.clientWidth / plain.width) * Math.min(window.devicePixelRatio, 2) });
      Object.assign(element, { width: Math.floor(viewport.width), height: Math.floor(viewport.height) });
      const drawing = page.render({ canvas: element, viewport });
      stop = () => drawing.cancel();
      await drawing.promise;
    };
    draw().catch((error: unknown) => { if (!(error instanceof Error && error.name === 'RenderingCancelledException')) setBroken(true); });
    return () => stop();
  }, [pdf, no]);
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
