import type { PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { useEffect, useState, type RefObject } from 'react';

/** A PDF of which the bytes are here, ready to be shown. The worker is ours and comes from the same host. */
export function usePdf(content: Blob | null): { pdf: PDFDocumentProxy | null; broken: boolean } {
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    if (!content) return undefined;
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
  return { pdf, broken };
}

/** What a page is once it is drawn: its size in points, and its words for who cannot see it. */
export interface DrawnPage { width: number; height: number; words: string }

/** Draws a page as wide as its canvas; nothing happens while `pdf` is not there. */
export function usePdfPage(pdf: PDFDocumentProxy | null, no: number, canvas: RefObject<HTMLCanvasElement | null>): { page: DrawnPage | null; broken: boolean } {
  const [page, setPage] = useState<DrawnPage | null>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const element = canvas.current;
    if (!pdf || !element) return undefined;
    let stop = () => undefined as void;
    const draw = async () => {
      const found = await pdf.getPage(no);
      const plain = found.getViewport({ scale: 1 });
      const viewport = found.getViewport({ scale: (element.clientWidth / plain.width) * Math.min(window.devicePixelRatio, 2) });
      Object.assign(element, { width: Math.floor(viewport.width), height: Math.floor(viewport.height) });
      const drawing = found.render({ canvas: element, viewport });
      stop = () => drawing.cancel();
      await drawing.promise;
      const words = (await found.getTextContent()).items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('');
      setPage({ width: plain.width, height: plain.height, words });
    };
    draw().catch((error: unknown) => { if (!(error instanceof Error && error.name === 'RenderingCancelledException')) setBroken(true); });
    return () => stop();
  }, [pdf, no, canvas]);
  return { page, broken };
}
