import { IconDownload } from '@tabler/icons-react';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { usePdf, usePdfPage } from '../../../lib/pdf';
import { LetterButton } from '../../../ui/Portal';
import { usePaperBytes } from './paper-bytes';
import css from './Paper.module.css';

/** A document to be read or signed. */
export interface Paper { name: string; sha256: string; download?: { url: string } | null }

interface ReadProps { paper: Paper; onRead?: () => void }

/** A document from its first page to its last. Says once when the foot of the last page was seen, or when it was fetched because it cannot be shown. */
export function PaperPages({ paper, onRead }: ReadProps) {
  const { content, out, again } = usePaperBytes(paper);
  const { pdf, broken } = usePdf(content);
  if (out || broken) return <CannotShow paper={paper} onAgain={out ? again : undefined} onRead={onRead} />;
  return (
    <div className={css.pages} role="group" aria-label={paper.name}>
      {!pdf && <div className={css.sheet} role="status" aria-label={`${paper.name}, loading`} />}
      {pdf && Array.from({ length: pdf.numPages }, (_, i) => <PaperPage key={i} pdf={pdf} no={i + 1} label={`${paper.name}, page ${i + 1} of ${pdf.numPages}`} onFoot={i + 1 === pdf.numPages ? onRead : undefined} />)}
    </div>
  );
}

/** One page of a document, with what is laid over it. */
export function PaperPageOf({ paper, no, over }: { paper: Paper; no: number; over: (size: { width: number; height: number }) => ReactNode }) {
  const { content, out, again } = usePaperBytes(paper);
  const { pdf, broken } = usePdf(content);
  if (out || broken) return <CannotShow paper={paper} onAgain={out ? again : undefined} />;
  if (!pdf) return <div className={css.sheet} role="status" aria-label={`${paper.name}, loading`} />;
  return <PaperPage key={no} pdf={pdf} no={no} label={`${paper.name}, page ${no} of ${pdf.numPages}`} over={over} />;
}

function CannotShow({ paper, onAgain, onRead }: ReadProps & { onAgain?: (() => void) | undefined }) {
  return (
    <div className={css.cannot} role="status">
      <p>«{paper.name}» cannot be shown here at this moment. {paper.download ? 'You can download it and read it there.' : ''}</p>
      <p>{onAgain && <LetterButton look="text" onClick={onAgain}>Try again</LetterButton>}{paper.download && <PaperLink paper={paper} onFetch={onRead} />}</p>
    </div>
  );
}

/** The way to fetch a document as it went out. */
export function PaperLink({ paper, onFetch }: { paper: Paper; onFetch?: (() => void) | undefined }) {
  if (!paper.download) return null;
  return <a className={css.fetch} href={paper.download.url} onClick={onFetch}><IconDownload size={20} stroke={1.75} aria-hidden />Download<span className="fm-hidden"> {paper.name}</span></a>;
}

interface PageProps { pdf: PDFDocumentProxy; no: number; label: string; onFoot?: (() => void) | undefined; over?: (size: { width: number; height: number }) => ReactNode }

/** Drawn when it comes near, so that a long contract opens at once. Its words stand beside the picture for who cannot see it. */
function PaperPage({ pdf, no, label, onFoot, over }: PageProps) {
  const sheet = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  const near = useInView(sheet, '800px');
  const { page, broken } = usePdfPage(near ? pdf : null, no, canvas);
  const atFoot = useInView(foot, '0px', page !== null);
  const told = useRef(false);
  useEffect(() => { if (atFoot && page && onFoot && !told.current) { told.current = true; onFoot(); } }, [atFoot, page, onFoot]);
  return (
    <div className={css.sheet} ref={sheet} style={page ? { aspectRatio: `${page.width} / ${page.height}` } : undefined}>
      {broken ? <p className={css.cannot}>This page cannot be shown. Download the document to read it.</p> : <canvas ref={canvas} aria-hidden />}
      <div className="fm-hidden" role="document" aria-label={label}>{page?.words}</div>
      {page && over?.(page)}
      <div ref={foot} className={css.foot} aria-hidden />
    </div>
  );
}

/** True once the element came into view; it stays true. */
function useInView(place: RefObject<HTMLElement | null>, margin: string, active = true): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element || seen || !active) return undefined;
    const watch = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) setSeen(true); }, { rootMargin: margin });
    watch.observe(element);
    return () => watch.disconnect();
  }, [place, margin, seen, active]);
  return seen;
}
